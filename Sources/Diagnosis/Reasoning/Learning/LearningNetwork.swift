import BayesianNetworks
import Ontology

/// The failure dependency graph of a typical diagnosis: variables named by their path from the input
/// component, and which piece of knowledge each one's table comes from.
///
/// It holds the properties that were asked for and all that they depend on. Of several pieces of knowledge
/// of a property the one of the nearest class holds, and of these the one with the most parents that are
/// there. The class of a test or of a hop may occur at several paths: they share one table.
public struct LearningNetwork: Sendable {
    /// A property of an individual.
    public struct Variable: Hashable, Sendable {
        /// The property, from the input component.
        public let path: PropertyPath
        /// Its values, in the order of tables.
        public let states: [String]
        /// The variables that it depends on, in the order of its knowledge.
        public internal(set) var parents: [Int]
        /// The place of its knowledge in `knowledge`.
        public let piece: Int
    }

    /// The variables; those of the explanations are among them.
    public let variables: [Variable]
    /// The pieces of knowledge in use, each once.
    public let knowledge: [DependencyKnowledge]
    /// The Bayesian network, in the order of `variables`.
    public let network: BayesianNetwork
    /// The variable of each explanation of the scope, in its order.
    public let explanationVariables: [Int]
    let components: CanonicalComponents
    let owners: [Int]
    private let indices: [LearningNetworkDraft.Place: Int]

    /// The greatest number of variables.
    public static let mostVariables = 512

    /// Builds the graph.
    ///
    /// - Parameters:
    ///   - scope: the input class, the explanations, the ontology.
    ///   - paths: the properties that cases speak of; those without knowledge or without a list of values
    ///     are left out.
    ///   - knowledge: what is known, of any class.
    public init(
        scope: LearningScope, paths: some Sequence<PropertyPath>, knowledge: [DependencyKnowledge]
    ) throws(ReasoningError) {
        var draft = LearningNetworkDraft(scope: scope, knowledge: knowledge)
        let explained = scope.explanations.map(\.path)
        let wanted = explained + Set(paths).subtracting(explained).sorted()
        // All individuals first: which piece of knowledge fits depends on who is there.
        for path in wanted {
            _ = draft.components.ensure(from: 0, along: path.relationships)
        }
        var explanationVariables = [Int]()
        for (index, path) in wanted.enumerated() {
            let variable = try draft.variable(at: path)
            guard index < explained.count else { continue }
            guard let variable else {
                throw .missingKnowledge(ComponentProperty("input", path.description))
            }
            explanationVariables.append(variable)
        }
        let variables = draft.variables
        var nodes = [BayesianNetwork.Node]()
        for variable in variables {
            let table = try draft.pieces[variable.piece].table(
                states: variable.states, parentStates: variable.parents.map { variables[$0].states }
            )
            nodes.append(
                try FailureDependencyGraph.engine { () throws(BayesianNetworkError) in
                    BayesianNetwork.Node(
                        variable: try DiscreteVariable(
                            name: variable.path.description, states: variable.states),
                        parents: variable.parents, table: table)
                })
        }
        network = try FailureDependencyGraph.engine { () throws(BayesianNetworkError) in
            try BayesianNetwork(nodes: nodes)
        }
        self.variables = variables
        self.knowledge = draft.pieces
        self.explanationVariables = explanationVariables
        components = draft.components
        owners = draft.owners
        indices = draft.indices
    }

    /// The variable at the end of a path; nil where the graph holds none.
    public func variable(at path: PropertyPath) -> Int? {
        guard let owner = components.individual(from: 0, along: path.relationships) else {
            return nil
        }
        return indices[.init(individual: owner, property: path.property)]
    }

    /// The variables of each piece of knowledge, in the order of `knowledge`.
    var sharers: [[Int]] {
        var lists = [[Int]](repeating: [], count: knowledge.count)
        for (index, variable) in variables.enumerated() { lists[variable.piece].append(index) }
        return lists
    }

    /// The network with other tables, one a piece of knowledge.
    func network(with tables: [[Double]]) throws(ReasoningError) -> BayesianNetwork {
        var nodes = network.nodes
        for (index, variable) in variables.enumerated() {
            nodes[index].table = tables[variable.piece]
        }
        let finished = nodes
        return try FailureDependencyGraph.engine { () throws(BayesianNetworkError) in
            try BayesianNetwork(nodes: finished)
        }
    }
}
