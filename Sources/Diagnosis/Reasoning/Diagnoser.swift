import BayesianNetworks
import Ontology

/// Weighs evidence: how probable each explanation is, and what each test that is left would tell.
///
/// A value: the compiled network, and the numbers of the last question, so that the next one, which
/// usually differs in little, need not begin anew.
public struct Diagnoser: Sendable {
    /// The network.
    public let graph: FailureDependencyGraph
    /// What may be to blame.
    public let explanations: [CandidateExplanation]
    private var workspace: JunctionTreeWorkspace
    private let anyFault: HypothesisPartition
    private let breakingFault: HypothesisPartition

    /// Which faults count as an explanation.
    public enum Blame: Hashable, Sendable {
        /// All of them.
        case anyFault
        /// Those that make things fail, not those that only make them slow.
        case breakingFault
    }

    /// Compiles the network for questions about `explanations`.
    public init(
        graph: FailureDependencyGraph, explanations: [CandidateExplanation]
    ) throws(ReasoningError) {
        self.graph = graph
        self.explanations = explanations
        var variables = [Int]()
        for explanation in explanations {
            let variable = try graph.variable(of: explanation.subject)
            if !variables.contains(variable) { variables.append(variable) }
        }
        anyFault = try Self.partition(
            graph: graph, variables: variables, explanations: explanations, blame: .anyFault)
        breakingFault = try Self.partition(
            graph: graph, variables: variables, explanations: explanations, blame: .breakingFault)
        workspace = try FailureDependencyGraph.engine { () throws(BayesianNetworkError) in
            JunctionTreeWorkspace(
                try JunctionTree(compiling: graph.network, keepingTogether: [variables]))
        }
    }

    /// Weighs `evidence`, and what each of `candidates` would add to it.
    ///
    /// The value of a test is the myopic value of information of the CAPRI thesis, 7.6: the expected
    /// change of the confidence in the leading explanation over the test's outcomes.
    public mutating func assess(
        _ evidence: EvidenceSet, blaming blame: Blame, candidates: [ComponentProperty] = []
    ) throws(ReasoningError) -> Assessment {
        let findings = try evidence.evidence(in: graph)
        var variables = [Int]()
        for candidate in candidates { variables.append(try graph.variable(of: candidate)) }
        let partition = blame == .anyFault ? anyFault : breakingFault
        let values: InformationValues
        do throws(BayesianNetworkError) {
            try workspace.calibrate(given: findings)
            values = try workspace.expectedConfidence(of: partition, candidates: variables)
        } catch {
            throw .inference(error.description)
        }
        return Assessment(
            probabilities: values.hypotheses,
            values: zip(candidates, values.candidates).map { candidate, value in
                TestValue(
                    subject: candidate, expectedGain: max(0, value.expectedChange),
                    information: max(0, value.mutualInformation))
            })
    }

    /// The distribution of every variable of the network, by index.
    public mutating func marginals(
        given evidence: EvidenceSet
    ) throws(ReasoningError) -> [[Double]] {
        let findings = try evidence.evidence(in: graph)
        do throws(BayesianNetworkError) {
            try workspace.calibrate(given: findings)
        } catch {
            throw .inference(error.description)
        }
        return graph.network.nodes.indices.map { workspace.marginal(of: $0) }
    }

    /// Gives each joint state of the fault variables the number of the explanation that is to blame:
    /// 1 + the index of the fault present with the lowest precedence, or 0 for none.
    private static func partition(
        graph: FailureDependencyGraph, variables: [Int], explanations: [CandidateExplanation],
        blame: Blame
    ) throws(ReasoningError) -> HypothesisPartition {
        var candidates = variables.map { [Int?](repeating: nil, count: graph.values(of: $0).count) }
        for (index, explanation) in explanations.enumerated() {
            if blame == .breakingFault && explanation.degrades { continue }
            let variable = try graph.variable(of: explanation.subject)
            guard let position = variables.firstIndex(of: variable),
                let state = graph.values(of: variable).firstIndex(of: explanation.value)
            else {
                throw .unknownValue(
                    subject: explanation.subject.description, value: explanation.value)
            }
            candidates[position][state] = index
        }
        var labels = [0]
        var precedences = [Int.max]
        for column in candidates {
            var nextLabels = [Int]()
            var nextPrecedences = [Int]()
            for (label, precedence) in zip(labels, precedences) {
                for index in column {
                    if let index, explanations[index].precedence < precedence {
                        nextLabels.append(index + 1)
                        nextPrecedences.append(explanations[index].precedence)
                    } else {
                        nextLabels.append(label)
                        nextPrecedences.append(precedence)
                    }
                }
            }
            labels = nextLabels
            precedences = nextPrecedences
        }
        let finished = labels
        return try FailureDependencyGraph.engine { () throws(BayesianNetworkError) in
            try HypothesisPartition(
                variables: variables, labels: finished, count: explanations.count + 1)
        }
    }
}
