import BayesianNetworks
import Ontology

/// What knowledge makes of cases: the probability of each explanation, given all else that was seen.
///
/// Just one explanation of the scope is true: P(i | e) is P(i has its value, all others are normal | e),
/// divided by the sum over the explanations.
struct ExplanationPrediction {
    /// A labelled case, and what is predicted of it.
    struct Case {
        let probabilities: [Double]
        let truth: Int
        let weight: Double
        /// Whether the knowledge holds for impossible what was seen.
        let isContradicted: Bool
    }

    /// The greatest number of joint states of the explanations.
    static let mostJointStates = 1 << 16

    /// The labelled cases of some weight, in their order.
    let cases: [Case]

    /// Predictions made elsewhere.
    init(cases: [Case]) { self.cases = cases }

    init(
        of cases: [DiagnosisCase], by knowledge: [DependencyKnowledge], scope: LearningScope
    ) throws(ReasoningError) {
        let graph = try LearningNetwork(
            scope: scope, paths: Set(cases.flatMap(\.values.keys)), knowledge: knowledge)
        let encoded = try CaseRecords(of: cases, in: graph, scope: scope)
        let variables = Array(Set(graph.explanationVariables)).sorted()
        let entries = try Self.entries(of: scope, in: graph, variables: variables)
        let tree = try FailureDependencyGraph.engine { () throws(BayesianNetworkError) in
            try JunctionTree(compiling: graph.network, keepingTogether: [variables])
        }
        var workspace = JunctionTreeWorkspace(tree)
        var known = [[Int?]: [Double]?]()
        var predicted = [Case]()
        let none = [Double](
            repeating: 1 / Double(scope.explanations.count), count: scope.explanations.count)
        for (diagnosis, place) in zip(cases, encoded.places) {
            guard let place, let truth = encoded.records[place].truth else { continue }
            let states = encoded.records[place].states
            let probabilities: [Double]?
            if let earlier = known[states] {
                probabilities = earlier
            } else {
                probabilities = try Self.probabilities(
                    of: states, entries: entries, variables: variables, in: &workspace)
                known[states] = .some(probabilities)
            }
            predicted.append(
                Case(
                    probabilities: probabilities ?? none, truth: truth, weight: diagnosis.weight,
                    isContradicted: probabilities == nil))
        }
        self.cases = predicted
    }

    /// Where in the joint table of the explanation variables each explanation stands alone.
    private static func entries(
        of scope: LearningScope, in graph: LearningNetwork, variables: [Int]
    ) throws(ReasoningError) -> [Int] {
        let size = variables.reduce(1) {
            $0 > mostJointStates ? $0 : $0 * graph.variables[$1].states.count
        }
        guard !variables.isEmpty, size <= mostJointStates else {
            throw .inference(
                "the explanations have \(size) joint states; 1 to \(mostJointStates) are possible")
        }
        var entries = [Int]()
        for (index, explanation) in scope.explanations.enumerated() {
            var entry = 0
            for variable in variables {
                var value = explanation.value
                if variable != graph.explanationVariables[index] {
                    let other = graph.explanationVariables.firstIndex(of: variable) ?? index
                    value = scope.explanations[other].normal
                }
                entry *= graph.variables[variable].states.count
                entry += try graph.state(value, of: variable)
            }
            entries.append(entry)
        }
        return entries
    }

    /// The probabilities of the explanations; nil for what the knowledge holds for impossible.
    private static func probabilities(
        of states: [Int?], entries: [Int], variables: [Int],
        in workspace: inout JunctionTreeWorkspace
    ) throws(ReasoningError) -> [Double]? {
        var evidence = Evidence()
        for (variable, state) in states.enumerated() {
            if let state { evidence.observe(variable, state: state) }
        }
        let joint: [Double]
        do throws(BayesianNetworkError) {
            try workspace.calibrate(given: evidence)
            joint = try workspace.joint(of: variables)
        } catch .impossibleEvidence {
            workspace = JunctionTreeWorkspace(workspace.tree)
            return nil
        } catch {
            throw .inference(error.description)
        }
        let alone = entries.map { joint[$0] }
        let sum = alone.reduce(0, +)
        return sum > 0 ? alone.map { $0 / sum } : nil
    }
}
