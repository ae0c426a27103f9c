import DMEP

/// What an agent leaves on disk for its next life.
public struct AgentEstate: Sendable {
    /// A notification with when it came.
    public struct Received: Sendable {
        /// The notification.
        public var notification: Notification
        /// When it came, in milliseconds since 1970.
        public var receivedAt: Int64

        /// Makes it of its parts.
        public init(notification: Notification, receivedAt: Int64) {
            self.notification = notification
            self.receivedAt = receivedAt
        }
    }

    /// Dependency knowledge of other agents.
    public var knowledge: [KnowledgeStatement] = []
    /// Services of other agents.
    public var services: [ServiceAdvertisement] = []
    /// What is remembered of components.
    public var findings: [RememberedFinding] = []
    /// Notifications taken, the earliest first.
    public var notifications: [Received] = []

    /// Makes an empty estate.
    public init() {}
}
