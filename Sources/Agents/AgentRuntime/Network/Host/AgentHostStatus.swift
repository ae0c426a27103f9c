/// What an agent's host is doing, in numbers.
public struct AgentHostStatus: Hashable, Sendable, Codable {
    /// Exchanges without an answer so far.
    public var openExchanges = 0
    /// Tests being made.
    public var testsUnderWay = 0
    /// Tests that wait for their turn.
    public var testsWaiting = 0
    /// Batches under way to other agents.
    public var sendsUnderWay = 0
    /// Batches that wait for their turn.
    public var sendsWaiting = 0
    /// Ontology documents being fetched or waiting for it.
    public var fetches = 0
    /// Effects that wait for the store.
    public var storesWaiting = 0
    /// Errands refused since the start because too many waited.
    public var errandsRefused = 0
    /// Errands since the start that ended by their deadline.
    public var errandsExpired = 0
    /// Answers since the start that came after their exchange was over, or to none.
    public var repliesDropped = 0
    /// Pieces of information since the start that the store could not keep.
    public var storesFailed = 0

    /// Makes the status of a host that does nothing.
    public init() {}
}
