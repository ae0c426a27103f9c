import DMEP

/// What happens to a directory; whoever drives it says so, with the time.
public enum DirectoryEvent: Sendable {
    /// A document came in, of which an answer is owed.
    case received(Document, from: Requester, ExchangeID)
    /// A document that the directory sent was answered.
    case answered(ErrandID, Document)
    /// A document that the directory sent was not answered, or its answer could not be read.
    case unanswered(ErrandID, reason: String)
    /// The directory begins, or the time has come that it asked to be woken at, or any other.
    case tick
}

/// What a directory wants done; whoever drives it does so, in this order.
public enum DirectoryEffect: Sendable {
    /// Keep this on disk before the next effect: of each service named, the news replace what was kept.
    ///
    /// Everything kept so, in one map, is what `DirectoryState.merge(_:at:)` restores from. A service that
    /// is listed and retracted has a lease that ends at the retraction's time.
    case store(ServiceMap)
    /// Answer an exchange.
    case reply(ExchangeID, Document)
    /// Post a document to another directory and bring back the answer, or the failure, by `deadline`.
    case send(ErrandID, to: String, Document, deadline: Int64)
    /// Call `tick` at this time at the latest, in milliseconds since 1970.
    case wake(at: Int64)
}
