/// A network over time: variables that repeat in every slice, each depending on its own slice and
/// on the one before.
///
/// A two-slice temporal network: the first slice has tables of its own (the prior network), every
/// later slice has the same ones (the transition network), whose parents stand in the same slice
/// or in the previous one. The process is first-order Markov and stationary; a higher order is
/// written with variables that carry older values along. Variables without a parent in the
/// previous slice cost inference little.
///
/// Sources: T. Dean and K. Kanazawa, A model for reasoning about persistence and causation, 1989;
/// K. Murphy, Dynamic Bayesian Networks: Representation, Inference and Learning, 2002; G. J. Lee,
/// CAPRI thesis (MIT, 2007), section 7.5.1, for cached observations of components as evidence
/// about their present status.
public struct DynamicNetwork: Sendable {
    /// A parent by the index of its variable.
    public enum Parent: Sendable, Hashable {
        /// The variable in the same slice.
        case sameSlice(Int)
        /// The variable in the slice before.
        case previousSlice(Int)

        /// The index of the variable.
        public var variable: Int {
            switch self {
            case .sameSlice(let variable), .previousSlice(let variable): variable
            }
        }
    }

    /// A variable with its tables in the first slice and in all later ones.
    ///
    /// Tables are row-major: first parent slowest, the variable's own state fastest.
    public struct Node: Sendable, Hashable {
        /// The variable; its name is followed by the slice in an unrolled network, as in `x[3]`.
        public var variable: DiscreteVariable
        /// The parents in the first slice, by index.
        public var initialParents: [Int]
        /// P(variable | initial parents) in the first slice.
        public var initialTable: [Double]
        /// The parents in every later slice.
        public var parents: [Parent]
        /// P(variable | parents) in every later slice.
        public var table: [Double]

        /// A variable with its tables; the network that takes it in checks it.
        public init(
            variable: DiscreteVariable, initialParents: [Int] = [], initialTable: [Double],
            parents: [Parent], table: [Double]
        ) {
            self.variable = variable
            self.initialParents = initialParents
            self.initialTable = initialTable
            self.parents = parents
            self.table = table
        }

        /// A variable that has the same parents, of its own slice, and the same table at any time.
        public init(timeless node: BayesianNetwork.Node) {
            self.init(
                variable: node.variable, initialParents: node.parents, initialTable: node.table,
                parents: node.parents.map(Parent.sameSlice), table: node.table)
        }
    }

    /// The variables of a slice.
    public let nodes: [Node]
    /// How rows of tables that do not sum to exactly one are taken.
    public let rowSums: BayesianNetwork.RowSums

    /// Creates a dynamic network and checks both of its parts.
    ///
    /// - Throws: `DynamicNetworkError.unknownParent`, or `.network` with names such as `x[1]` for
    ///   duplicate names, cycles within a slice and tables that are no distributions.
    public init(
        nodes: [Node], rowSums: BayesianNetwork.RowSums = .asGiven(tolerance: 1e-9)
    ) throws(DynamicNetworkError) {
        for node in nodes {
            for parent in node.initialParents + node.parents.map(\.variable)
            where !nodes.indices.contains(parent) {
                throw .unknownParent(
                    variable: node.variable.name, parentIndex: parent, nodeCount: nodes.count)
            }
        }
        self.nodes = nodes
        self.rowSums = rowSums
        // Later slices repeat the second: when two can be unrolled, any number can.
        _ = try unrolled(slices: 2)
    }

    /// The number of variables of a slice.
    public var count: Int { nodes.count }
}
