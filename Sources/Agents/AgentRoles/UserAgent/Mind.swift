import Reasoning

/// What the user agent thinks with: its knowledge, compiled.
struct Mind: Sendable {
    let knowledge: WhyKnowledge
    var diagnoser: Diagnoser
    /// What is believed before any evidence.
    let prior: Assessment

    init(knowledge: WhyKnowledge) throws {
        self.knowledge = knowledge
        diagnoser = try knowledge.diagnoser()
        prior = try diagnoser.assess(EvidenceSet(), blaming: .anyFault)
    }
}
