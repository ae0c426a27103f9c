import Ontology
import Reasoning
import Synchronization

/// What inference said of one compiled network; diagnoses of like failures have like evidence.
///
/// A memory of pure functions: what they give depends on network and key alone.
final class AssessmentMemory: Sendable {
    /// What was asked.
    struct Question: Hashable {
        let evidence: EvidenceSet
        let subjects: [ComponentProperty]
    }

    private struct Content {
        var assessments: [Question: ExplanationAssessment?] = [:]
        var distributions: [Question: [Double]?] = [:]
        var walks: [ComponentID: [ComponentID: [String]]] = [:]
    }

    private let content = Mutex(Content())
    /// The most answers of a kind that are remembered.
    private static let limit = 1_024

    func assessment(
        _ question: Question, orMake make: () -> ExplanationAssessment?
    ) -> ExplanationAssessment? {
        remembered(\.assessments, question, make)
    }

    func distribution(_ question: Question, orMake make: () -> [Double]?) -> [Double]? {
        remembered(\.distributions, question, make)
    }

    func walks(
        from start: ComponentID, orMake make: () -> [ComponentID: [String]]
    ) -> [ComponentID: [String]] {
        if let known = content.withLock({ $0.walks[start] }) { return known }
        let made = make()
        content.withLock { $0.walks[start] = made }
        return made
    }

    private func remembered<Answer: Sendable>(
        _ place: WritableKeyPath<Content, [Question: Answer?]>, _ question: Question,
        _ make: () -> Answer?
    ) -> Answer? {
        if let known = content.withLock({ $0[keyPath: place][question] }) { return known }
        let made = make()
        content.withLock { content in
            if content[keyPath: place].count >= Self.limit {
                content[keyPath: place].removeAll(keepingCapacity: true)
            }
            content[keyPath: place][question] = .some(made)
        }
        return made
    }
}

extension [Component] {
    /// The relationships that lead from a component to each that can be reached by them, along the shortest way.
    func walks(from start: ComponentID) -> [ComponentID: [String]] {
        let known = Dictionary(map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var walks: [ComponentID: [String]] = [start: []]
        var order = [start]
        var next = 0
        while next < order.count {
            let current = order[next]
            next += 1
            let links = known[current]?.properties.sorted { $0.key < $1.key } ?? []
            for case (let property, .component(let end)) in links where walks[end] == nil {
                walks[end] = (walks[current] ?? []) + [property]
                order.append(end)
            }
        }
        return walks
    }
}
