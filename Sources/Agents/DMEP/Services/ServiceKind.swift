/// What a service gives (CAPRI thesis, 5.1, A.3.1: `messageType`).
public enum ServiceKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// What was seen: `observationRequest`.
    case observation
    /// How probable the values of a property are: `beliefRequest`.
    case belief
    /// Which explanation holds: `diagRequest`.
    case diagnosis
    /// How properties depend on one another: `knowledgeRequest`.
    case knowledge
    /// It takes notifications: `notification`; no request of it exists.
    case notification
}
