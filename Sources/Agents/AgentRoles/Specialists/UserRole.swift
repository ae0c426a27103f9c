import AgentRuntime
import DMEP
import Ontology

/// The user agent: asks others and offers nothing (CAPRI thesis, 8.5.1 and 8.9).
public struct UserRole: AgentRole {
    /// None.
    public let services: [ServiceAdvertisement] = []

    /// Makes the role.
    public init() {}

    /// Nothing is offered, so nothing is answered.
    public mutating func plan(
        for service: ServiceAdvertisement, inputs: [PropertyPath: String], at now: Int64
    ) -> AnswerPlan {
        .refuse(.requestRefused, reason: "a user agent offers no services")
    }

    /// Nothing is subscribed to.
    public mutating func receive(
        _ notification: Notification, for service: ServiceAdvertisement,
        inputs: [PropertyPath: String], at now: Int64
    ) -> NotificationHandling {
        .refuse(reason: "a user agent takes no notifications")
    }
}
