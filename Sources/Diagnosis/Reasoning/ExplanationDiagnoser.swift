import BayesianNetworks
import Ontology

/// Weighs explanations that are sets of assignments, of which several may hold at once (CAPRI thesis, 7.1.1).
///
/// Where `Diagnoser` decides which one of exclusive causes is to blame, this one gives each explanation the
/// probability that all its assignments hold.
public struct ExplanationDiagnoser: Sendable {
    /// An explanation: these properties have these values.
    public typealias Assignments = [ComponentProperty: String]

    /// The network.
    public let graph: FailureDependencyGraph
    /// The explanations.
    public let explanations: [Assignments]
    private var workspace: JunctionTreeWorkspace
    private let partition: HypothesisPartition
    /// For each explanation the joint states of the partition in which it holds.
    private let members: [[Int]]

    /// The most joint states of all explained properties together.
    public static let mostJointStates = 1 << 14

    /// Compiles the network for questions about `explanations`.
    ///
    /// - Throws: `ReasoningError` when an explanation speaks of something that the network does not hold,
    ///   or the explanations together have more than `mostJointStates` joint states.
    public init(
        graph: FailureDependencyGraph, explanations: [Assignments]
    ) throws(ReasoningError) {
        var variables = [Int]()
        for subject in explanations.flatMap(\.keys).sorted() {
            let variable = try graph.variable(of: subject)
            if !variables.contains(variable) { variables.append(variable) }
        }
        var count = 1
        for variable in variables {
            count *= graph.values(of: variable).count
            guard count <= Self.mostJointStates else {
                throw .inference("the explanations have too many joint states: ask about fewer")
            }
        }
        var members = [[Int]]()
        for explanation in explanations {
            members.append(
                try Self.members(of: explanation, variables: variables, count: count, in: graph))
        }
        let partitioned = variables
        partition = try FailureDependencyGraph.engine { () throws(BayesianNetworkError) in
            try HypothesisPartition(jointStatesOf: partitioned, in: graph.network)
        }
        workspace = try FailureDependencyGraph.engine { () throws(BayesianNetworkError) in
            JunctionTreeWorkspace(
                try JunctionTree(compiling: graph.network, keepingTogether: [partitioned]))
        }
        self.graph = graph
        self.explanations = explanations
        self.members = members
    }

    private static func members(
        of explanation: Assignments, variables: [Int], count: Int, in graph: FailureDependencyGraph
    ) throws(ReasoningError) -> [Int] {
        var wanted = [Int: Int]()
        for (subject, value) in explanation {
            let variable = try graph.variable(of: subject)
            guard let state = graph.values(of: variable).firstIndex(of: value) else {
                throw .unknownValue(subject: subject.description, value: value)
            }
            wanted[variable] = state
        }
        return (0..<count).filter { joint in
            var rest = joint
            for variable in variables.reversed() {
                let states = graph.values(of: variable).count
                if let state = wanted[variable], state != rest % states { return false }
                rest /= states
            }
            return true
        }
    }

    /// Weighs `evidence`, and what each of `candidates` would add to it.
    ///
    /// - Complexity: one propagation; for each candidate its values times the joint states.
    public mutating func assess(
        _ evidence: EvidenceSet, candidates: [ComponentProperty] = []
    ) throws(ReasoningError) -> ExplanationAssessment {
        let findings = try evidence.evidence(in: graph)
        var variables = [Int]()
        for candidate in candidates { variables.append(try graph.variable(of: candidate)) }
        let values: InformationValues
        do throws(BayesianNetworkError) {
            try workspace.calibrate(given: findings)
            values = try workspace.expectedConfidence(of: partition, candidates: variables)
        } catch {
            throw .inference(error.description)
        }
        let probabilities = probabilities(values.hypotheses)
        let confidence = probabilities.max() ?? 0
        return ExplanationAssessment(
            probabilities: probabilities,
            prospects: zip(candidates, values.candidates).map { candidate, value in
                let outcomes = value.outcomeProbabilities.indices.map { outcome in
                    ExplanationAssessment.Prospect.Outcome(
                        probability: value.outcomeProbabilities[outcome],
                        confidence: self.probabilities(value.hypotheses(after: outcome)).max() ?? 0)
                }
                return ExplanationAssessment.Prospect(
                    subject: candidate, outcomes: outcomes, present: confidence,
                    information: max(0, value.mutualInformation))
            })
    }

    private func probabilities(_ joint: [Double]) -> [Double] {
        members.map { states in min(1, states.reduce(0) { $0 + joint[$1] }) }
    }

    /// The distribution of a property given the evidence of the last assessment.
    public func distribution(of subject: ComponentProperty) throws(ReasoningError) -> [Double] {
        workspace.marginal(of: try graph.variable(of: subject))
    }
}
