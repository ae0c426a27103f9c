/// How many writes shared how many transactions since the store was opened.
public struct WriteStatistics: Hashable, Sendable {
    /// The transactions that are on disk.
    public var transactions = 0
    /// The writes in them.
    public var writes = 0
    /// The most writes in one transaction.
    public var largestBatch = 0

    /// Makes statistics of nothing.
    public init() {}
}
