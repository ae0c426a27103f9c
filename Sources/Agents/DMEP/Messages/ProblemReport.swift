/// Why an agent did not answer a request (CAPRI thesis, 6.2, A.2.2: `error`).
public struct ProblemReport: Hashable, Sendable, Codable {
    /// The five kinds of the thesis, and one for what cannot be read.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// A required input is missing.
        case insufficientInput = "insufficient-input"
        /// The requester may not use the service.
        case permissionDenied = "permission-denied"
        /// The agent does not answer now, or not at all.
        case requestRefused = "request-refused"
        /// The budget does not pay for an answer.
        case insufficientBudget = "insufficient-budget"
        /// The request's time is over.
        case requestExpired = "request-expired"
        /// The message is malformed or beyond a limit.
        case malformed = "malformed"
    }

    /// The kind.
    public var kind: Kind
    /// What is wrong and what the requester can do, in words.
    public var reason: String
    /// The request that it answers; nil when the message could not be read so far.
    public var requestID: String?
    /// The service that was asked; nil as above.
    public var serviceID: String?

    /// Makes a report of its parts.
    public init(
        kind: Kind, reason: String, requestID: String? = nil, serviceID: String? = nil
    ) {
        self.kind = kind
        self.reason = reason
        self.requestID = requestID
        self.serviceID = serviceID
    }
}
