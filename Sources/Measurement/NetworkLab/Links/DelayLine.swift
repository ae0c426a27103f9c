/// What one direction of a link holds back, and until when: the schedule, without clock or socket.
///
/// Times are nanoseconds of any clock that does not go backwards. Packets leave in the order in
/// which they came, at the earliest after their delay: the mean delay plus the deviation of
/// ``Jitter``, cut at zero. (Where the mean is less than three standard deviations, the cut makes
/// the mean larger and the spread smaller.)
///
/// A packet chosen for reordering leaves immediately before the one that came last before it,
/// if that is still here, and takes over its time. It thus overtakes exactly one packet, so that
/// the share of packets that arrive late (RFC 4737, section 4) is the share that was asked for, at
/// any rate of more than a packet a delay. Netem sends a chosen packet off without any delay, past all
/// that wait: one chosen packet then makes everything in flight late, and is faster than the link.
/// The price is that a TCP, which bears reordering by less than three places, hardly minds.
struct DelayLine<Frame> {
    /// What happens to packets that come from now on.
    var quality: DelayQuality
    /// How many packets were turned away because the line was full.
    private(set) var dropped = 0
    /// How many packets left before one that had come earlier.
    private(set) var overtaking = 0
    /// The bytes of all packets that wait.
    private(set) var bytes = 0

    private struct Entry {
        var departure: Int64
        var bytes: Int
        var frame: Frame
    }

    private let limits: DelayLimits
    private var queue = RingBuffer<Entry>()
    private var jitter: Jitter
    private var choice: SplitMix64
    private var lastDeparture = Int64.min
    /// How many in the queue leave later than the packet that came last; meaningless once it is gone.
    private var behindNewest = 0

    /// An empty line; equal seeds treat equal packets equally.
    init(_ quality: DelayQuality, seed: UInt64, limits: DelayLimits = .standard) {
        self.quality = quality
        self.limits = limits
        var seeds = SplitMix64(seed: seed)
        jitter = Jitter(seed: seeds.next())
        choice = SplitMix64(seed: seeds.next())
    }

    /// How many packets wait.
    var count: Int { queue.count }

    /// When the next packet leaves; nil when none waits.
    var nextDeparture: Int64? { queue.first?.departure }

    /// Takes in a packet; returns when it leaves, nil if there is no room for it.
    ///
    /// Constant time, but for runs of packets that are all chosen to overtake.
    mutating func enqueue(_ frame: Frame, bytes size: Int, at now: Int64) -> Int64? {
        guard queue.count < limits.packets, bytes + size <= limits.bytes else {
            dropped += 1
            return nil
        }
        var delay = quality.delay
        if quality.jitter > 0 {
            delay += jitter.deviation(at: now, standardDeviation: quality.jitter)
        }
        bytes += size
        let overtakes =
            quality.reordering > 0
            && Double.random(in: 0..<1, using: &choice) < quality.reordering
        if overtakes, queue.count > behindNewest, let newest = queue[fromEnd: behindNewest] {
            behindNewest += 1
            overtaking += 1
            queue.insert(
                Entry(departure: newest.departure, bytes: size, frame: frame),
                behind: behindNewest)
            return newest.departure
        }
        behindNewest = 0
        lastDeparture = max(lastDeparture, now + Int64(max(0, delay)))
        queue.insert(Entry(departure: lastDeparture, bytes: size, frame: frame))
        return lastDeparture
    }

    /// Takes out the next packet that leaves at `now` or before; nil when there is none.
    mutating func dequeue(at now: Int64) -> Frame? {
        guard let first = queue.first, first.departure <= now else { return nil }
        bytes -= first.bytes
        return queue.popFirst()?.frame
    }
}

/// How long packets are held back.
struct DelayQuality: Sendable, Equatable {
    /// The mean delay in nanoseconds.
    var delay: Double
    /// The standard deviation of the delay in nanoseconds.
    var jitter: Double = 0
    /// The share of packets that overtake the one before, 0 to 1.
    var reordering: Double = 0
}

/// How much waits at most in one direction of a link.
struct DelayLimits: Sendable, Equatable {
    /// The most packets.
    var packets: Int
    /// The most bytes.
    var bytes: Int

    /// Room for a gigabit a second over a quarter of a second: a delay is no bottleneck of its own.
    static let standard = DelayLimits(packets: 50_000, bytes: 32 << 20)
}
