/// P(outcome | separator) of candidates, carried from their own clique to the explanations' clique.
struct OutcomeConditionals {
    /// P(outcome | states of the separator): the entry `separatorState * outcomeCount + outcome`.
    struct Conditional {
        /// In table order, a subset of the target clique.
        var separator: [Int]
        var outcomeCount: Int
        var table: [Double]
    }

    let workspace: JunctionTreeWorkspace
    /// For every clique the next one on the way to the target, nil for other components.
    private var next: [Int?]
    private let target: Int

    init(workspace: JunctionTreeWorkspace, target: Int) {
        self.workspace = workspace
        self.target = target
        let cliques = workspace.structure.cliques
        next = [Int?](repeating: nil, count: cliques.count)
        next[target] = target
        var child = target
        while cliques[child].parent >= 0 {
            next[cliques[child].parent] = child
            child = cliques[child].parent
        }
        // Parents have larger numbers, so they know the way before their children ask.
        for index in cliques.indices.reversed() where next[index] == nil {
            let parent = cliques[index].parent
            if parent >= 0 && next[parent] != nil { next[index] = parent }
        }
    }

    /// The conditional at the target, nil if the candidate has no connection with it.
    func conditional(of candidate: Int) -> Conditional? {
        var clique = workspace.structure.home[candidate]
        guard var onward = next[clique] else { return nil }
        // A candidate may lie in several cliques; the last on the way is as good and nearer.
        while onward != target, workspace.structure.scope(of: onward).contains(candidate) {
            clique = onward
            onward = next[clique] ?? target
        }
        var conditional = start(at: clique, towards: onward, candidate)
        while onward != target {
            clique = onward
            onward = next[clique] ?? target
            conditional = carry(conditional, through: clique, towards: onward)
        }
        return conditional
    }

    private func separator(_ clique: Int, _ other: Int) -> [Int] {
        let lower = workspace.structure.cliques[clique].parent == other ? clique : other
        let start = workspace.structure.cliques[lower].firstVariable
        let count = workspace.structure.cliques[lower].separatorCount
        return Array(workspace.structure.scopes[start..<start + count])
    }

    private func start(at clique: Int, towards onward: Int, _ candidate: Int) -> Conditional {
        let separator = separator(clique, onward)
        let count = workspace.tree.network.stateCount(of: candidate)
        let size = separator.reduce(1) { $0 * workspace.tree.network.stateCount(of: $1) }
        let joint = workspace.belief(of: clique, over: separator + [candidate])
        var table = [Double](repeating: 0, count: size * count)
        if joint.variables.last == candidate {
            table = joint.table
        } else {
            let rows = indices(of: joint.variables, in: separator)
            let outcomes = indices(of: joint.variables, in: [candidate])
            for entry in joint.table.indices {
                table[rows[entry] * count + outcomes[entry]] = joint.table[entry]
            }
        }
        Self.normalizeRows(&table, count)
        return Conditional(separator: separator, outcomeCount: count, table: table)
    }

    private func carry(
        _ conditional: Conditional, through clique: Int, towards onward: Int
    ) -> Conditional {
        let separator = separator(clique, onward)
        let count = conditional.outcomeCount
        let size = separator.reduce(1) { $0 * workspace.tree.network.stateCount(of: $1) }
        let joint = workspace.belief(
            of: clique, over: Array(Set(separator).union(conditional.separator)))
        let rows = indices(of: joint.variables, in: separator)
        let sources = indices(of: joint.variables, in: conditional.separator)
        var table = [Double](repeating: 0, count: size * count)
        for entry in joint.table.indices where joint.table[entry] > 0 {
            for outcome in 0..<count {
                table[rows[entry] &* count &+ outcome] +=
                    joint.table[entry] * conditional.table[sources[entry] &* count &+ outcome]
            }
        }
        Self.normalizeRows(&table, count)
        return Conditional(separator: separator, outcomeCount: count, table: table)
    }

    private func indices(of scope: [Int], in subset: [Int]) -> [Int] {
        let network = workspace.tree.network
        return EntryIndices.of(
            subset, in: scope, stateCount: network.stateCount(of:))
    }

    private static func normalizeRows(_ table: inout [Double], _ count: Int) {
        for start in stride(from: 0, to: table.count, by: count) {
            var sum = 0.0
            for entry in start..<start + count { sum += table[entry] }
            guard sum > 0 else { continue }
            for entry in start..<start + count { table[entry] /= sum }
        }
    }
}

/// For every entry of a table, the entry it belongs to in a table over other variables.
enum EntryIndices {
    /// - Parameters:
    ///   - target: the variables of the other table, slowest first; those not in `scope` count as
    ///     being in state 0.
    ///   - scope: the variables of the table, slowest first.
    static func of(_ target: [Int], in scope: [Int], stateCount: (Int) -> Int) -> [Int] {
        var strides = [Int](repeating: 0, count: scope.count)
        var stride = 1
        for variable in target.reversed() {
            if let position = scope.firstIndex(of: variable) { strides[position] = stride }
            stride *= stateCount(variable)
        }
        // Doubling from the slowest variable on: each step appends one variable's states.
        var indices = [0]
        for (position, variable) in scope.enumerated() {
            let count = stateCount(variable)
            let step = strides[position]
            indices = [Int](unsafeUninitializedCapacity: indices.count * count) {
                buffer, initialized in
                var next = 0
                for index in indices {
                    for state in 0..<count {
                        buffer[next] = index &+ state &* step
                        next &+= 1
                    }
                }
                initialized = next
            }
        }
        return indices
    }
}
