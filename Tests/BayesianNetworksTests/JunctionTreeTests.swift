import BayesianNetworks
import Foundation
import Testing

@Suite("Junction trees")
struct JunctionTreeTests {
    @Test("marginals agree with enumeration in exact fractions")
    func exactFractions() throws {
        for example in try ExactCase.all {
            let network = try example.network()
            let tree = try JunctionTree(compiling: network)
            for query in example.queries {
                let evidence = try Evidence(named: query.findings, in: network)
                let posterior = try tree.posterior(given: evidence)
                #expect(abs(exp(posterior.logProbabilityOfEvidence) - query.probability) < 1e-14)
                for (index, node) in network.nodes.enumerated() {
                    let expected = try #require(query.marginals[node.variable.name])
                    #expect(largestDifference(posterior[index], expected) < 1e-14)
                }
            }
        }
    }

    @Test("random networks agree with enumeration, with hard and soft findings", arguments: 1...40)
    func enumeration(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let network = try BayesianNetwork.random(count: 9, using: &generator)
        let tree = try JunctionTree(compiling: network)
        var workspace = JunctionTreeWorkspace(tree)
        for round in 0..<6 {
            let observed = Array(network.nodes.indices.shuffled(using: &generator).prefix(round))
            var evidence = Evidence(network.sampledFindings(of: observed, using: &generator))
            if round % 2 == 1 {
                let soft = Int.random(in: 0..<network.count, using: &generator)
                try evidence.weigh(
                    soft,
                    likelihood: (0..<network.stateCount(of: soft)).map { _ in
                        generator.unit() * 100 + 0.1
                    })
            }
            let expected = network.enumerated(evidence)
            try workspace.calibrate(given: evidence)
            #expect(abs(workspace.logProbabilityOfEvidence - log(expected.total)) < 1e-10)
            // The tables without the observed variables must give the same.
            let small = try JunctionTree(compiling: network, observing: observed)
            let posterior = try small.posterior(given: evidence)
            #expect(abs(posterior.logProbabilityOfEvidence - log(expected.total)) < 1e-10)
            for index in network.nodes.indices {
                let wanted = expected.sums[index].map { $0 / expected.total }
                #expect(largestDifference(workspace.marginal(of: index), wanted) < 1e-12)
                #expect(largestDifference(posterior[index], wanted) < 1e-12)
            }
        }
    }

