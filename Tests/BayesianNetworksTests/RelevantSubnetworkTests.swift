import BayesianNetworks
import Foundation
import Testing

@Suite("Relevant subnetworks")
struct RelevantSubnetworkTests {
    @Test("descendants without findings and what findings separate are left out")
    func pruned() throws {
        // x0 -> x1 -> ... -> x9
        let chain = try BayesianNetwork.chain(length: 10, states: 2, reliability: 0.9)
        func kept(_ targets: [Int], _ findings: [Int: Int]) throws -> [Int] {
            try RelevantSubnetwork(of: chain, targets: targets, given: Evidence(findings)).variables
        }
        #expect(try kept([2], [:]) == [0, 1, 2])
        #expect(try kept([5], [3: 0]) == [3, 4, 5])
        #expect(try kept([5], [3: 0, 1: 1, 7: 0, 9: 1]) == [3, 4, 5, 6, 7])
        // A common effect connects its causes only when it, or an effect of it, is observed.
        let coins = try #require(try ExactCase.all.first { $0.name == "two coins" }).network()
        #expect(try RelevantSubnetwork(of: coins, targets: [0], given: Evidence()).variables == [0])
        #expect(
            try RelevantSubnetwork(of: coins, targets: [0], given: Evidence([2: 0])).variables
                == [0, 1, 2])
        #expect(
            try RelevantSubnetwork(
                of: coins, targets: [0], given: Evidence([:], likelihoods: [2: [0.9, 0.1]])
            ).variables == [0, 1, 2])
    }

    @Test("a query answers as the whole tree does", arguments: 1...30)
    func query(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(400 + seed))
        let network = try BayesianNetwork.random(count: 25, using: &generator)
        let observed = Array((0..<25).shuffled(using: &generator).prefix(seed % 6))
        var evidence = Evidence(network.sampledFindings(of: observed, using: &generator))
        if seed % 3 == 0 {
            let soft = Int.random(in: 0..<25, using: &generator)
            try evidence.weigh(
                soft,
                likelihood: (0..<network.stateCount(of: soft)).map { _ in generator.unit() + 0.1 })
        }
        let posterior = try JunctionTree(compiling: network).posterior(given: evidence)
        for target in 0..<25 {
            let answer = try network.query(targets: [target], given: evidence)
            #expect(answer.count == 1)
            #expect(largestDifference(answer[0], posterior[target]) < 1e-12)
        }
        let pair = try network.query(targets: [20, 3], given: evidence)
        #expect(largestDifference(pair[0], posterior[20]) < 1e-12)
        #expect(largestDifference(pair[1], posterior[3]) < 1e-12)
    }

    @Test("impossible findings and unknown targets are refused")
    func refused() throws {
        let coins = try #require(try ExactCase.all.first { $0.name == "two coins" }).network()
        let network = try BayesianNetwork(
            nodes: coins.nodes + [
                .init(
                    variable: try DiscreteVariable(name: "witness", states: ["yes", "no"]),
                    parents: [2], table: [1, 0, 0, 1])
            ])
        let error = #expect(throws: BayesianNetworkError.self) {
            try network.query(targets: [2], given: Evidence([0: 0, 1: 0, 3: 1]))
        }
        guard case .impossibleEvidence(let conflict) = error else {
            Issue.record("another error: \(String(describing: error))")
            return
        }
        #expect(conflict.map(\.variable) == ["first", "second", "witness"])
        #expect(throws: BayesianNetworkError.unknownVariableIndex(4, variableCount: 4)) {
            try network.query(targets: [4])
        }
    }
}
