/// How much an agent's host does at once, and for how long.
public struct AgentHostLimits: Hashable, Sendable {
    /// The exchanges that may be without an answer at once; 1,024.
    public var exchanges = 1_024
    /// How long an exchange waits for its answer, in milliseconds; 60,000.
    public var exchangeTime: Int64 = 60_000
    /// The tests that are made at once; 16.
    public var tests = 16
    /// The batches that are under way to other agents at once; 256.
    public var sends = 256
    /// The batches that are under way to one agent at once, so that a dead one does not take all; 64.
    public var sendsToOneAgent = 64
    /// The ontology documents that are fetched at once; 4.
    public var fetches = 4
    /// How long one may take to fetch, in milliseconds; 5,000.
    public var fetchTime: Int64 = 5_000
    /// The errands of one kind that may wait for their turn; 4,096.
    public var waitingErrands = 4_096
    /// The effects that may wait for the store; 4,096.
    public var waitingStores = 4_096
    /// The pieces of information that are given to the store at once; 512.
    public var storedTogether = 512

    /// Makes the usual limits.
    public init() {}
}
