/// What is believed about tables before any record is seen, as counts that are added to those seen.
///
/// The pseudo-count a of an entry stands for a records seen before. Counts plus pseudo-counts,
/// divided by their sum over a row, are the mean of the posterior under a Dirichlet prior with
/// parameters a (D. Heckerman, D. Geiger and D. M. Chickering, Learning Bayesian Networks: The
/// Combination of Knowledge and Statistical Data, 1995), and equally its mode under
/// parameters a + 1; learning by counts and by expectation maximization mean the same numbers.
public enum DirichletPrior: Sendable, Hashable {
    /// Nothing is believed: relative frequencies alone.
    case none
    /// The same pseudo-count for every entry of every table; 1 is Laplace's rule of succession.
    case symmetric(Double)
    /// A number of records spread evenly over the entries of each table (BDeu; W. Buntine, Theory
    /// Refinement on Bayesian Networks, 1991).
    ///
    /// An entry of a table with q rows over r states counts size / (q r).
    case equivalentSampleSize(Double)
    /// The network's own tables, every row as if it had been seen that many times.
    case experience(Double)
    /// The network's own tables and how many times each row was seen, one list a node.
    ///
    /// This carries on from tables learned before: their `LearnedTables.experience`.
    case experienceTables([[Double]])
    /// A pseudo-count for every entry, one list a node in the shape of its table.
    case pseudoCounts([[Double]])

    /// The pseudo-counts of every table of a network, in the shape of the tables.
    ///
    /// - Throws: `LearningError.invalidPseudoCount` or `.pseudoCountShape`.
    public func pseudoCounts(for network: BayesianNetwork) throws(LearningError) -> [[Double]] {
        switch self {
        case .none:
            return network.nodes.map { [Double](repeating: 0, count: $0.table.count) }
        case .symmetric(let count):
            try Self.check(count)
            return network.nodes.map { [Double](repeating: count, count: $0.table.count) }
        case .equivalentSampleSize(let size):
            try Self.check(size)
            return network.nodes.map {
                [Double](repeating: size / Double($0.table.count), count: $0.table.count)
            }
        case .experience(let strength):
            try Self.check(strength)
            return network.nodes.map { node in node.table.map { $0 * strength } }
        case .experienceTables(let tables):
            try Self.check(tables, for: network) { $0.table.count / $0.variable.stateCount }
            return zip(network.nodes, tables).map { node, rows in
                let width = node.variable.stateCount
                return node.table.indices.map { node.table[$0] * rows[$0 / width] }
            }
        case .pseudoCounts(let tables):
            try Self.check(tables, for: network) { $0.table.count }
            return tables
        }
    }

    private static func check(
        _ value: Double, of variable: String? = nil
    ) throws(LearningError) {
        guard value >= 0, value.isFinite else {
            throw .invalidPseudoCount(variable: variable, value: value)
        }
    }

    private static func check(
        _ tables: [[Double]], for network: BayesianNetwork,
        expected: (BayesianNetwork.Node) -> Int
    ) throws(LearningError) {
        for (index, node) in network.nodes.enumerated() {
            let table = index < tables.count ? tables[index] : []
            guard table.count == expected(node) else {
                throw .pseudoCountShape(
                    variable: node.variable.name, found: table.count, expected: expected(node))
            }
            for value in table { try check(value, of: node.variable.name) }
        }
        guard tables.count <= network.count else {
            throw .pseudoCountShape(
                variable: "the network", found: tables.count, expected: network.count)
        }
    }
}
