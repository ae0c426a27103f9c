#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension BayesianNetwork {
    /// Variables and parents with uniform tables: a network before anything was learned.
    ///
    /// - Throws: `BayesianNetworkError` for duplicate names, unknown parents, cycles, and tables of
    ///   more than `entryLimit` entries.
    public static func withUniformTables(
        _ families: [(variable: DiscreteVariable, parents: [Int])], entryLimit: Int = 1 << 26
    ) throws(BayesianNetworkError) -> BayesianNetwork {
        var nodes: [Node] = []
        for (variable, parents) in families {
            var count = variable.stateCount
            for parent in parents where families.indices.contains(parent) {
                let (product, overflow) = count.multipliedReportingOverflow(
                    by: families[parent].variable.stateCount)
                guard !overflow, product <= entryLimit else {
                    throw .tooLarge(
                        variables: [variable.name]
                            + parents.filter(families.indices.contains).map {
                                families[$0].variable.name
                            },
                        bytesNeeded: Double(count) * 8
                            * Double(families[parent].variable.stateCount),
                        bytesAllowed: entryLimit * 8)
                }
                count = product
            }
            nodes.append(
                Node(
                    variable: variable, parents: parents,
                    table: Array(repeating: 1 / Double(variable.stateCount), count: count)))
        }
        return try BayesianNetwork(nodes: nodes)
    }

    /// The network with tables drawn at random, every distribution equally likely.
    ///
    /// A start for `ExpectationMaximization` where variables are never observed.
    ///
    /// - Throws: `BayesianNetworkError`, never for a network that was valid.
    public func withRandomTables(
        using generator: inout some RandomNumberGenerator
    ) throws(BayesianNetworkError) -> BayesianNetwork {
        var drawn = nodes
        for index in drawn.indices {
            let width = drawn[index].variable.stateCount
            for start in stride(from: 0, to: drawn[index].table.count, by: width) {
                // Exponential variates divided by their sum are Dirichlet(1, ..., 1). The lower
                // bound keeps every entry above zero, where learning could not leave again.
                let weights = (0..<width).map { _ in
                    -log(Double.random(in: 1e-12..<(1 - 1e-9), using: &generator))
                }
                let sum = weights.reduce(0, +)
                for state in 0..<width { drawn[index].table[start + state] = weights[state] / sum }
            }
        }
        return try BayesianNetwork(nodes: drawn)
    }
}
