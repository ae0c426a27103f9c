import BayesianNetworks
import Testing

@Suite("Learning tables by expectation maximization")
struct ExpectationMaximizationTests {
    private struct Reference: Decodable {
        struct Case: Decodable {
            var pseudoCount: Double
            var logLikelihoods: [Double]
            var objectives: [Double]
            var tables: [[Double]]
            var heldOut: Double
        }
        var stateCounts: [Int]
        var parents: [[Int]]
        var start: [[Double]]
        var records: [[Int?]]
        var weights: [Double]
        var heldOut: [[Int?]]
        var cases: [Case]

        func network() throws -> BayesianNetwork {
            let nodes = try stateCounts.indices.map { index in
                BayesianNetwork.Node(
                    variable: try DiscreteVariable(
                        name: "v\(index)", states: (0..<stateCounts[index]).map(String.init)),
                    parents: parents[index], table: start[index])
            }
            return try BayesianNetwork(nodes: nodes)
        }
    }

    @Test("forty iterations agree with an implementation that enumerates the joint distribution")
    func independentImplementation() throws {
        let reference = try FixtureFiles.decoded(Reference.self, "em_reference.json")
        let network = try reference.network()
        var records = ObservedRecords(of: network)
        for (record, weight) in zip(reference.records, reference.weights) {
            try records.add(record, weight: weight)
        }
        #expect(reference.cases.count == 2)
        for expected in reference.cases {
            let outcome = try ExpectationMaximization(
                prior: .symmetric(expected.pseudoCount), maximumIterations: 40,
                relativeTolerance: 0
            ).learn(from: network, records: records)
            #expect(outcome.iterations == 40 && !outcome.hasConverged)
            for (value, wanted) in zip(outcome.logLikelihoods, expected.logLikelihoods) {
                #expect(abs(value - wanted) < 1e-9)
            }
            for (value, wanted) in zip(outcome.objectives, expected.objectives) {
                #expect(abs(value - wanted) < 1e-9)
            }
            for (node, table) in zip(outcome.network.nodes, expected.tables) {
                for (value, wanted) in zip(node.table, table) {
                    #expect(abs(value - wanted) < 1e-10)
                }
            }
            let heldOut = try ObservedRecords(reference.heldOut, of: network)
            let score = try outcome.network.logLikelihood(of: heldOut)
            #expect(abs(score - expected.heldOut) < 1e-9)
            #expect(expected.logLikelihoods[40] > expected.logLikelihoods[0] + 5)
        }
    }

    @Test("with nothing missing it is counting", arguments: [DirichletPrior.none, .symmetric(0.3)])
    func completeRecords(_ prior: DirichletPrior) throws {
        let garden = try CountLearningTests.garden()
        let records = try ObservedRecords(CountLearningTests.days, of: garden)
        let counted = try CountLearning(prior: prior).learn(garden, from: records)
        let outcome = try ExpectationMaximization(prior: prior).learn(
            from: garden, records: records)
        #expect(outcome.network.nodes == counted.network.nodes)
        #expect(outcome.network.unseenRows == counted.network.unseenRows)
        #expect(outcome.tables.counts == counted.counts)
        #expect(outcome.hasConverged && outcome.iterations <= 2)
    }

