import AgentRuntime
import DMEP
import Ontology

/// A role whose requests are answered by making a test.
protocol TestingRole: AgentRole {}

extension TestingRole {
    /// A test for each request, except for dependency knowledge.
    public mutating func plan(
        for service: ServiceAdvertisement, inputs: [PropertyPath: String], at now: Int64
    ) -> AnswerPlan {
        service.kind == .knowledge ? .knowledge : .test
    }

    /// Takes no notifications.
    public mutating func receive(
        _ notification: Notification, for service: ServiceAdvertisement,
        inputs: [PropertyPath: String], at now: Int64
    ) -> NotificationHandling {
        .refuse(reason: "this agent takes no notifications")
    }
}
