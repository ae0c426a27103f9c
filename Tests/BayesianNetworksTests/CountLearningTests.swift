import BayesianNetworks
import Foundation
import Testing

@Suite("Learning tables by counting")
struct CountLearningTests {
    /// Rain makes grass wet, and so does the sprinkler; tables do not matter.
    static func garden() throws -> BayesianNetwork {
        let yesNo = ["yes", "no"]
        return try BayesianNetwork.withUniformTables([
            (DiscreteVariable(name: "rain", states: yesNo), []),
            (DiscreteVariable(name: "sprinkler", states: yesNo), []),
            (DiscreteVariable(name: "grass", states: ["wet", "damp", "dry"]), [0, 1]),
        ])
    }

    static let days: [[Int?]] = [
        [0, 0, 0], [0, 1, 0], [0, 1, 0], [0, 1, 1], [1, 1, 2], [1, 1, 2], [1, 1, 1], [1, 1, 2],
    ]

    @Test("without a prior the tables are relative frequencies")
    func frequencies() throws {
        let garden = try Self.garden()
        let records = try ObservedRecords(Self.days, of: garden)
        #expect(records.distinctCount == 5 && records.totalWeight == 8)
        let learned = try CountLearning().learn(garden, from: records)
        #expect(learned.network.nodes[0].table == [0.5, 0.5])
        #expect(learned.network.nodes[1].table == [0.125, 0.875])
        let third = 1.0 / 3
        let twoThirds = 2.0 / 3
        let grass: [Double] = [
            1, 0, 0, twoThirds, third, 0, third, third, third, 0, 0.25, 0.75,
        ]
        #expect(learned.network.nodes[2].table == grass)
        #expect(learned.counts[2] == [1, 0, 0, 2, 1, 0, 0, 0, 0, 0, 1, 3])
        #expect(learned.experience[2] == [1, 3, 0, 4])
        // Sprinkler on without rain never occurred: uniform, and said so.
        #expect(learned.network.unseenRows.map(\.variable) == [2])
        #expect(learned.network.unseenRows.map(\.parentStates) == [[1, 0]])
    }

    @Test("pseudo-counts are added to every count, and leave no row unseen")
    func priors() throws {
        let garden = try Self.garden()
        let records = try ObservedRecords(Self.days, of: garden)
        let laplace = try CountLearning(prior: .symmetric(1)).learn(garden, from: records)
        #expect(laplace.network.nodes[1].table == [0.2, 0.8])
        let afterRain: [Double] = [0.5, 2.0 / 6, 1.0 / 6]
        #expect(Array(laplace.network.nodes[2].table[3..<6]) == afterRain)
        #expect(laplace.network.unseenRows.isEmpty)
        // Twelve records over four rows of three states: one an entry; six an entry of a root.
        let spread = try CountLearning(prior: .equivalentSampleSize(12)).learn(
            garden, from: records)
        #expect(spread.network.nodes[1].table == [0.35, 0.65])
        #expect(spread.network.nodes[2].table == laplace.network.nodes[2].table)
        let given = try CountLearning(
            prior: .pseudoCounts([[0, 0], [3, 1], [Double](repeating: 0.5, count: 12)])
        ).learn(garden, from: records)
        let third = 1.0 / 3
        let twoThirds = 2.0 / 3
        #expect(given.network.nodes[1].table == [third, twoThirds])
        #expect(Array(given.network.nodes[2].table[0..<3]) == [0.6, 0.2, 0.2])
    }

