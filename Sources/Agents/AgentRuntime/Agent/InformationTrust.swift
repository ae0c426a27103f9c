import DMEP

/// How an agent signs what it says and checks what others say.
public struct InformationTrust: Sendable {
    /// Makes trust without keys: nothing is signed, nothing is checked.
    public init() {}

    func signed(_ observation: ComponentObservation) -> ComponentObservation { observation }
    func signed(_ belief: BeliefStatement) -> BeliefStatement { belief }
    func signed(_ knowledge: KnowledgeStatement) -> KnowledgeStatement { knowledge }

    func accepts(_ observation: ComponentObservation, sender: String) -> Bool { true }
    func accepts(_ belief: BeliefStatement, sender: String) -> Bool { true }
    func accepts(_ knowledge: KnowledgeStatement, sender: String) -> Bool { true }
}
