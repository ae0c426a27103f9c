/// What is remembered of faults from block to block, by place: the course of rates, and who was named since when.
struct FaultTracks: Sendable {
    /// A fault that was named.
    struct Track: Sendable {
        /// The first block since when it is named; nil when it is no more.
        var since: FaultRateReport.Moment?
        /// The last block that named it.
        var last: Int
    }

    /// For so many blocks without being named a fault is followed.
    static let patience = 1_000

    private(set) var tracks: [Int32: Track] = [:]
    /// The means of the last blocks; NaN where a fault has no requests.
    private var means: [[Float]] = []
    private let memory: Int

    init(memory: Int) { self.memory = max(1, memory) }

    /// Forgets what stood at places that are given up.
    mutating func forget(_ slots: [Int32]) {
        for slot in slots {
            tracks[slot] = nil
            for block in means.indices where slot < means[block].count {
                means[block][Int(slot)] = .nan
            }
        }
    }

    /// Adds the means of a block.
    mutating func add(_ block: [Float]) {
        if means.count == memory { means.removeFirst() }
        means.append(block)
    }

    /// The means of a fault in the last blocks.
    func course(_ slot: Int32) -> [Double?] {
        means.map { block in
            let mean = slot < block.count ? block[Int(slot)] : .nan
            return mean.isNaN ? nil : Double(mean)
        }
    }

    /// Notes that a block names a fault; returns since when it is named.
    mutating func name(_ slot: Int32, now: FaultRateReport.Moment) -> FaultRateReport.Moment {
        let since = tracks[slot]?.since ?? now
        tracks[slot] = Track(since: since, last: now.block)
        return since
    }

    /// Notes that a block has requests with a fault and does not name it; true if the last one did.
    mutating func release(_ slot: Int32) -> Bool {
        guard tracks[slot]?.since != nil else { return false }
        tracks[slot]?.since = nil
        return true
    }

    /// Stops following those that have not been named for long.
    mutating func tidy(block: Int) {
        tracks = tracks.filter { $0.value.since != nil || block - $0.value.last <= Self.patience }
    }
}
