/// What a link does to the packets that cross it, in each direction.
public struct LinkQuality: Sendable, Equatable {
    /// How much later a packet arrives, one way, in milliseconds.
    public var delay: Double
    /// The standard deviation around `delay`, in milliseconds.
    public var jitter: Double
    /// The share of packets that overtake the ones before, 0 to 1.
    public var reordering: Double
    /// The share of packets that are lost, 0 to 1.
    public var loss: Double
    /// Bits a second, nil for no limit.
    public var rate: Double?
    /// The largest packet in bytes, nil for 1500.
    public var maximumTransmissionUnit: Int?

    /// A quality from its parts.
    public init(
        delay: Double = 0, jitter: Double = 0, reordering: Double = 0, loss: Double = 0,
        rate: Double? = nil, maximumTransmissionUnit: Int? = nil
    ) {
        self.delay = delay
        self.jitter = jitter
        self.reordering = reordering
        self.loss = loss
        self.rate = rate
        self.maximumTransmissionUnit = maximumTransmissionUnit
    }

    /// A cable that does nothing to packets.
    public static let perfect = LinkQuality()

    /// Whether packets must be held back, for which Linux alone is not enough without netem.
    public var holdsBack: Bool { delay > 0 || jitter > 0 || reordering > 0 }
}
