import BayesianNetworks
import Foundation

/// Measures one network: compile and first query, and repeated queries of changing findings.
enum NetworkMeasurement {
    static func report(name: String, network: BayesianNetwork) throws -> NetworkReport {
        var generator = GeneratedNetworks.Generator(state: UInt64(network.count))
        let observed = Array(
            network.nodes.indices.shuffled(using: &generator)
                .prefix(min(10, max(1, network.count / 8)))
        ).sorted()
        let evidence = (0..<8).map { _ in sample(observed, of: network, &generator) }
        let findings = evidence.map {
            Evidence(Dictionary(uniqueKeysWithValues: zip(observed, $0)))
        }

        var entries = 0
        let compiling = try Stopwatch.shortest {
            let tree = try JunctionTree(compiling: network, observing: observed)
            var workspace = JunctionTreeWorkspace(tree)
            try workspace.calibrate(given: findings[0])
            entries = tree.entryCount
        }
        let tree = try JunctionTree(compiling: network, observing: observed)
        var workspace = JunctionTreeWorkspace(tree)
        for finding in findings { try workspace.calibrate(given: finding) }
        let querying = try Stopwatch.shortest {
            for finding in findings { try workspace.calibrate(given: finding) }
        }
        try workspace.calibrate(given: findings[0])
        return NetworkReport(
            name: name,
            variables: network.nodes.map {
                .init(
                    name: $0.variable.name, stateCount: $0.variable.stateCount,
                    parents: $0.parents, table: $0.table)
            },
            observed: observed, evidence: evidence,
            marginals: network.nodes.indices.map { workspace.marginal(of: $0) },
            logProbability: workspace.logProbabilityOfEvidence, entryCount: entries,
            compileAndQuery: compiling, query: querying / Double(findings.count))
    }

    /// States drawn from the network itself, so that the findings are possible.
    private static func sample(
        _ observed: [Int], of network: BayesianNetwork,
        _ generator: inout GeneratedNetworks.Generator
    ) -> [Int] {
        var joint = [Int](repeating: 0, count: network.count)
        for index in network.topologicalOrder {
            let node = network.nodes[index]
            let row = node.parents.reduce(0) { $0 * network.stateCount(of: $1) + joint[$1] }
            let width = node.variable.stateCount
            var rest = generator.unit()
            for state in 0..<width where node.table[row * width + state] > 0 {
                joint[index] = state
                rest -= node.table[row * width + state]
                if rest < 0 { break }
            }
        }
        return observed.map { joint[$0] }
    }
}
