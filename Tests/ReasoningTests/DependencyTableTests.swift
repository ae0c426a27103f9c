import Ontology
import Testing

@testable import Reasoning

@Suite("Dependency tables")
struct DependencyTableTests {
    private let states = ["x", "y"]
    private let parents = [["a", "b", "c"], ["k", "l"]]

    private func knowledge(_ rows: [DependencyKnowledge.Row], leak: Double = 0)
        -> DependencyKnowledge
    {
        DependencyKnowledge(
            subject: "test#T", property: "result", parents: ["p", "q"], rows: rows, leak: leak)
    }

    @Test("the first row that fits decides, whatever comes later")
    func firstRowDecides() throws {
        let rows: [DependencyKnowledge.Row] = [
            .init(when: [["b"], ["l"]], distribution: ["x": 1]),
            .init(when: [["b", "c"], []], distribution: ["x": 0.25, "y": 0.75]),
            .init(when: [[], ["k"]], distribution: ["x": 0.5, "y": 0.5]),
            .init(when: [[], []], distribution: ["y": 1]),
        ]
        let table = try knowledge(rows).table(states: states, parentStates: parents)
        // a,k  a,l  b,k  b,l  c,k  c,l
        #expect(
            table == [0.5, 0.5, 0, 1, 0.25, 0.75, 1, 0, 0.25, 0.75, 0.25, 0.75])
    }

    @Test("a table by rows equals the table of a search for each combination")
    func agreesWithSearch() throws {
        let rows: [DependencyKnowledge.Row] = [
            .init(when: [["c"], []], distribution: ["x": 0.1, "y": 0.9]),
            .init(when: [[], ["l"]], distribution: ["x": 0.2, "y": 0.8]),
            .init(when: [["a"], ["k"]], distribution: ["x": 0.3, "y": 0.7]),
            .init(when: [[], []], distribution: ["x": 0.4, "y": 0.6]),
        ]
        var expected = [Double]()
        for first in parents[0] {
            for second in parents[1] {
                let row = try #require(
                    rows.first { row in
                        (row.when[0].isEmpty || row.when[0].contains(first))
                            && (row.when[1].isEmpty || row.when[1].contains(second))
                    })
                expected += states.map { row.distribution[$0] ?? 0 }
            }
        }
        #expect(try knowledge(rows).table(states: states, parentStates: parents) == expected)
    }

    @Test("the leak is spread evenly and every row still sums to 1")
    func leak() throws {
        let table = try knowledge(
            [.init(when: [[], []], distribution: ["x": 1])], leak: 0.1
        ).table(states: states, parentStates: parents)
        #expect(abs(table[0] - 0.95) < 1e-15)
        #expect(abs(table[1] - 0.05) < 1e-15)
    }

    @Test("a row that does not sum to 1, an unknown value, a gap and a wrong leak are refused")
    func refusals() {
        #expect(throws: ReasoningError.invalidRow(subject: "T.result", row: 0, sum: 0.9)) {
            try knowledge([.init(when: [[], []], distribution: ["x": 0.9])])
                .table(states: states, parentStates: parents)
        }
        #expect(throws: ReasoningError.unknownValue(subject: "T.result", value: "z")) {
            try knowledge([.init(when: [[], []], distribution: ["z": 1])])
                .table(states: states, parentStates: parents)
        }
        #expect(throws: ReasoningError.unknownValue(subject: "T.result", value: "m")) {
            try knowledge([.init(when: [["m"], []], distribution: ["x": 1])])
                .table(states: states, parentStates: parents)
        }
        #expect(throws: ReasoningError.uncovered(subject: "T.result", values: ["b", "k"])) {
            try knowledge([
                .init(when: [["a"], []], distribution: ["x": 1]),
                .init(when: [[], ["l"]], distribution: ["x": 1]),
            ])
            .table(states: states, parentStates: parents)
        }
        #expect(throws: ReasoningError.rowShape(subject: "T.result", row: 0)) {
            try knowledge([.init(when: [[]], distribution: ["x": 1])])
                .table(states: states, parentStates: parents)
        }
        #expect(throws: ReasoningError.invalidLeak(subject: "T.result", leak: 2)) {
            try knowledge([.init(when: [[], []], distribution: ["x": 1])], leak: 2)
                .table(states: states, parentStates: parents)
        }
    }
}