    @Test("larger networks agree with variable elimination", arguments: 1...6)
    func elimination(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(100 + seed))
        let network = try BayesianNetwork.random(count: 22, maximumParents: 2, using: &generator)
        let findings = network.sampledFindings(of: [3, 8, 17], using: &generator)
        let evidence = Evidence(
            findings, likelihoods: [5: [Double](repeating: 0.5, count: network.stateCount(of: 5))])
        let posterior = try JunctionTree(compiling: network).posterior(given: evidence)
        let second = VariableElimination(network, evidence)
        for target in [0, 3, 5, 11, 21] {
            let sums = second.sums(of: target)
            let total = sums.reduce(0, +)
            #expect(abs(posterior.logProbabilityOfEvidence - log(total)) < 1e-10)
            #expect(largestDifference(posterior[target], sums.map { $0 / total }) < 1e-12)
        }
    }

    @Test("the marginals average to the prior over the outcomes of a variable", arguments: 1...10)
    func totalProbability(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(200 + seed))
        let network = try BayesianNetwork.random(count: 30, using: &generator)
        let tree = try JunctionTree(compiling: network)
        let prior = try tree.posterior()
        #expect(abs(prior.logProbabilityOfEvidence) < 1e-12)
        let variable = Int.random(in: 0..<30, using: &generator)
        var average = prior.marginals.map { $0.map { _ in 0.0 } }
        var workspace = JunctionTreeWorkspace(tree)
        for (state, probability) in prior[variable].enumerated() where probability > 0 {
            try workspace.calibrate(given: Evidence([variable: state]))
            #expect(abs(exp(workspace.logProbabilityOfEvidence) - probability) < 1e-12)
            for index in network.nodes.indices {
                for (entry, value) in workspace.marginal(of: index).enumerated() {
                    average[index][entry] += probability * value
                }
            }
        }
        for index in network.nodes.indices {
            #expect(abs(prior[index].reduce(0, +) - 1) < 1e-14)
            #expect(largestDifference(average[index], prior[index]) < 1e-12)
        }
    }

    @Test("a set kept together has its joint distribution, in the order asked for")
    func joint() throws {
        var generator = SeededGenerator(seed: 7)
        let network = try BayesianNetwork.random(count: 9, zeros: 0, using: &generator)
        let set = [6, 1, 4]
        let tree = try JunctionTree(compiling: network, keepingTogether: [set])
        #expect(tree.cliques.contains { Set($0).isSuperset(of: set) })
        for evidence in [Evidence(), Evidence([8: 0]), Evidence([1: 0])] {
            let total = network.enumerated(evidence).total
            let sizes = set.map(network.stateCount(of:))
            var expected = [Double](repeating: 0, count: sizes.reduce(1, *))
            network.forEachJointState { joint, probability in
                guard evidence.findings.allSatisfy({ joint[$0] == $1 }) else { return }
                let row = (joint[6] * sizes[1] + joint[1]) * sizes[2] + joint[4]
                expected[row] += probability / total
            }
            let observed = try JunctionTree(
                compiling: network, keepingTogether: [set],
                observing: Array(evidence.findings.keys))
            #expect(
                largestDifference(
                    try tree.posterior(given: evidence).joint(of: set), expected) < 1e-12)
            #expect(
                largestDifference(
                    try observed.posterior(given: evidence).joint(of: set), expected) < 1e-12)
        }
        let chain = try BayesianNetwork.chain(length: 5, states: 2, reliability: 0.9)
        let apart = try JunctionTree(compiling: chain).posterior()
        #expect(throws: BayesianNetworkError.notKeptTogether(["x0", "x4"])) {
            try apart.joint(of: [0, 4])
        }
    }

    @Test("a workspace with changing findings answers as a new one does")
    func changingFindings() throws {
        var generator = SeededGenerator(seed: 11)
        let network = try BayesianNetwork.random(count: 40, zeros: 0, using: &generator)
        let tree = try JunctionTree(compiling: network)
        var workspace = JunctionTreeWorkspace(tree)
        var evidence = Evidence()
        for step in 0..<60 {
            let variable = Int.random(in: 0..<40, using: &generator)
            if step % 5 == 4 {
                evidence.forget(variable)
            } else if step % 7 == 3 {
                let count = network.stateCount(of: variable)
                evidence = Evidence(
                    evidence.findings,
                    likelihoods: [variable: (0..<count).map { _ in generator.unit() + 0.01 }])
            } else {
                evidence.observe(
                    variable,
                    state: Int.random(in: 0..<network.stateCount(of: variable), using: &generator))
            }
            try workspace.calibrate(given: evidence)
            let fresh = try tree.posterior(given: evidence)
            #expect(workspace.logProbabilityOfEvidence == fresh.logProbabilityOfEvidence)
            for index in network.nodes.indices {
                #expect(workspace.marginal(of: index) == fresh[index])
            }
        }
    }

    @Test("hundreds of improbable findings do not vanish below the smallest number")
    func manyFindings() throws {
        // One cause of two states and 600 findings that each favour the other state by turns.
        var nodes = [
            BayesianNetwork.Node(
                variable: try DiscreteVariable(name: "cause", states: ["a", "b"]),
                table: [0.3, 0.7])
        ]
        for index in 0..<600 {
            let rows: [Double] =
                index % 2 == 0
                ? [1e-6, 1 - 1e-6, 1e-3, 1 - 1e-3] : [1e-3, 1 - 1e-3, 1e-6, 1 - 1e-6]
            nodes.append(
                .init(
                    variable: try DiscreteVariable(name: "f\(index)", states: ["yes", "no"]),
                    parents: [0], table: rows))
        }
        let network = try BayesianNetwork(nodes: nodes)
        let findings = Dictionary(uniqueKeysWithValues: (1...600).map { ($0, 0) })
        // 300 times 1e-6 and 300 times 1e-3 either way: the cause stays as it was.
        for observed in [[], Array(1...600)] {
            let tree = try JunctionTree(compiling: network, observing: observed)
            let posterior = try tree.posterior(given: Evidence(findings))
            #expect(largestDifference(posterior[0], [0.3, 0.7]) < 1e-9)
            #expect(abs(posterior.logProbabilityOfEvidence - 300 * log(1e-9)) < 1e-6)
        }
        let long = try BayesianNetwork.chain(length: 2000, states: 3, reliability: 0.98)
        let ends = try JunctionTree(compiling: long).posterior(
            given: Evidence(Dictionary(uniqueKeysWithValues: (0..<2000).map { ($0, $0 % 3) })))
        #expect(abs(ends.logProbabilityOfEvidence - (log(1.0 / 3) + 1999 * log(0.01))) < 1e-6)
    }

    @Test("findings that cannot hold together are named, and only those")
    func impossible() throws {
        let network = try #require(try ExactCase.all.first { $0.name == "two coins" }).network()
        let wider = try BayesianNetwork(
            nodes: network.nodes + [
                .init(
                    variable: try DiscreteVariable(name: "weather", states: ["sun", "rain"]),
                    table: [0.5, 0.5])
            ])
        let evidence = try Evidence(
            named: ["first": "heads", "second": "tails", "agree": "yes", "weather": "sun"],
            in: wider)
        for observed in [[], Array(evidence.findings.keys)] {
            let tree = try JunctionTree(compiling: wider, observing: observed)
            let error = #expect(throws: BayesianNetworkError.self) {
                try tree.posterior(given: evidence)
            }
            guard case .impossibleEvidence(let conflict) = error else {
                Issue.record("another error: \(String(describing: error))")
                continue
            }
            #expect(Set(conflict.map(\.variable)) == ["first", "second", "agree"])
        }
        // A workspace recovers.
        var workspace = JunctionTreeWorkspace(try JunctionTree(compiling: wider))
        #expect(throws: BayesianNetworkError.self) { try workspace.calibrate(given: evidence) }
        try workspace.calibrate(given: Evidence([0: 0]))
        #expect(workspace.marginal(of: 2) == [0.5, 0.5])
        // A likelihood of zero everywhere is a conflict of its own.
        let error = #expect(throws: BayesianNetworkError.self) {
            try workspace.calibrate(given: Evidence([3: 0], likelihoods: [1: [0, 0]]))
        }
        #expect(error == .impossibleEvidence(conflict: [.init(variable: "second", state: "")]))
    }

    @Test("tables that do not fit are refused with their variables")
    func memoryLimit() throws {
        var generator = SeededGenerator(seed: 5)
        let network = try BayesianNetwork.random(count: 40, maximumStates: 6, using: &generator)
        let error = #expect(throws: BayesianNetworkError.self) {
            try JunctionTree(compiling: network, memoryLimit: 1000)
        }
        guard case .tooLarge(let variables, let needed, 1000) = error else {
            Issue.record("another error: \(String(describing: error))")
            return
        }
        #expect(needed > 1000)
        #expect(!variables.isEmpty)
        // Sizes beyond any integer must not overflow: 400 variables kept together.
        let chain = try BayesianNetwork.chain(length: 400, states: 30, reliability: 0.5)
        #expect(throws: BayesianNetworkError.self) {
            try JunctionTree(compiling: chain, keepingTogether: [Array(0..<400)])
        }
    }

    @Test("networks without variables, and with all of them observed, are answered")
    func nothingLeft() throws {
        let empty = try JunctionTree(compiling: BayesianNetwork(nodes: [])).posterior()
        #expect(empty.logProbabilityOfEvidence == 0)
        #expect(empty.marginals.isEmpty)
        let chain = try BayesianNetwork.chain(length: 3, states: 2, reliability: 0.9)
        let posterior = try JunctionTree(compiling: chain, observing: [0, 1, 2]).posterior(
            given: Evidence([0: 0, 1: 0, 2: 1], likelihoods: [2: [7, 4]]))
        #expect(posterior.marginals == [[1, 0], [1, 0], [0, 1]])
        #expect(abs(posterior.logProbabilityOfEvidence - log(0.5 * 0.9 * 0.1 * 4)) < 1e-12)
        #expect(try posterior.joint(of: [2, 0]) == [0, 0, 1, 0])
    }

    @Test("evidence that does not fit the network is refused")
    func unfitEvidence() throws {
        let network = try BayesianNetwork.chain(length: 3, states: 2, reliability: 0.9)
        let tree = try JunctionTree(compiling: network)
        #expect(throws: BayesianNetworkError.unknownVariableIndex(3, variableCount: 3)) {
            try tree.posterior(given: Evidence([3: 0]))
        }
        #expect(
            throws: BayesianNetworkError.unknownStateIndex(variable: "x1", index: 2, stateCount: 2)
        ) {
            try tree.posterior(given: Evidence([1: 2]))
        }
        #expect(
            throws: BayesianNetworkError.invalidLikelihood(variable: "x1", values: [1, -1])
        ) {
            try tree.posterior(given: Evidence([:], likelihoods: [1: [1, -1]]))
        }
        #expect(throws: BayesianNetworkError.unknownState(variable: "x0", state: "s7")) {
            try Evidence(named: ["x0": "s7"], in: network)
        }
        #expect(throws: BayesianNetworkError.unknownVariable("x9")) {
            try Evidence(named: ["x9": "s0"], in: network)
        }
    }

    @Test(
        "a large network is answered in small tables as in large ones once its findings are known")
    func recompilation() throws {
        // Wide enough that the workspace compiles anew without the observed variables.
        var generator = SeededGenerator(seed: 31)
        let causes = (0..<8).map { index in
            (try? DiscreteVariable(name: "c\(index)", states: ["a", "b", "c", "d"]))
                .map { BayesianNetwork.Node(variable: $0, table: [0.1, 0.2, 0.3, 0.4]) }
        }.compactMap(\.self)
        var nodes = causes
        for index in 0..<8 {
            for second in 0..<index {
                nodes.append(
                    .init(
                        variable: try DiscreteVariable(
                            name: "e\(index)-\(second)", states: ["yes", "no"]),
                        parents: [second, index],
                        table: (0..<16).flatMap { _ -> [Double] in
                            let value = generator.unit()
                            return [value, 1 - value]
                        }))
            }
        }
        let network = try BayesianNetwork(nodes: nodes)
        let tree = try JunctionTree(compiling: network)
        #expect(tree.entryCount > 50_000)
        var workspace = JunctionTreeWorkspace(tree)
        let steps: [[Int: Int]] = [
            [0: 1, 1: 2, 2: 0, 3: 3, 8: 0], [0: 0, 1: 2, 2: 0, 3: 1, 8: 1], [8: 0], [:],
            [0: 2, 1: 0, 2: 3, 3: 1, 8: 1, 9: 0],
        ]
        for findings in steps {
            try workspace.calibrate(given: Evidence(findings))
            // Findings as likelihoods keep the full tables: the same answers by another way.
            let soft = findings.map { variable, state in
                (variable, (0..<network.stateCount(of: variable)).map { $0 == state ? 1.0 : 0.0 })
            }
            let full = try tree.posterior(
                given: Evidence([:], likelihoods: Dictionary(uniqueKeysWithValues: soft)))
            #expect(
                abs(workspace.logProbabilityOfEvidence - full.logProbabilityOfEvidence) < 1e-10)
            for index in network.nodes.indices {
                #expect(largestDifference(workspace.marginal(of: index), full[index]) < 1e-12)
            }
        }
    }
}
