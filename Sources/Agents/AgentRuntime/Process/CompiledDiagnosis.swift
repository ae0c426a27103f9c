import Ontology
import Reasoning
import Synchronization

/// A network compiled for diagnoses of the same shape.
struct CompiledDiagnosis: Sendable {
    private(set) var diagnoser: ExplanationDiagnoser
    /// The explanations that could be compiled, as places in the explanations asked for.
    let places: [Int]
    private let components: [Component]
    private let memory = AssessmentMemory()

    init(diagnoser: ExplanationDiagnoser, places: [Int], components: [Component]) {
        self.diagnoser = diagnoser
        self.places = places
        self.components = components
    }

    /// Weighs evidence, and what each of `candidates` would add; nil for evidence that cannot be.
    mutating func assess(
        _ evidence: EvidenceSet, candidates: [ComponentProperty] = []
    ) -> ExplanationAssessment? {
        memory.assessment(.init(evidence: evidence, subjects: candidates)) {
            try? diagnoser.assess(evidence, candidates: candidates)
        }
    }

    /// The distribution of a property given evidence; nil for evidence that cannot be.
    mutating func distribution(
        of subject: ComponentProperty, given evidence: EvidenceSet
    ) -> [Double]? {
        memory.distribution(.init(evidence: evidence, subjects: [subject])) {
            guard (try? diagnoser.assess(evidence)) != nil else { return nil }
            return try? diagnoser.distribution(of: subject)
        }
    }

    /// The relationships that lead from a component to each that can be reached by them, along the shortest way.
    func walks(from start: ComponentID) -> [ComponentID: [String]] {
        memory.walks(from: start) { components.walks(from: start) }
    }

    /// Whether a property is a variable of the network.
    func holds(_ subject: ComponentProperty) -> Bool {
        (try? diagnoser.graph.variable(of: subject)) != nil
    }

    /// The values that a property can have.
    func values(of subject: ComponentProperty) -> [String] {
        (try? diagnoser.graph.variable(of: subject)).map(diagnoser.graph.values(of:)) ?? []
    }
}

/// The networks compiled so far; diagnoses of like failures share one, and so may agents that know the same.
///
/// A memory of a pure function: what is compiled depends on the key alone.
public final class CompiledDiagnoses: Sendable {
    /// What a network is compiled from.
    struct Key: Hashable {
        let components: [Component]
        let explanations: [ExplanationDiagnoser.Assignments]
        let knowledge: Int
        let definitions: Int
    }

    private let memory = Mutex<[Key: CompiledDiagnosis]>([:])
    private let limit: Int

    /// Makes an empty memory of at most `limit` networks.
    public init(limit: Int = 512) { self.limit = limit }

    func find(_ key: Key, orMake make: () throws -> CompiledDiagnosis) rethrows -> CompiledDiagnosis
    {
        if let known = memory.withLock({ $0[key] }) { return known }
        let made = try make()
        memory.withLock { known in
            if known.count >= limit { known.removeAll(keepingCapacity: true) }
            known[key] = made
        }
        return made
    }

    /// Compiles; knowledge that makes the network impossible is left out, the newest first.
    static func compile(
        components: [Component], explanations: [ExplanationDiagnoser.Assignments],
        ontology: ComponentOntology, knowledge: [DependencyKnowledge]
    ) throws(ReasoningError) -> CompiledDiagnosis {
        let graph = try FailureDependencyGraph(
            components: components, ontology: ontology, knowledge: knowledge,
            completeness: .asFarAsKnown)
        let places = explanations.indices.filter { place in
            explanations[place].allSatisfy { subject, value in
                guard let variable = try? graph.variable(of: subject) else { return false }
                return graph.values(of: variable).contains(value)
            }
        }
        return CompiledDiagnosis(
            diagnoser: try ExplanationDiagnoser(
                graph: graph, explanations: places.map { explanations[$0] }), places: places,
            components: components)
    }
}
