import BayesianNetworks
import Foundation
import Testing

@Suite("Dynamic networks")
struct DynamicNetworkTests {
    private static func row(_ count: Int, _ generator: inout SeededGenerator) -> [Double] {
        let weights = (0..<count).map { _ in generator.unit() + 0.05 }
        let sum = weights.reduce(0, +)
        return weights.map { $0 / sum }
    }

    private func expectClose(
        _ left: [Double], _ right: [Double], within tolerance: Double = 1e-11,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(left.count == right.count, sourceLocation: sourceLocation)
        for (a, b) in zip(left, right) {
            #expect(abs(a - b) < tolerance, sourceLocation: sourceLocation)
        }
    }

    /// A status that fails with 0.1 and recovers with 0.4 a step, and a test of it that may err.
    static func gilbert() throws -> DynamicNetwork {
        let status = try DiscreteVariable(name: "status", states: ["FAIL", "OK"])
        let test = try DiscreteVariable(name: "test", states: ["FAIL", "OK"])
        return try DynamicNetwork(nodes: [
            .init(
                variable: status, initialTable: [0.05, 0.95], parents: [.previousSlice(0)],
                table: [0.6, 0.4, 0.1, 0.9]),
            .init(
                timeless: .init(variable: test, parents: [0], table: [0.8, 0.2, 0.02, 0.98])),
        ])
    }

    @Test("it agrees with forward-backward on hidden Markov models", arguments: [1, 2, 3, 40, 200])
    func hiddenMarkovModel(_ slices: Int) throws {
        var generator = SeededGenerator(seed: UInt64(slices))
        let states = 3
        let symbols = 4
        let initial = Self.row(states, &generator)
        let transition = (0..<states).map { _ in Self.row(states, &generator) }
        let emission = (0..<states).map { _ in Self.row(symbols, &generator) }
        let network = try DynamicNetwork(nodes: [
            .init(
                variable: DiscreteVariable(name: "x", states: ["a", "b", "c"]),
                initialTable: initial, parents: [.previousSlice(0)],
                table: transition.flatMap { $0 }),
            .init(
                timeless: .init(
                    variable: DiscreteVariable(name: "o", states: ["0", "1", "2", "3"]),
                    parents: [0], table: emission.flatMap { $0 })),
        ])
        var evidence: [Evidence] = []
        var likelihoods: [[Double]] = []
        for _ in 0..<slices {
            switch Int.random(in: 0..<4, using: &generator) {
            case 0:
                evidence.append(Evidence())
                likelihoods.append([1, 1, 1])
            case 1:
                let soft = Self.row(states, &generator)
                evidence.append(Evidence(likelihoods: [0: soft]))
                likelihoods.append(soft)
            default:
                let symbol = Int.random(in: 0..<symbols, using: &generator)
                evidence.append(Evidence([1: symbol]))
                likelihoods.append(emission.map { $0[symbol] })
            }
        }
        let model = HiddenMarkovModel(initial: initial, transition: transition)
        let expected = model.answer(likelihoods)
        let smoothed = try network.smoothed(evidence)
        let filtered = try network.filtered(evidence)
        #expect(smoothed.slices == 0..<slices && filtered.slices == 0..<slices)
        #expect(abs(smoothed.logProbabilityOfEvidence - expected.logLikelihood) < 1e-9)
        #expect(abs(filtered.logProbabilityOfEvidence - expected.logLikelihood) < 1e-9)
        for slice in 0..<slices {
            expectClose(smoothed[slice, 0], expected.smoothed[slice])
            expectClose(filtered[slice, 0], expected.filtered[slice])
        }
        let predicted = try network.predicted(evidence, steps: 5)
        #expect(predicted.slices == slices..<slices + 5)
        var ahead = expected.filtered[slices - 1]
        for slice in predicted.slices {
            ahead = model.step(ahead)
            expectClose(predicted[slice, 0], ahead)
            let symbols = (0..<symbols).map { symbol in
                zip(ahead, emission).map { $0 * $1[symbol] }.reduce(0, +)
            }
            expectClose(predicted[slice, 1], symbols)
        }
    }

