import BayesianNetworks
import Foundation
import Testing

@Suite("Value of information")
struct ValueOfInformationTests {
    /// The same values the long way: one calibration for each outcome.
    private func recalibrated(
        _ tree: JunctionTree, _ partition: HypothesisPartition, _ candidate: Int,
        _ evidence: Evidence
    ) throws -> (outcomes: [Double], hypotheses: [[Double]]) {
        func hypotheses(_ posterior: Posterior) throws -> [Double] {
            var result = [Double](repeating: 0, count: partition.count)
            let joint = try posterior.joint(of: partition.variables)
            for (label, value) in zip(partition.labels, joint) { result[label] += value }
            return result
        }
        let now = try tree.posterior(given: evidence)
        var after: [[Double]] = []
        for (state, probability) in now[candidate].enumerated() {
            var more = evidence
            more.observe(candidate, state: state)
            after.append(
                probability > 0
                    ? try hypotheses(tree.posterior(given: more))
                    : [Double](repeating: 0, count: partition.count))
        }
        return (now[candidate], after)
    }

    private func entropy(_ values: [Double]) -> Double {
        values.reduce(0) { $1 > 0 ? $0 - $1 * log2($1) : $0 }
    }

    private func compare(
        _ tree: JunctionTree, _ partition: HypothesisPartition, _ evidence: Evidence
    ) throws {
        let candidates = Array(tree.network.nodes.indices)
        let values = try tree.expectedConfidence(
            of: partition, candidates: candidates, given: evidence)
        #expect(abs(values.hypotheses.reduce(0, +) - 1) < 1e-12)
        #expect(values.confidence == values.hypotheses.max())
        #expect(values.hypotheses[values.bestHypothesis] == values.confidence)
        for (candidate, value) in zip(candidates, values.candidates) {
            #expect(value.variable == candidate)
            let (outcomes, after) = try recalibrated(tree, partition, candidate, evidence)
            #expect(largestDifference(value.outcomeProbabilities, outcomes) < 1e-12)
            var expected = 0.0
            var remaining = 0.0
            for (outcome, probability) in outcomes.enumerated() {
                expected += probability * (after[outcome].max() ?? 0)
                remaining += probability * entropy(after[outcome])
                #expect(largestDifference(value.hypotheses(after: outcome), after[outcome]) < 1e-9)
                #expect(abs(value.confidences[outcome] - (after[outcome].max() ?? 0)) < 1e-9)
                let best = value.bestHypotheses[outcome]
                #expect(abs(after[outcome][best] - (after[outcome].max() ?? 0)) < 1e-9)
            }
            #expect(abs(value.expectedConfidence - expected) < 1e-12)
            #expect(value.expectedChange >= 0)
            #expect(abs(value.expectedChange - (expected - values.confidence)) < 1e-12)
            #expect(value.mutualInformation >= 0)
            let gained = entropy(values.hypotheses) - remaining
            #expect(abs(value.mutualInformation - gained) < 1e-10)
        }
    }

    @Test("all values at once equal those of one calibration an outcome", arguments: 1...25)
    func recalibration(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let network = try BayesianNetwork.random(
            count: 14, maximumParents: 2, maximumStates: 3, using: &generator)
        let variables = Array((0..<14).shuffled(using: &generator).prefix(1 + seed % 3))
        let size = variables.reduce(1) { $0 * network.stateCount(of: $1) }
        let partition =
            seed % 4 == 0
            ? try HypothesisPartition(jointStatesOf: variables, in: network)
            : try HypothesisPartition(
                variables: variables,
                labels: (0..<size).map { _ in Int.random(in: 0..<3, using: &generator) }, count: 3)
        let tree = try JunctionTree(compiling: network, keepingTogether: [variables])
        let observed = Array((0..<14).shuffled(using: &generator).prefix(seed % 4))
        let evidence = Evidence(network.sampledFindings(of: observed, using: &generator))
        try compare(tree, partition, evidence)
        let small = try JunctionTree(
            compiling: network, keepingTogether: [variables], observing: observed)
        try compare(small, partition, evidence)
    }

