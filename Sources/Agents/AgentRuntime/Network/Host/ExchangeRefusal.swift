import DMEP

/// Why an exchange ended without an answer of the agent.
public struct ExchangeRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// What the requester is told.
    public var report: ProblemReport
    /// After how many seconds it is worth asking again; nil when it is not.
    public var retryAfter: Int?
    /// What the requester is told, in words.
    public var description: String { report.reason }

    /// Makes a refusal of its parts.
    public init(_ kind: ProblemReport.Kind, reason: String, retryAfter: Int? = nil) {
        self.report = ProblemReport(kind: kind, reason: reason)
        self.retryAfter = retryAfter
    }

    static let overloaded = ExchangeRefusal(
        .requestRefused, reason: "too many requests are in work here: ask again later",
        retryAfter: 1)
    static let stopping = ExchangeRefusal(
        .requestRefused, reason: "this agent is being stopped: ask again later", retryAfter: 5)
    static let abandoned = ExchangeRefusal(
        .requestRefused, reason: "the requester went away before the answer was made")
    static let late = ExchangeRefusal(
        .requestExpired, reason: "no answer was made in the time that this agent gives itself")
    static let notKept = ExchangeRefusal(
        .requestRefused, reason: "what came in could not be stored here: send it again later",
        retryAfter: 5)
}
