/// The diagnostic information that a message carries (CAPRI thesis, A.2.2, `body`).
public struct DiagnosticBody: Hashable, Sendable, Codable {
    /// What was seen.
    public var observations: [ComponentObservation]
    /// What is believed, and likelihoods.
    public var beliefs: [BeliefStatement]
    /// What is known of dependencies.
    public var knowledge: [KnowledgeStatement]

    /// Makes a body of its parts.
    public init(
        observations: [ComponentObservation] = [], beliefs: [BeliefStatement] = [],
        knowledge: [KnowledgeStatement] = []
    ) {
        self.observations = observations
        self.beliefs = beliefs
        self.knowledge = knowledge
    }

    /// Whether it says nothing.
    public var isEmpty: Bool { observations.isEmpty && beliefs.isEmpty && knowledge.isEmpty }
}