    @Test("far candidates are reached over long chains and across the root")
    func farCandidates() throws {
        let network = try BayesianNetwork.chain(length: 12, states: 3, reliability: 0.8)
        for middle in [0, 5, 11] {
            let tree = try JunctionTree(compiling: network)
            let partition = try HypothesisPartition(
                variables: [middle], labels: [0, 1, 1], count: 2)
            try compare(tree, partition, Evidence([8: 1]))
        }
    }

    @Test("the tests of a failed connection are worth what enumeration says")
    func fourCauses() throws {
        let network = try #require(try ExactCase.all.first { $0.name == "four causes" }).network()
        // None failed, exactly one of the four failed, several failed.
        let labels = (0..<16).map { state in
            let failed = (0..<4).filter { state >> (3 - $0) & 1 == 0 }
            return failed.isEmpty ? 0 : failed.count == 1 ? 1 + failed[0] : 5
        }
        let partition = try HypothesisPartition(
            variables: [0, 1, 2, 3], labels: labels, count: 6)
        let tree = try JunctionTree(compiling: network, keepingTogether: [[0, 1, 2, 3]])
        let evidence = try Evidence(named: ["http_connection": "fail"], in: network)
        try compare(tree, partition, evidence)
        let values = try tree.expectedConfidence(
            of: partition, candidates: Array(network.nodes.indices), given: evidence)
        // What has been observed already tells nothing more.
        #expect(values.candidates[4].expectedChange == 0)
        #expect(values.candidates[4].mutualInformation < 1e-12)
        // The reliable test of a likely cause is worth more than the unreliable one.
        let server = try network.index(of: "server_ping")
        let failures = try network.index(of: "other_resolver")
        #expect(
            values.candidates[failures].expectedChange > values.candidates[server].expectedChange)
    }

    @Test("two observations that help only together are told by the information, not the change")
    func onlyTogether() throws {
        let network = try #require(try ExactCase.all.first { $0.name == "two coins" }).network()
        let tree = try JunctionTree(compiling: network)
        let partition = try HypothesisPartition(variables: [2], labels: [0, 1], count: 2)
        let alone = try tree.expectedConfidence(of: partition, candidates: [0, 1])
        #expect(alone.candidates.allSatisfy { $0.expectedChange == 0 })
        #expect(alone.candidates.allSatisfy { $0.mutualInformation < 1e-12 })
        let then = try tree.expectedConfidence(
            of: partition, candidates: [0, 1, 2], given: Evidence([0: 1]))
        #expect(then.candidates.map(\.expectedConfidence) == [0.5, 1, 1])
        #expect(largestDifference(then.candidates.map(\.mutualInformation), [0, 1, 1]) < 1e-12)
    }

    @Test("unconnected candidates are worth nothing, and partitions that do not fit are refused")
    func unfit() throws {
        let chain = try BayesianNetwork.chain(length: 3, states: 2, reliability: 0.9)
        let network = try BayesianNetwork(
            nodes: chain.nodes + [
                .init(
                    variable: try DiscreteVariable(name: "alone", states: ["a", "b", "c"]),
                    table: [0.2, 0.3, 0.5])
            ])
        let tree = try JunctionTree(compiling: network)
        let partition = try HypothesisPartition(jointStatesOf: [1], in: network)
        let value = try tree.expectedConfidence(of: partition, candidates: [3]).candidates[0]
        #expect(value.outcomeProbabilities == [0.2, 0.3, 0.5])
        #expect(value.expectedChange == 0)
        #expect(value.mutualInformation < 1e-12)
        #expect(throws: BayesianNetworkError.notKeptTogether(["x0", "x2"])) {
            try tree.expectedConfidence(
                of: HypothesisPartition(jointStatesOf: [0, 2], in: network), candidates: [1])
        }
        #expect(throws: BayesianNetworkError.self) {
            try tree.expectedConfidence(
                of: HypothesisPartition(variables: [0], labels: [0, 1, 0], count: 2),
                candidates: [1])
        }
        #expect(throws: BayesianNetworkError.self) {
            try HypothesisPartition(variables: [0], labels: [0, 2], count: 2)
        }
        #expect(throws: BayesianNetworkError.self) {
            try HypothesisPartition(variables: [0, 0], labels: [0, 1, 0, 1], count: 2)
        }
    }
}