    @Test("two coupled components agree with one model over their product")
    func coupledComponents() throws {
        var generator = SeededGenerator(seed: 77)
        // The second depends on both in the slice before; the test sees both.
        let first = (0..<2).map { _ in Self.row(2, &generator) }
        let second = (0..<4).map { _ in Self.row(2, &generator) }
        let test = (0..<4).map { _ in Self.row(2, &generator) }
        let start = Self.row(2, &generator)
        let startSecond = (0..<2).map { _ in Self.row(2, &generator) }
        let status = ["FAIL", "OK"]
        let network = try DynamicNetwork(nodes: [
            .init(
                variable: DiscreteVariable(name: "test", states: status), initialParents: [1, 2],
                initialTable: test.flatMap { $0 }, parents: [.sameSlice(1), .sameSlice(2)],
                table: test.flatMap { $0 }),
            .init(
                variable: DiscreteVariable(name: "first", states: status), initialTable: start,
                parents: [.previousSlice(1)], table: first.flatMap { $0 }),
            .init(
                variable: DiscreteVariable(name: "second", states: status), initialParents: [1],
                initialTable: startSecond.flatMap { $0 },
                parents: [.previousSlice(1), .previousSlice(2)], table: second.flatMap { $0 }),
        ])
        let pairs = (0..<4).map { ($0 / 2, $0 % 2) }
        let model = HiddenMarkovModel(
            initial: pairs.map { start[$0] * startSecond[$0][$1] },
            transition: pairs.indices.map { now in
                pairs.map { first[pairs[now].0][$0] * second[now][$1] }
            })
        let seen = (0..<30).map { _ in Int.random(in: 0..<2, using: &generator) }
        let expected = model.answer(seen.map { symbol in test.map { $0[symbol] } })
        let evidence = seen.map { Evidence([0: $0]) }
        let smoothed = try network.smoothed(evidence)
        let filtered = try network.filtered(evidence)
        for slice in seen.indices {
            for (found, wanted) in [
                (smoothed, expected.smoothed[slice]), (filtered, expected.filtered[slice]),
            ] {
                expectClose(found[slice, 1], [wanted[0] + wanted[1], wanted[2] + wanted[3]])
                expectClose(found[slice, 2], [wanted[0] + wanted[2], wanted[1] + wanted[3]])
            }
        }
        #expect(abs(smoothed.logProbabilityOfEvidence - expected.logLikelihood) < 1e-10)
    }

    @Test("an old observation is forgotten at the rate of the model, down to the long-run share")
    func stationary() throws {
        let gilbert = try Self.gilbert()
        // 0.1 / (0.1 + 0.4) of the time it fails; what was seen fades by 1 - 0.1 - 0.4 a step.
        let share = 0.2
        let predicted = try gilbert.predicted([Evidence([0: 0])], steps: 60)
        for step in 1...60 {
            let wanted = share + (1 - share) * Foundation.pow(0.5, Double(step))
            expectClose(predicted[step, 0], [wanted, 1 - wanted], within: 1e-13)
        }
        expectClose(try gilbert.predicted([], steps: 1)[0, 0], [0.05, 0.95])
    }

    @Test("slices are named and ordered, and the first has its own tables")
    func unrolling() throws {
        let network = try Self.gilbert()
        let one = try network.unrolled(slices: 1)
        #expect(one.nodes.map(\.variable.name) == ["status[0]", "test[0]"])
        #expect(one.nodes[0].table == [0.05, 0.95] && one.nodes[0].parents.isEmpty)
        let four = try network.unrolled(slices: 4)
        #expect(four.nodes.count == 8)
        #expect(try four.index(of: "status[3]") == network.index(of: 0, inSlice: 3))
        #expect(four.nodes[6].parents == [4])
        #expect(four.nodes[6].table == [0.6, 0.4, 0.1, 0.9])
        #expect(four.nodes[7].parents == [6])
    }

