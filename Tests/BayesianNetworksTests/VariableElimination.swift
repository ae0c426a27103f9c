import BayesianNetworks

/// Exact inference by multiplying factors and summing out one variable after another.
///
/// The second method of the tests: dictionaries instead of arrays, no tree, no messages.
struct VariableElimination {
    private struct Factor {
        var variables: [Int]
        var values: [[Int]: Double]
    }

    private var factors: [Factor]
    private let network: BayesianNetwork

    init(_ network: BayesianNetwork, _ evidence: Evidence) {
        self.network = network
        factors = network.nodes.enumerated().map { index, node in
            let family = node.parents + [index]
            var values: [[Int]: Double] = [:]
            for (entry, value) in node.table.enumerated() {
                var rest = entry
                var states = [Int](repeating: 0, count: family.count)
                for position in family.indices.reversed() {
                    states[position] = rest % network.stateCount(of: family[position])
                    rest /= network.stateCount(of: family[position])
                }
                let agrees = zip(family, states).allSatisfy {
                    evidence.findings[$0] == nil || evidence.findings[$0] == $1
                }
                if agrees && value > 0 { values[states] = value }
            }
            return Factor(variables: family, values: values)
        }
        for (variable, likelihood) in evidence.likelihoods {
            var values: [[Int]: Double] = [:]
            for (state, value) in likelihood.enumerated() { values[[state]] = value }
            factors.append(Factor(variables: [variable], values: values))
        }
    }

    /// P(variable = state, evidence) for each state.
    func sums(of target: Int) -> [Double] {
        var remaining = factors
        for variable in network.nodes.indices where variable != target {
            let touching = remaining.filter { $0.variables.contains(variable) }
            remaining.removeAll { $0.variables.contains(variable) }
            remaining.append(Self.summed(touching.reduce(Self.one, Self.product), out: variable))
        }
        let result = remaining.reduce(Self.one, Self.product)
        return (0..<network.stateCount(of: target)).map { result.values[[$0]] ?? 0 }
    }

    private static var one: Factor { Factor(variables: [], values: [[]: 1]) }

    private static func product(_ first: Factor, _ second: Factor) -> Factor {
        let more = second.variables.filter { !first.variables.contains($0) }
        let variables = first.variables + more
        let shared = second.variables.filter(first.variables.contains)
        let inFirst = shared.compactMap { first.variables.firstIndex(of: $0) }
        let inSecond = shared.compactMap { second.variables.firstIndex(of: $0) }
        let rest = more.compactMap { second.variables.firstIndex(of: $0) }
        let groups = Dictionary(grouping: second.values) { entry in
            inSecond.map { entry.key[$0] }
        }
        var values: [[Int]: Double] = [:]
        for (states, value) in first.values {
            for (others, factor) in groups[inFirst.map { states[$0] }] ?? [] {
                values[states + rest.map { others[$0] }] = value * factor
            }
        }
        return Factor(variables: variables, values: values)
    }

    private static func summed(_ factor: Factor, out variable: Int) -> Factor {
        guard let position = factor.variables.firstIndex(of: variable) else { return factor }
        var values: [[Int]: Double] = [:]
        for (states, value) in factor.values {
            var rest = states
            rest.remove(at: position)
            values[rest, default: 0] += value
        }
        var variables = factor.variables
        variables.remove(at: position)
        return Factor(variables: variables, values: values)
    }
}
