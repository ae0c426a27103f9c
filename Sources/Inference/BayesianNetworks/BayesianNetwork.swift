/// A directed acyclic graph of discrete variables, each with a table of its probabilities given
/// its parents.
///
/// The joint probability is the product of the nodes' tables (J. Pearl, Probabilistic Reasoning
/// in Intelligent Systems, 1988, section 3.3). Variables are addressed by their index in `nodes`.
public struct BayesianNetwork: Sendable {
    /// A variable with its parents and its conditional probability table.
    public struct Node: Sendable, Hashable, Codable {
        /// The variable.
        public var variable: DiscreteVariable
        /// The indices of the parents in the network's list of nodes.
        public var parents: [Int]
        /// The probabilities P(variable | parents), row-major: the first parent varies slowest,
        /// the variable's own state fastest.
        public var table: [Double]

        /// Creates a node; the network that takes it in checks it.
        public init(variable: DiscreteVariable, parents: [Int] = [], table: [Double]) {
            self.variable = variable
            self.parents = parents
            self.table = table
        }
    }

    /// How rows of a table that do not sum to exactly 1 are taken.
    public enum RowSums: Sendable, Hashable {
        /// Rows that miss 1 by at most the tolerance are kept as they are.
        case asGiven(tolerance: Double)
        /// Rows that miss 1 by at most the tolerance are divided by their sum.
        case normalized(tolerance: Double)
    }

    /// A row that was all zero, "never seen in learning", and has been made uniform.
    public struct UnseenRow: Sendable, Hashable {
        /// The index of the variable the row belongs to.
        public let variable: Int
        /// The states of the parents, in the order of the node's `parents`.
        public let parentStates: [Int]
    }

    /// The nodes, in the order in which they were given.
    public let nodes: [Node]
    /// The rows that were all zero and have been made uniform.
    public let unseenRows: [UnseenRow]
    /// All indices, parents before their children, the smallest index first where there is choice.
    public let topologicalOrder: [Int]
    private let indices: [String: Int]

    /// Creates a network and checks it.
    ///
    /// - Parameters:
    ///   - nodes: variables, parents and tables.
    ///   - rowSums: how far rows may miss 1 and whether they are then divided by their sum.
    /// - Throws: `BayesianNetworkError` for duplicate names, unknown parents, cycles, tables of the
    ///   wrong size, and rows with negative or non-finite entries or another sum than 1.
    /// - Complexity: linear in the number of table entries.
    public init(
        nodes: [Node], rowSums: RowSums = .asGiven(tolerance: 1e-9)
    ) throws(BayesianNetworkError) {
        indices = try Self.indicesByName(of: nodes)
        try Self.checkParents(of: nodes)
        topologicalOrder = try Self.topologicalOrder(of: nodes)
        (self.nodes, unseenRows) = try Self.checkedTables(of: nodes, rowSums: rowSums)
    }

    /// The number of variables.
    public var count: Int { nodes.count }

    /// The index of a variable by its name.
    ///
    /// - Throws: `BayesianNetworkError.unknownVariable`.
    public func index(of name: String) throws(BayesianNetworkError) -> Int {
        guard let index = indices[name] else { throw .unknownVariable(name) }
        return index
    }

    /// The index of a state of a variable by its name.
    ///
    /// - Throws: `BayesianNetworkError.unknownState` or `.unknownVariableIndex`.
    public func stateIndex(
        _ state: String, of variable: Int
    ) throws(BayesianNetworkError) -> Int {
        try check(variable)
        guard let index = nodes[variable].variable.stateIndex(state) else {
            throw .unknownState(variable: nodes[variable].variable.name, state: state)
        }
        return index
    }

    /// The number of states of a variable.
    public func stateCount(of variable: Int) -> Int { nodes[variable].variable.stateCount }

    /// The name of a variable.
    public func name(of variable: Int) -> String { nodes[variable].variable.name }

    /// The children of every variable, by index, ascending.
    public var children: [[Int]] {
        var lists = [[Int]](repeating: [], count: nodes.count)
        for (child, node) in nodes.enumerated() {
            for parent in node.parents { lists[parent].append(child) }
        }
        return lists
    }

    func check(_ variable: Int) throws(BayesianNetworkError) {
        guard nodes.indices.contains(variable) else {
            throw .unknownVariableIndex(variable, variableCount: nodes.count)
        }
    }
}