    @Test("the junction tree of many slices stays as narrow as that of a few")
    func width() throws {
        let status = ["FAIL", "OK"]
        var generator = SeededGenerator(seed: 9)
        // Three components in a row, each leaning on its neighbour and its own past, and a page
        // that needs all three.
        var nodes: [DynamicNetwork.Node] = try (0..<3).map { index in
            let initial = index == 0 ? [] : [index - 1]
            let parents: [DynamicNetwork.Parent] =
                [.previousSlice(index)] + initial.map { .sameSlice($0) }
            return DynamicNetwork.Node(
                variable: try DiscreteVariable(name: "c\(index)", states: status),
                initialParents: initial,
                initialTable: (0..<(1 << initial.count)).flatMap { _ in Self.row(2, &generator) },
                parents: parents,
                table: (0..<(1 << parents.count)).flatMap { _ in Self.row(2, &generator) })
        }
        let page = try DiscreteVariable(name: "page", states: status)
        nodes.append(
            .init(
                timeless: .init(
                    variable: page, parents: [0, 1, 2],
                    table: (0..<8).flatMap { _ in Self.row(2, &generator) })))
        let network = try DynamicNetwork(nodes: nodes)
        let trees = try [50, 100, 200].map {
            try JunctionTree(compiling: network.unrolled(slices: $0))
        }
        let widest = trees.map { $0.cliques.map(\.count).max() ?? 0 }
        // The interface between slices has three variables: one more member is needed for each
        // step across it, and the page's family has four.
        #expect(widest.allSatisfy { $0 <= 5 })
        #expect(widest[0] == widest[2])
        let entries = trees.map { Double($0.entryCount) }
        #expect(abs(entries[1] / entries[0] - 2) < 0.1)
        #expect(abs(entries[2] / entries[1] - 2) < 0.05)
        let failures = (0..<200).map { $0 % 7 == 0 ? Evidence([3: 0]) : Evidence() }
        let smoothed = try network.smoothed(failures)
        #expect(smoothed.logProbabilityOfEvidence < 0)
        for slice in smoothed.slices {
            for variable in 0..<4 {
                #expect(abs(smoothed[slice, variable].reduce(0, +) - 1) < 1e-12)
            }
        }
    }

    @Test("networks and questions that make no sense are refused")
    func refusals() throws {
        let gilbert = try Self.gilbert()
        var nodes = gilbert.nodes
        nodes[0].parents = [.previousSlice(2)]
        #expect(
            throws: DynamicNetworkError.unknownParent(
                variable: "status", parentIndex: 2, nodeCount: 2)
        ) { try DynamicNetwork(nodes: nodes) }
        nodes[0].parents = [.sameSlice(1)]
        #expect(throws: DynamicNetworkError.self) { try DynamicNetwork(nodes: nodes) }
        // The same link from the slice before is no cycle.
        nodes[0].parents = [.previousSlice(1)]
        #expect(throws: Never.self) { try DynamicNetwork(nodes: nodes) }
        nodes[0].parents = []
        #expect(
            throws: DynamicNetworkError.network(
                .tableSize(variable: "status[1]", expected: 2, found: 4))
        ) { try DynamicNetwork(nodes: nodes) }
        nodes = [gilbert.nodes[0], gilbert.nodes[0]]
        #expect(throws: DynamicNetworkError.network(.duplicateVariable("status[0]"))) {
            try DynamicNetwork(nodes: nodes)
        }
        #expect(throws: DynamicNetworkError.tooFewSlices(0, needed: 1)) {
            try gilbert.unrolled(slices: 0)
        }
        #expect(throws: DynamicNetworkError.tooFewSlices(0, needed: 1)) {
            try gilbert.smoothed([])
        }
        #expect(throws: DynamicNetworkError.self) { try gilbert.unrolled(slices: .max) }
        #expect(throws: DynamicNetworkError.self) {
            try gilbert.predicted([Evidence()], steps: .max)
        }
        #expect(
            throws: DynamicNetworkError.network(.unknownVariableIndex(2, variableCount: 2))
        ) { try gilbert.smoothed([Evidence([2: 0]), Evidence()]) }
        #expect(throws: DynamicNetworkError.self) { try gilbert.filtered([Evidence([0: 5])]) }
    }
}
