extension JunctionTreeWorkspace {
    /// The joint distribution of a set of variables given the evidence last calibrated for,
    /// row-major in the order given.
    ///
    /// - Throws: `BayesianNetworkError.notKeptTogether` if no clique holds all those of the set that
    ///   are not observed, and `.unknownVariableIndex`.
    /// - Complexity: linear in the size of the smallest clique table that holds the set.
    public func joint(of variables: [Int]) throws(BayesianNetworkError) -> [Double] {
        for variable in variables { try tree.network.check(variable) }
        let free = variables.filter { structure.home[$0] >= 0 }
        guard Set(variables).count == variables.count, let clique = smallestClique(holding: free)
        else { throw .notKeptTogether(variables.map(tree.network.name(of:))) }
        let reduced = belief(of: clique, over: free)
        return spread(reduced.table, over: reduced.variables, to: variables)
    }

    /// The smallest clique that holds all of a set; any if the set is empty.
    func smallestClique(holding variables: [Int]) -> Int? {
        structure.cliques.indices
            .filter { Set(structure.scope(of: $0)).isSuperset(of: variables) }
            .min { structure.cliques[$0].size < structure.cliques[$1].size }
    }

    /// The belief of a clique summed down to some of its variables, which stay in table order.
    func belief(of index: Int, over variables: [Int]) -> (variables: [Int], table: [Double]) {
        let scope = Array(structure.scope(of: index))
        let kept = scope.map(variables.contains)
        let sizes = scope.map(tree.network.stateCount(of:))
        var program: [Int] = []
        _ = Projection.append(from: sizes, kept: kept, to: &program)
        var size = 1
        for position in scope.indices where kept[position] { size *= sizes[position] }
        var result = [Double](repeating: 0, count: size)
        var counters = [Int](repeating: 0, count: 64)
        let full = fullBelief(of: index)
        full.withUnsafeBufferPointer { full in
            result.withUnsafeMutableBufferPointer { result in
                guard let source = full.baseAddress, let target = result.baseAddress else { return }
                Projection.sum(source, into: target, program, &counters)
            }
        }
        return (scope.indices.filter { kept[$0] }.map { scope[$0] }, result)
    }

    /// The belief of a clique, over all its variables.
    func fullBelief(of index: Int) -> [Double] {
        let clique = structure.cliques[index]
        return memory.withUnsafeBufferPointer { memory in
            [Double](unsafeUninitializedCapacity: clique.size) { buffer, initialized in
                for row in 0..<clique.separatorSize {
                    let weight = memory[structure.memory.downwards + clique.messageOffset + row]
                    let start = row * clique.rowSize
                    for entry in start..<start + clique.rowSize {
                        // A product of 0 may meet a weight that is not finite only as 0 * 0.
                        buffer[entry] = memory[clique.productOffset + entry] * weight
                    }
                }
                initialized = clique.size
            }
        }
    }

    /// Reorders a table and gives observed variables their one state.
    private func spread(
        _ table: [Double], over source: [Int], to target: [Int]
    ) -> [Double] {
        let network = tree.network
        var stride = 1
        var strides: [Int: Int] = [:]
        for variable in source.reversed() {
            strides[variable] = stride
            stride *= network.stateCount(of: variable)
        }
        let size = target.reduce(1) { $0 * network.stateCount(of: $1) }
        var result = [Double](repeating: 0, count: size)
        var digits = [Int](repeating: 0, count: target.count)
        for index in 0..<size {
            var offset = 0
            var agrees = true
            for (position, variable) in target.enumerated() {
                if let step = strides[variable] {
                    offset += step * digits[position]
                } else if digits[position] != states[variable] {
                    agrees = false
                }
            }
            if agrees { result[index] = table[offset] }
            for position in target.indices.reversed() {
                digits[position] += 1
                if digits[position] < network.stateCount(of: target[position]) { break }
                digits[position] = 0
            }
        }
        return result
    }
}
