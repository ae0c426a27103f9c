import BayesianNetworks
import Foundation

/// Networks with exact answers from `Fixtures/exact_marginals.py`.
struct ExactCase: Decodable {
    struct Node: Decodable {
        var name: String
        var states: [String]
        var parents: [String]
        var table: [Double]
    }

    struct Query: Decodable {
        var findings: [String: String]
        var probability: Double
        var marginals: [String: [Double]]
    }

    var name: String
    var nodes: [Node]
    var queries: [Query]

    static var all: [ExactCase] {
        get throws { try FixtureFiles.decoded([ExactCase].self, "exact_marginals.json") }
    }

    func network() throws -> BayesianNetwork {
        let names = nodes.map(\.name)
        return try BayesianNetwork(
            nodes: nodes.map { node in
                BayesianNetwork.Node(
                    variable: try DiscreteVariable(name: node.name, states: node.states),
                    parents: node.parents.compactMap { names.firstIndex(of: $0) },
                    table: node.table)
            })
    }
}

extension BayesianNetwork {
    /// A network of random shape and tables, some entries of them 0.
    static func random(
        count: Int, maximumParents: Int = 3, maximumStates: Int = 4, zeros: Double = 0.15,
        using generator: inout SeededGenerator
    ) throws -> BayesianNetwork {
        var nodes: [Node] = []
        // Children may come before their parents in the list.
        let names = (0..<count).shuffled(using: &generator)
        var states = [Int](repeating: 0, count: count)
        for index in 0..<count {
            states[names[index]] = Int.random(in: 1...maximumStates, using: &generator)
        }
        for index in 0..<count {
            let limit = Swift.min(index, Int.random(in: 0...maximumParents, using: &generator))
            let parents = Array(
                (0..<index).shuffled(using: &generator).prefix(limit).map { names[$0] })
            let width = states[names[index]]
            let rows = parents.reduce(1) { $0 * states[$1] }
            var table: [Double] = []
            for _ in 0..<rows {
                var row = (0..<width).map { _ in
                    generator.unit() < zeros ? 0 : generator.unit() + 0.01
                }
                if row.allSatisfy({ $0 == 0 }) { row[0] = 1 }
                let sum = row.reduce(0, +)
                table += row.map { $0 / sum }
            }
            nodes.append(
                Node(
                    variable: try DiscreteVariable(
                        name: "v\(names[index])", states: (0..<width).map { "s\($0)" }),
                    parents: parents, table: table))
        }
        var ordered = nodes
        for index in 0..<count { ordered[names[index]] = nodes[index] }
        return try BayesianNetwork(nodes: ordered)
    }

    /// A chain in which every variable copies its predecessor with a certain reliability.
    static func chain(length: Int, states: Int, reliability: Double) throws -> BayesianNetwork {
        try BayesianNetwork(
            nodes: (0..<length).map { index in
                let other = (1 - reliability) / Double(states - 1)
                let table =
                    index == 0
                    ? [Double](repeating: 1 / Double(states), count: states)
                    : (0..<states * states).map { $0 / states == $0 % states ? reliability : other }
                return Node(
                    variable: try DiscreteVariable(
                        name: "x\(index)", states: (0..<states).map { "s\($0)" }),
                    parents: index == 0 ? [] : [index - 1], table: table)
            }, rowSums: .normalized(tolerance: 1e-9))
    }

    /// P(evidence), and of every variable P(state, evidence), summed over all joint states.
    ///
    /// A second method that shares nothing with the engine.
    func enumerated(_ evidence: Evidence) -> (total: Double, sums: [[Double]]) {
        var sums = nodes.map { [Double](repeating: 0, count: $0.variable.stateCount) }
        var total = 0.0
        forEachJointState { joint, probability in
            var weight = probability
            for (variable, state) in evidence.findings where joint[variable] != state { weight = 0 }
            for (variable, values) in evidence.likelihoods { weight *= values[joint[variable]] }
            guard weight > 0 else { return }
            total += weight
            for (variable, state) in joint.enumerated() { sums[variable][state] += weight }
        }
        return (total, sums)
    }

    func forEachJointState(_ body: ([Int], Double) -> Void) {
        var joint = [Int](repeating: 0, count: count)
        while true {
            var probability = 1.0
            for (index, node) in nodes.enumerated() where probability > 0 {
                var row = 0
                for parent in node.parents { row = row * stateCount(of: parent) + joint[parent] }
                probability *= node.table[row * node.variable.stateCount + joint[index]]
            }
            if probability > 0 { body(joint, probability) }
            var position = count - 1
            while position >= 0 {
                joint[position] += 1
                if joint[position] < stateCount(of: position) { break }
                joint[position] = 0
                position -= 1
            }
            if position < 0 { return }
        }
    }

    /// Findings drawn from the network itself, so that they are possible.
    func sampledFindings(
        of variables: [Int], using generator: inout SeededGenerator
    ) -> [Int: Int] {
        var joint = [Int](repeating: 0, count: count)
        for index in topologicalOrder {
            var row = 0
            for parent in nodes[index].parents {
                row = row * stateCount(of: parent) + joint[parent]
            }
            let width = stateCount(of: index)
            joint[index] = generator.category(nodes[index].table[row * width..<(row + 1) * width])
        }
        return Dictionary(uniqueKeysWithValues: variables.map { ($0, joint[$0]) })
    }
}

/// The largest absolute difference, infinite where one is not a number.
func largestDifference(_ first: [Double], _ second: [Double]) -> Double {
    guard first.count == second.count else { return .infinity }
    return zip(first, second).map { abs($0 - $1).isNaN ? .infinity : abs($0 - $1) }.max() ?? 0
}
