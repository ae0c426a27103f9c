import BayesianNetworks
import Foundation
import Testing

/// Knowledge as agents exchange it: entries by label in any order, a combination never seen zero.
@Suite("Learned tables of error codes")
struct LearnedErrorCodesTests {
    private struct Knowledge: Decodable {
        struct Table: Decodable {
            struct Entry: Decodable {
                var parents: [String]
                var value: String
                var p: Double
            }
            var subject: String
            var parents: [String]
            var entries: [Entry]
        }
        var learned: [Table]
    }

    private static let never = ["FAIL", "OK", "FAIL", "OK"]

    private func check(_ table: Knowledge.Table) throws {
        let status = ["FAIL", "OK"]
        let codes = table.entries.map(\.value).reduce(into: [String]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        let structure = try BayesianNetwork.withUniformTables(
            table.parents.map { (try DiscreteVariable(name: $0, states: status), []) }
                + [
                    (
                        try DiscreteVariable(name: table.subject, states: codes),
                        Array(table.parents.indices)
                    )
                ])
        var records = ObservedRecords(of: structure)
        for entry in table.entries {
            let states = entry.parents.map { status.firstIndex(of: $0) }
            try records.add(states + [codes.firstIndex(of: entry.value)], weight: entry.p)
        }
        let network = try CountLearning().learn(structure, from: records).network
        #expect(network.unseenRows.map(\.variable) == [4])
        #expect(network.unseenRows.map(\.parentStates) == [Self.never.map { $0 == "OK" ? 1 : 0 }])
        let learned = network.nodes[4].table
        let width = codes.count
        for entry in table.entries {
            var row = 0
            for state in entry.parents { row = row * 2 + (state == "OK" ? 1 : 0) }
            let value = learned[row * width + (codes.firstIndex(of: entry.value) ?? 0)]
            if entry.parents == Self.never {
                #expect(entry.p == 0 && value == 1 / Double(width))
            } else {
                // Printed with six digits, rows miss one by up to 7e-6.
                #expect(abs(value - entry.p) < 1e-5)
            }
        }
        // The report survives the exchange format.
        let text = BIFWriter().text(of: network, name: "error codes")
        let again = try BIFReader().read(text)
        #expect(again.network.unseenRows == network.unseenRows)
        #expect(again.notes == [.unseen(variable: table.subject, rows: [5])])
        // A prior speaks where no record does.
        let prior = try CountLearning(prior: .symmetric(0.1)).learn(structure, from: records)
        #expect(prior.network.unseenRows.isEmpty)
    }

    @Test("the combination that was never seen becomes uniform and is reported")
    func ownTable() throws {
        let knowledge = try FixtureFiles.decoded(Knowledge.self, "error_codes.json")
        try check(try #require(knowledge.learned.first))
    }

    @Test(
        "so it does in the table of browser error codes that the thesis learned",
        .enabled(if: ReferenceFiles.arePresent, ReferenceFiles.reason))
    func thesisTable() throws {
        let bytes = try ReferenceFiles.bytes("capri/dependency-knowledge.json")
        let knowledge = try JSONDecoder().decode(Knowledge.self, from: Data(bytes))
        let table = knowledge.learned.first { $0.subject == "Firefox_Error_Test" }
        try check(try #require(table))
    }
}
