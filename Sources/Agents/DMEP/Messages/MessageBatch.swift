/// What agents post to one another: one or more messages (CAPRI thesis, A.2.2: `capriMessage`).
public struct MessageBatch: Hashable, Sendable, Codable {
    /// The version of the protocol that the sender speaks.
    public var version: String
    /// The sender's implementation.
    public var clientAgent: String
    /// The version of the sender's implementation.
    public var clientVersion: String
    /// When it was sent, in milliseconds since 1970.
    public var time: Int64
    /// The messages, in order; at least one.
    public var messages: [Message]

    /// Makes a batch of its parts.
    public init(
        version: String = MessageBatch.currentVersion, clientAgent: String = "culprit",
        clientVersion: String = "1", time: Int64, messages: [Message]
    ) {
        self.version = version
        self.clientAgent = clientAgent
        self.clientVersion = clientVersion
        self.time = time
        self.messages = messages
    }

    /// The version of the protocol that this module writes.
    public static let currentVersion = "1.0"
}

/// A message of the diagnostic message exchange protocol.
public enum Message: Hashable, Sendable, Codable {
    /// `observationRequest`, `beliefRequest`, `knowledgeRequest` or `diagRequest`.
    case request(ServiceRequest)
    /// The response to one.
    case response(ServiceResponse)
    /// `notification`.
    case notification(Notification)
    /// `notificationResponse`.
    case acknowledgement(NotificationAcknowledgement)
    /// `error`.
    case problem(ProblemReport)
}
