import BayesianNetworks
import Foundation
import Testing

@Suite("Networks and their checks")
struct BayesianNetworkTests {
    private func variable(_ name: String, _ states: [String] = ["yes", "no"]) throws
        -> DiscreteVariable
    {
        try DiscreteVariable(name: name, states: states)
    }

    @Test("variables need states, each of another name, also when decoded")
    func variables() throws {
        #expect(throws: BayesianNetworkError.noStates(variable: "a")) { try variable("a", []) }
        #expect(throws: BayesianNetworkError.duplicateState(variable: "a", state: "x")) {
            try variable("a", ["x", "y", "x"])
        }
        let good = try variable("a", ["x", "y"])
        let encoded = try JSONEncoder().encode(good)
        #expect(try JSONDecoder().decode(DiscreteVariable.self, from: encoded) == good)
        let bad = Data(#"{"name":"a","states":["x","x"]}"#.utf8)
        #expect(throws: BayesianNetworkError.self) {
            try JSONDecoder().decode(DiscreteVariable.self, from: bad)
        }
    }

    @Test("a cycle is named along its edges")
    func cycle() throws {
        let table = [0.5, 0.5, 0.5, 0.5]
        let error = #expect(throws: BayesianNetworkError.self) {
            try BayesianNetwork(nodes: [
                .init(variable: variable("root"), table: [0.5, 0.5]),
                .init(variable: variable("a"), parents: [3], table: table),
                .init(variable: variable("b"), parents: [1], table: table),
                .init(variable: variable("c"), parents: [2], table: table),
                .init(variable: variable("leaf"), parents: [3], table: table),
            ])
        }
        guard case .cycle(let names) = error else {
            Issue.record("another error: \(String(describing: error))")
            return
        }
        // Each a parent of the next: a -> b -> c -> a, from wherever it is entered.
        let start = try #require(names.firstIndex(of: "a"))
        #expect(Array(names[start...] + names[..<start]) == ["a", "b", "c"])
        #expect(error?.description.contains("cycle") == true)
    }

    @Test("unknown and repeated parents, repeated names and wrong table sizes are refused")
    func structure() throws {
        #expect(
            throws: BayesianNetworkError.unknownParent(
                variable: "a", parentIndex: 4, nodeCount: 1)
        ) {
            try BayesianNetwork(nodes: [
                .init(variable: variable("a"), parents: [4], table: [1, 0])
            ])
        }
        #expect(throws: BayesianNetworkError.repeatedParent(variable: "b", parent: "a")) {
            try BayesianNetwork(nodes: [
                .init(variable: variable("a"), table: [1, 0]),
                .init(
                    variable: variable("b"), parents: [0, 0],
                    table: [Double](repeating: 0.5, count: 8)),
            ])
        }
        #expect(throws: BayesianNetworkError.duplicateVariable("a")) {
            try BayesianNetwork(nodes: [
                .init(variable: variable("a"), table: [1, 0]),
                .init(variable: variable("a"), table: [1, 0]),
            ])
        }
        #expect(throws: BayesianNetworkError.tableSize(variable: "a", expected: 2, found: 3)) {
            try BayesianNetwork(nodes: [.init(variable: variable("a"), table: [1, 0, 0])])
        }
    }

    @Test("a wrong row is named by the states of the parents")
    func rows() throws {
        func network(
            _ rows: [Double], _ sums: BayesianNetwork.RowSums = .asGiven(tolerance: 1e-9)
        ) throws -> BayesianNetwork {
            try BayesianNetwork(
                nodes: [
                    .init(variable: variable("a", ["x", "y", "z"]), table: [0.2, 0.3, 0.5]),
                    .init(variable: variable("b"), table: [0.5, 0.5]),
                    .init(variable: variable("c"), parents: [0, 1], table: rows),
                ], rowSums: sums)
        }
        var rows = [Double](repeating: 0.5, count: 12)
        rows[7] = 0.501
        let given: [BayesianNetworkError.Finding] = [
            .init(variable: "a", state: "y"), .init(variable: "b", state: "no"),
        ]
        #expect(
            throws: BayesianNetworkError.rowSum(
                variable: "c", given: given, sum: 1.001, tolerance: 1e-9)
        ) { try network(rows) }
        #expect(throws: BayesianNetworkError.self) {
            try network(rows, .normalized(tolerance: 1e-4))
        }
        let kept = try network(rows, .asGiven(tolerance: 1e-2))
        #expect(kept.nodes[2].table[7] == 0.501)
        let normalized = try network(rows, .normalized(tolerance: 1e-2))
        #expect(abs(normalized.nodes[2].table[7] - 0.501 / 1.001) < 1e-15)
        for bad in [-0.1, .nan, .infinity] {
            rows[7] = bad
            let error = #expect(throws: BayesianNetworkError.self) { try network(rows) }
            guard case .invalidProbability("c", given, "no", _) = error else {
                Issue.record("another error: \(String(describing: error))")
                continue
            }
        }
    }

    @Test("rows never seen become uniform and are reported")
    func unseen() throws {
        let network = try BayesianNetwork(nodes: [
            .init(variable: variable("a", ["x", "y"]), table: [0.25, 0.75]),
            .init(
                variable: variable("b", ["r", "s", "t", "u"]), parents: [0],
                table: [0, 0, 0, 0, 0.1, 0.2, 0.3, 0.4]),
        ])
        #expect(network.unseenRows.map(\.variable) == [1])
        #expect(network.unseenRows.map(\.parentStates) == [[0]])
        #expect(network.nodes[1].table == [0.25, 0.25, 0.25, 0.25, 0.1, 0.2, 0.3, 0.4])
    }
}