    @Test("learning in two steps with the experience kept equals learning at once")
    func sequentialLearning() throws {
        let garden = try Self.garden()
        let all = try ObservedRecords(Self.days, of: garden)
        let once = try CountLearning(prior: .symmetric(0.5)).learn(garden, from: all)
        let first = try CountLearning(prior: .symmetric(0.5)).learn(
            garden, from: ObservedRecords(Array(Self.days.prefix(3)), of: garden))
        let second = try CountLearning(prior: .experienceTables(first.experience)).learn(
            first.network, from: ObservedRecords(Array(Self.days.dropFirst(3)), of: garden))
        for (left, right) in zip(once.network.nodes, second.network.nodes) {
            for (a, b) in zip(left.table, right.table) { #expect(abs(a - b) < 1e-15) }
        }
        for (left, right) in zip(once.experience, second.experience) {
            for (a, b) in zip(left, right) { #expect(abs(a - b) < 1e-12) }
        }
        // A strong belief in old tables hardly moves.
        let stubborn = try CountLearning(prior: .experience(1e9)).learn(first.network, from: all)
        for (left, right) in zip(stubborn.network.nodes, first.network.nodes) {
            for (a, b) in zip(left.table, right.table) { #expect(abs(a - b) < 1e-7) }
        }
    }

    @Test("a weighted record counts as often as its weight says")
    func weights() throws {
        let garden = try Self.garden()
        var weighted = ObservedRecords(of: garden)
        try weighted.add([0, 0, 0], weight: 3)
        try weighted.add([1, 1, 2], weight: 0.5)
        try weighted.add([1, 1, 0], weight: 0)
        #expect(weighted.distinctCount == 2 && weighted.totalWeight == 3.5)
        let learned = try CountLearning().learn(garden, from: weighted)
        let wanted: [Double] = [3.0 / 3.5, 0.5 / 3.5]
        #expect(learned.network.nodes[0].table == wanted)
    }

    @Test("records and priors that do not fit are refused")
    func refusals() throws {
        let garden = try Self.garden()
        var records = ObservedRecords(of: garden)
        #expect(throws: LearningError.recordLength(found: 2, expected: 3)) {
            try records.add([0, 1])
        }
        #expect(
            throws: LearningError.unknownState(variable: "grass", index: 3, stateCount: 3)
        ) { try records.add([0, 1, 3]) }
        #expect(
            throws: LearningError.unknownState(variable: "rain", index: -1, stateCount: 2)
        ) { try records.add([-1, 1, 0]) }
        #expect(throws: LearningError.invalidWeight(-1)) { try records.add([0, 1, 0], weight: -1) }
        #expect(throws: LearningError.invalidWeight(.infinity)) {
            try records.add([0, 1, 0], weight: .infinity)
        }
        try records.add([0, nil, 2])
        #expect(throws: LearningError.missingValue(variable: "sprinkler")) {
            try CountLearning().learn(garden, from: records)
        }
        let empty = ObservedRecords(of: garden)
        #expect(throws: LearningError.invalidPseudoCount(variable: nil, value: -1)) {
            try CountLearning(prior: .symmetric(-1)).learn(garden, from: empty)
        }
        #expect(
            throws: LearningError.pseudoCountShape(variable: "sprinkler", found: 0, expected: 2)
        ) { try CountLearning(prior: .pseudoCounts([[1, 1]])).learn(garden, from: empty) }
        #expect(throws: LearningError.self) {
            try CountLearning(prior: .pseudoCounts([[1, 1], [1, .nan], []])).learn(
                garden, from: empty)
        }
    }

    @Test("no records and no prior leave every row unseen and uniform")
    func nothing() throws {
        let garden = try Self.garden()
        let learned = try CountLearning().learn(garden, from: ObservedRecords(of: garden))
        #expect(learned.network.unseenRows.count == 6)
        #expect(learned.network.nodes[2].table.allSatisfy { $0 == 1 / 3.0 })
    }

    @Test("counting many records drawn from a network finds its tables again")
    func recovery() throws {
        var generator = SeededGenerator(seed: 3)
        let truth = try Self.garden().withRandomTables(using: &generator)
        var records = ObservedRecords(of: truth)
        for _ in 0..<40_000 { try records.add(truth.sample(using: &generator)) }
        let learned = try CountLearning().learn(truth, from: records)
        for (index, node) in learned.network.nodes.enumerated() {
            let width = node.variable.stateCount
            for (entry, value) in node.table.enumerated() {
                let wanted = truth.nodes[index].table[entry]
                // Five standard deviations of a relative frequency.
                let spread = (wanted * (1 - wanted) / learned.experience[index][entry / width])
                #expect(abs(value - wanted) < 5 * spread.squareRoot() + 1e-9)
            }
        }
    }
}

extension BayesianNetwork {
    /// A record drawn from the network.
    func sample(using generator: inout SeededGenerator) -> [Int?] {
        var states = [Int](repeating: 0, count: count)
        for index in topologicalOrder {
            let node = nodes[index]
            var row = 0
            for parent in node.parents { row = row * stateCount(of: parent) + states[parent] }
            let width = node.variable.stateCount
            states[index] = generator.category(node.table[row * width..<(row + 1) * width])
        }
        return states
    }
}
