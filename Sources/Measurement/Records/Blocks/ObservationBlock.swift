/// A block of the stream of requests: folded observations and what is known of their faults.
///
/// It depends on the lines alone, not on how many tasks read them or in which pieces.
public struct ObservationBlock: Hashable, Sendable {
    /// Its place in the stream, from 0.
    public var index: Int
    /// The window of time that it is for, where blocks are by time.
    public var window: Range<RequestTime>?
    /// The earliest time in it; nil where lines have no time.
    public var from: RequestTime?
    /// The latest time in it.
    public var to: RequestTime?
    /// Whether it was closed early because there was no memory for more patterns and clients.
    public var isCutShort = false
    /// The observations.
    public var observations = FoldedObservations()
    /// Requests, by weight.
    public var requests = 0.0
    /// Failed requests.
    public var failures = 0.0
    /// Requests that count as successes and were the user's own mistake.
    public var mistakes = 0.0
    /// The exact number of different clients.
    public var clients = 0
    /// What there is of each fault that the block names, by number.
    public var faults: [FaultCount] = []
    /// Lines since the last block that were not counted, by reason.
    public var rejected: [RejectReason: Int] = [:]
    /// Lines since the last block that the mapping passes over.
    public var passedOver = 0
    /// New numbers for the faults of the blocks before; nil when they keep theirs.
    public var renumbering: FaultRenumbering?
    /// The names of the faults with the next numbers.
    public var newFaults: [String] = []
    /// How many faults were folded into the `other` of their kind since the last block.
    public var foldedFaults = 0

    /// A block without observations.
    public init(index: Int) { self.index = index }
}