    @Test("the objective never falls, whatever is missing", arguments: 0..<6)
    func monotone(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed) + 100)
        let document = try BIFReader().read(try FixtureFiles.bytes("shuffled.bif"))
        let truth = try document.network.withRandomTables(using: &generator)
        var records = ObservedRecords(of: truth)
        for _ in 0..<80 {
            let record = truth.sample(using: &generator)
            try records.add(record.map { generator.unit() < 0.5 ? nil : $0 })
        }
        let start = try truth.withRandomTables(using: &generator)
        let prior: DirichletPrior = seed % 2 == 0 ? .none : .equivalentSampleSize(2)
        let outcome = try ExpectationMaximization(prior: prior, maximumIterations: 25).learn(
            from: start, records: records)
        for (before, after) in zip(outcome.objectives, outcome.objectives.dropFirst()) {
            #expect(after >= before - 1e-9 * abs(before))
        }
        if seed % 2 == 0 { #expect(outcome.objectives == outcome.logLikelihoods) }
        #expect(outcome.objectives.count > 3)
        let score = try outcome.network.logLikelihood(of: records)
        #expect(abs(score - outcome.logLikelihoods[outcome.iterations]) < 1e-9)
    }

    @Test("tables are found again from records with a quarter of the values missing")
    func recovery() throws {
        var generator = SeededGenerator(seed: 11)
        let truth = try CountLearningTests.garden().withRandomTables(using: &generator)
        var records = ObservedRecords(of: truth)
        for _ in 0..<40_000 {
            let record = truth.sample(using: &generator)
            try records.add(record.map { generator.unit() < 0.25 ? nil : $0 })
        }
        // 3 x 3 x 4 values with missing ones: no more patterns than that, whatever the records.
        #expect(records.distinctCount <= 36)
        let start = try truth.withRandomTables(using: &generator)
        let outcome = try ExpectationMaximization(maximumIterations: 500).learn(
            from: start, records: records)
        #expect(outcome.hasConverged)
        for (index, node) in outcome.network.nodes.enumerated() {
            for (entry, value) in node.table.enumerated() {
                let row = outcome.tables.experience[index][entry / node.variable.stateCount]
                // Fewer values are known than the expected counts say; hence the factor.
                #expect(
                    abs(value - truth.nodes[index].table[entry]) < 8 * (0.25 / row).squareRoot())
            }
        }
        let best = try truth.logLikelihood(of: records)
        #expect(outcome.logLikelihoods[outcome.iterations] >= best)
    }

    @Test("a cause that is never observed is learned from its effects, up to its name")
    func hiddenVariable() throws {
        var generator = SeededGenerator(seed: 5)
        let yesNo = ["yes", "no"]
        func effect(_ name: String, _ table: [Double]) throws -> BayesianNetwork.Node {
            .init(
                variable: try DiscreteVariable(name: name, states: yesNo), parents: [0],
                table: table)
        }
        let truth = try BayesianNetwork(nodes: [
            .init(
                variable: DiscreteVariable(name: "cause", states: yesNo), parents: [],
                table: [0.3, 0.7]),
            effect("first", [0.9, 0.1, 0.2, 0.8]), effect("second", [0.85, 0.15, 0.1, 0.9]),
            effect("third", [0.7, 0.3, 0.25, 0.75]),
        ])
        var records = ObservedRecords(of: truth)
        for _ in 0..<50_000 {
            var record = truth.sample(using: &generator)
            record[0] = nil
            try records.add(record)
        }
        #expect(records.distinctCount == 8)
        let start = try truth.withRandomTables(using: &generator)
        let outcome = try ExpectationMaximization(
            maximumIterations: 5000, relativeTolerance: 1e-12
        ).learn(from: start, records: records)
        let learned = outcome.network.nodes
        let isSwapped = learned[0].table[0] > 0.5
        for (node, wanted) in zip(learned, truth.nodes) {
            let width = 2
            let table =
                isSwapped
                ? (node.parents.isEmpty
                    ? node.table.reversed() : Array(node.table[width...] + node.table[..<width]))
                : node.table
            for (value, right) in zip(table, wanted.table) { #expect(abs(value - right) < 0.03) }
        }
    }

    @Test("an impossible record is named, and scores minus infinity")
    func impossibleRecord() throws {
        let variable = try DiscreteVariable(name: "v", states: ["a", "b"])
        let other = try DiscreteVariable(name: "w", states: ["a", "b"])
        let network = try BayesianNetwork(nodes: [
            .init(variable: variable, parents: [], table: [1, 0]),
            .init(variable: other, parents: [0], table: [1, 0, 0.5, 0.5]),
        ])
        for record in [[1, 0], [nil, 1]] as [[Int?]] {
            let records = try ObservedRecords([record], of: network)
            #expect(throws: LearningError.impossibleRecord(record)) {
                try ExpectationMaximization().learn(from: network, records: records)
            }
            #expect(try network.logLikelihood(of: records) == -.infinity)
        }
        let possible = try ObservedRecords([[nil, 0], [0, 0]], of: network)
        #expect(try network.logLikelihood(of: possible) == 0)
        #expect(throws: LearningError.self) {
            try ExpectationMaximization(maximumIterations: 0).learn(
                from: network, records: possible)
        }
    }
}
