/// How much probability each state of a table has in common with each explanation: pairs of a state
/// and an explanation, without those of probability 0, sorted by state.
struct HypothesisEntries {
    /// The variables of the table, slowest first.
    let scope: [Int]
    private(set) var rows: [Int32] = []
    private(set) var labels: [Int32] = []
    private(set) var weights: [Double] = []

    /// The entries of a clique's belief.
    init(workspace: JunctionTreeWorkspace, clique: Int, partition: HypothesisPartition) {
        let network = workspace.tree.network
        scope = Array(workspace.structure.scope(of: clique))
        let belief = workspace.fullBelief(of: clique)
        let cells = EntryIndices.of(
            partition.variables, in: scope, stateCount: network.stateCount(of:))
        // Variables sliced out of the clique have one state, which shifts every cell alike.
        var shift = 0
        var stride = 1
        for variable in partition.variables.reversed() {
            if workspace.structure.isObserved[variable] {
                shift += workspace.states[variable] * stride
            }
            stride *= network.stateCount(of: variable)
        }
        rows.reserveCapacity(belief.count)
        labels.reserveCapacity(belief.count)
        weights.reserveCapacity(belief.count)
        for entry in belief.indices where belief[entry] > 0 {
            rows.append(Int32(truncatingIfNeeded: entry))
            labels.append(Int32(truncatingIfNeeded: partition.labels[cells[entry] + shift]))
            weights.append(belief[entry])
        }
    }

    /// The entries summed down to some of the variables, pairs that coincide being added up.
    init(
        summing larger: HypothesisEntries, to subset: [Int], hypothesisCount: Int,
        stateCount: (Int) -> Int
    ) {
        scope = subset
        let map = EntryIndices.of(subset, in: larger.scope, stateCount: stateCount)
        let rowCount = subset.reduce(1) { $0 * stateCount($1) }
        let count = larger.weights.count

        // Sorted by row, by counting.
        var starts = [Int](repeating: 0, count: rowCount + 1)
        for row in larger.rows { starts[map[Int(row)] + 1] += 1 }
        for row in 0..<rowCount { starts[row + 1] += starts[row] }
        var next = starts
        var order = [Int32](repeating: 0, count: count)
        for entry in 0..<count {
            let row = map[Int(larger.rows[entry])]
            order[next[row]] = Int32(truncatingIfNeeded: entry)
            next[row] += 1
        }

        // Within a row, each label's place in the output, -1 for labels not met in it.
        var places = [Int](repeating: -1, count: hypothesisCount)
        rows.reserveCapacity(count)
        labels.reserveCapacity(count)
        weights.reserveCapacity(count)
        for row in 0..<rowCount {
            let first = weights.count
            for position in starts[row]..<starts[row + 1] {
                let entry = Int(order[position])
                let label = larger.labels[entry]
                let place = places[Int(label)]
                if place >= first {
                    weights[place] += larger.weights[entry]
                } else {
                    places[Int(label)] = weights.count
                    rows.append(Int32(truncatingIfNeeded: row))
                    labels.append(label)
                    weights.append(larger.weights[entry])
                }
            }
        }
    }

    /// The probability of each explanation.
    func distribution(_ hypothesisCount: Int) -> [Double] {
        var result = [Double](repeating: 0, count: hypothesisCount)
        for entry in weights.indices { result[Int(labels[entry])] += weights[entry] }
        return result
    }

    /// P(explanation, outcome) of a variable given the states of the table.
    func joint(with conditional: [Double], _ count: Int, _ hypothesisCount: Int) -> [Double] {
        var joint = [Double](repeating: 0, count: hypothesisCount * count)
        joint.withUnsafeMutableBufferPointer { joint in
            conditional.withUnsafeBufferPointer { conditional in
                for entry in weights.indices {
                    let weight = weights[entry]
                    let source = Int(rows[entry]) &* count
                    let target = Int(labels[entry]) &* count
                    for outcome in 0..<count {
                        joint[target &+ outcome] += weight * conditional[source &+ outcome]
                    }
                }
            }
        }
        return joint
    }

    /// The entropy in bits of a variable, given the states of the table, that remains on average once
    /// the explanation is known.
    ///
    /// Explanations that occur with one state only, often nearly all of them, take their entropy from
    /// that state instead of a logarithm for each outcome.
    func remainingEntropy(
        _ conditional: [Double], _ count: Int, joint: [Double], _ hypotheses: [Double]
    ) -> Double {
        var occurrences = [Int32](repeating: 0, count: hypotheses.count)
        for label in labels { occurrences[Int(label)] += 1 }
        return conditional.withUnsafeBufferPointer { conditional in
            joint.withUnsafeBufferPointer { joint in
                var total = 0.0
                var lastRow: Int32 = -1
                var rowEntropy = 0.0
                for entry in weights.indices where occurrences[Int(labels[entry])] == 1 {
                    if rows[entry] != lastRow {
                        lastRow = rows[entry]
                        rowEntropy = Entropy.bits(
                            conditional, Int(lastRow) &* count, count, total: 1)
                    }
                    total += weights[entry] * rowEntropy
                }
                for hypothesis in hypotheses.indices where occurrences[hypothesis] > 1 {
                    total += Entropy.bits(
                        joint, hypothesis &* count, count, total: hypotheses[hypothesis])
                }
                return total
            }
        }
    }
}
