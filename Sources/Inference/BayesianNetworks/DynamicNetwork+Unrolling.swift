extension DynamicNetwork {
    /// How many table entries an unrolled network may have.
    public static let entryLimit = 1 << 27

    /// The ordinary network of slices 0 to n - 1, where `x` of slice 3 is named `x[3]`.
    ///
    /// Nodes stand slice by slice; `index(of:inSlice:)` finds them. O(n × entries of a slice) in
    /// time and memory.
    ///
    /// - Throws: `DynamicNetworkError.tooFewSlices` below one and `.tooManySlices`.
    public func unrolled(slices: Int) throws(DynamicNetworkError) -> BayesianNetwork {
        guard slices >= 1 else { throw .tooFewSlices(slices, needed: 1) }
        let entries = nodes.reduce(nodes.count) { $0 + $1.table.count }
        let (total, overflow) = slices.multipliedReportingOverflow(by: entries)
        guard !overflow, total <= Self.entryLimit else {
            throw .tooManySlices(slices, entryLimit: Self.entryLimit)
        }
        var unrolled: [BayesianNetwork.Node] = []
        unrolled.reserveCapacity(slices * nodes.count)
        do {
            for slice in 0..<slices {
                for node in nodes {
                    let variable = try DiscreteVariable(
                        name: "\(node.variable.name)[\(slice)]", states: node.variable.states)
                    if slice == 0 {
                        unrolled.append(
                            BayesianNetwork.Node(
                                variable: variable, parents: node.initialParents,
                                table: node.initialTable))
                    } else {
                        unrolled.append(
                            BayesianNetwork.Node(
                                variable: variable,
                                parents: node.parents.map { index(of: $0, fromSlice: slice) },
                                table: node.table))
                    }
                }
            }
            return try BayesianNetwork(nodes: unrolled, rowSums: rowSums)
        } catch {
            throw .network(error)
        }
    }

    /// The index in an unrolled network of a variable in a slice.
    public func index(of variable: Int, inSlice slice: Int) -> Int {
        slice * nodes.count + variable
    }

    private func index(of parent: Parent, fromSlice slice: Int) -> Int {
        switch parent {
        case .sameSlice(let variable): index(of: variable, inSlice: slice)
        case .previousSlice(let variable): index(of: variable, inSlice: slice - 1)
        }
    }

    /// The evidence of an unrolled network, from the evidence of each slice by its own indices.
    ///
    /// - Throws: `DynamicNetworkError.network` for indices that are no variables of a slice.
    public func unrolled(_ evidence: [Evidence]) throws(DynamicNetworkError) -> Evidence {
        var findings: [Int: Int] = [:]
        var likelihoods: [Int: [Double]] = [:]
        for (slice, observed) in evidence.enumerated() {
            // An index past the slice would silently mean a variable of the next one.
            for variable in Array(observed.findings.keys) + Array(observed.likelihoods.keys)
            where !nodes.indices.contains(variable) {
                throw .network(
                    .unknownVariableIndex(variable, variableCount: nodes.count))
            }
            for (variable, state) in observed.findings {
                findings[index(of: variable, inSlice: slice)] = state
            }
            for (variable, likelihood) in observed.likelihoods {
                likelihoods[index(of: variable, inSlice: slice)] = likelihood
            }
        }
        return Evidence(findings, likelihoods: likelihoods)
    }
}
