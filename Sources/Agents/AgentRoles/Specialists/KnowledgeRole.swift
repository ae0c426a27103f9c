import AgentRuntime
import DMEP
import Ontology

/// The knowledge agent: collects diagnoses and hands out what was learned from them
/// (CAPRI thesis, 8.5.7, tables 8.3 and 8.6).
///
/// The runtime keeps the diagnoses; learning from them is not the role's work.
public struct KnowledgeRole: AgentRole {
    /// The services: knowledge for regional agents and for specialists, and the subscription to diagnoses.
    public let services: [ServiceAdvertisement]

    /// Makes the role.
    public init(settings: RoleSettings) {
        var learned = settings.service(
            "knowledge:http(learned)", .knowledge, cost: 1_000, for: ["regional"])
        learned.outputKnowledge = KnowledgeOutputs.learned
        var specialist = settings.service(
            "knowledge:specialist", .knowledge, cost: 1_000, for: ["specialist"])
        specialist.outputKnowledge = KnowledgeOutputs.forSpecialists
        var subscription = settings.service(
            "notify:diagHist", .notification, cost: 1_000, for: ["regional"])
        subscription.inputClass = AgentNames.connection
        subscription.inputs = HTTPConnectionInputs.learning
        services = [learned, specialist, subscription]
    }

    /// Hands out knowledge.
    public mutating func plan(
        for service: ServiceAdvertisement, inputs: [PropertyPath: String], at now: Int64
    ) -> AnswerPlan {
        service.kind == .knowledge
            ? .knowledge
            : .refuse(.requestRefused, reason: "this agent gives knowledge and nothing else")
    }

    /// Keeps every diagnosis.
    public mutating func receive(
        _ notification: Notification, for service: ServiceAdvertisement,
        inputs: [PropertyPath: String], at now: Int64
    ) -> NotificationHandling {
        .keep
    }
}
