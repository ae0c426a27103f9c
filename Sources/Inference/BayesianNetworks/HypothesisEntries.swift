/// The entries of a clique's belief that are not 0, each with the explanation it belongs to.
struct HypothesisEntries {
    let scope: [Int]
    let hypothesisCount: Int
    private let network: BayesianNetwork
    private let entries: [Int]
    private let weights: [Double]
    private let labels: [Int]
    /// Where entries lie in the separators asked for so far, and their sums by explanation.
    private var positions: [[Int]: [Int]] = [:]
    private var sums: [[Int]: [Double]] = [:]

    init(workspace: JunctionTreeWorkspace, clique: Int, partition: HypothesisPartition) {
        network = workspace.tree.network
        let network = network
        scope = Array(workspace.structure.scope(of: clique))
        hypothesisCount = partition.count
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
        var entries: [Int] = []
        var weights: [Double] = []
        var labels: [Int] = []
        entries.reserveCapacity(belief.count)
        weights.reserveCapacity(belief.count)
        labels.reserveCapacity(belief.count)
        for entry in belief.indices where belief[entry] > 0 {
            entries.append(entry)
            weights.append(belief[entry])
            labels.append(partition.labels[cells[entry] + shift])
        }
        self.entries = entries
        self.weights = weights
        self.labels = labels
    }

    /// The probability of each explanation.
    var distribution: [Double] {
        var result = [Double](repeating: 0, count: hypothesisCount)
        for index in weights.indices { result[labels[index]] += weights[index] }
        return result
    }

    /// P(explanation, outcome) of a variable that does not depend on the explanations.
    func joint(withConstant outcomes: [Double]) -> [Double] {
        distribution.flatMap { probability in outcomes.map { $0 * probability } }
    }

    /// P(explanation, outcome) of a variable of the clique itself.
    mutating func joint(withOwn variable: Int) -> [Double] {
        let count = network.stateCount(of: variable)
        let outcomes = position(in: [variable])
        var joint = [Double](repeating: 0, count: hypothesisCount * count)
        for index in weights.indices {
            joint[labels[index] &* count &+ outcomes[index]] += weights[index]
        }
        return joint
    }

    /// P(explanation, outcome) of a variable that the clique sees through a separator.
    mutating func joint(with conditional: OutcomeConditionals.Conditional) -> [Double] {
        let count = conditional.outcomeCount
        let rows = conditional.table.count / count
        var joint = [Double](repeating: 0, count: hypothesisCount * count)
        if rows * hypothesisCount < weights.count {
            let sums = sums(over: conditional.separator, rows)
            var entry = 0
            for row in 0..<rows {
                for hypothesis in 0..<hypothesisCount {
                    let weight = sums[entry]
                    entry &+= 1
                    if weight == 0 { continue }
                    for outcome in 0..<count {
                        joint[hypothesis &* count &+ outcome] +=
                            weight * conditional.table[row &* count &+ outcome]
                    }
                }
            }
            return joint
        }
        let positions = position(in: conditional.separator)
        for index in weights.indices {
            let weight = weights[index]
            let source = positions[index] &* count
            let target = labels[index] &* count
            for outcome in 0..<count {
                joint[target &+ outcome] += weight * conditional.table[source &+ outcome]
            }
        }
        return joint
    }

    /// The sums of the weights by separator state (slow) and explanation (fast).
    private mutating func sums(over separator: [Int], _ rows: Int) -> [Double] {
        if let known = sums[separator] { return known }
        let positions = position(in: separator)
        var result = [Double](repeating: 0, count: rows * hypothesisCount)
        for index in weights.indices {
            result[positions[index] &* hypothesisCount &+ labels[index]] += weights[index]
        }
        sums[separator] = result
        return result
    }

    private mutating func position(in separator: [Int]) -> [Int] {
        if let known = positions[separator] { return known }
        let all = EntryIndices.of(separator, in: scope, stateCount: network.stateCount(of:))
        let result = entries.map { all[$0] }
        positions[separator] = result
        return result
    }
}
