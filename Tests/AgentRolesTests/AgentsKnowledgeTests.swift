import DMEP
import Foundation
import Ontology
import Testing

@testable import AgentRoles

@Suite("The conditional probability tables that are shipped")
struct AgentsKnowledgeTests {
    /// The values of a property by URI.
    private func ranges() throws -> [String: [String]] {
        Dictionary(
            try ShippedOntologies.files().values.flatMap(\.properties).map { ($0.name, $0.range) },
            uniquingKeysWith: { $1 })
    }

    /// Every combination of the parents' values with the distribution of the first row that fits.
    private func combinations(
        _ piece: DependencyKnowledge, _ ranges: [String: [String]]
    ) throws -> [[String]: [String: Double]] {
        var combinations = [[String]()]
        for parent in piece.parents {
            let values = try #require(ranges[parent.property])
            combinations = combinations.flatMap { start in values.map { start + [$0] } }
        }
        return try Dictionary(
            uniqueKeysWithValues: combinations.map { values in
                let row = try #require(
                    piece.rows.first { row in
                        zip(row.when, values).allSatisfy { $0.isEmpty || $0.contains($1) }
                    }, "\(piece.subject.shortName).\(piece.property) has no row for \(values)")
                return (values, row.distribution)
            })
    }

    @Test("every combination of every table sums to 1, with values that the property can take")
    func sums() throws {
        let ranges = try ranges()
        let sets = try AgentsKnowledge.shipped().sets
        #expect(sets.keys.sorted() == ["codns", "learned", "manual", "remote-vantage"])
        for piece in sets.values.joined() {
            let values = try #require(ranges[piece.property])
            for (combination, distribution) in try combinations(piece, ranges) {
                let what: Comment = "\(piece.subject.shortName).\(piece.property) \(combination)"
                #expect(abs(distribution.values.reduce(0, +) - 1) < 1e-12, what)
                #expect(distribution.values.allSatisfy { (0...1).contains($0) }, what)
                #expect(distribution.keys.allSatisfy(values.contains), what)
            }
        }
    }

    @Test("every name of every table is defined, and every parent is a walk along relationships")
    func names() throws {
        let ontology = try ShippedOntologies.ontology()
        for piece in try AgentsKnowledge.shipped().sets.values.joined() {
            #expect(ontology[piece.subject] != nil)
            #expect(ontology.sharedProperty(piece.property) != nil)
            for parent in piece.parents {
                for name in parent.relationships {
                    guard case .relationship? = ontology.sharedProperty(name)?.kind else {
                        Issue.record("\(name) is no relationship")
                        continue
                    }
                }
                #expect(ontology.sharedProperty(parent.property)?.range.isEmpty == false)
            }
        }
    }

    /// The tables as the reference has them, with short names.
    private struct Reference: Decodable {
        struct Table: Decodable {
            struct Entry: Decodable {
                let parents: [String]
                let value: String
                let p: Double
            }
            let subject: String
            let property: String
            let parents: [String]
            let entries: [Entry]
        }
        let manual: [Table]
        let learned: [Table]
        let codns: [Table]
    }

    private static let referenceFile: URL? = {
        let shared =
            ProcessInfo.processInfo.environment["CULPRIT_SHARED"].map { URL(filePath: $0) }
            ?? URL(filePath: #filePath).appending(path: "../../../../shared").standardized
        let file = shared.appending(path: "reference/capri/dependency-knowledge.json")
        return FileManager.default.fileExists(atPath: file.path) ? file : nil
    }()

    @Test(
        "the tables are those of the thesis, number by number",
        .enabled(
            if: referenceFile != nil, "the reference files are absent: set CULPRIT_SHARED"))
    func reference() throws {
        let file = try #require(Self.referenceFile)
        let reference = try JSONDecoder().decode(Reference.self, from: Data(contentsOf: file))
        let ranges = try ranges()
        var compared = 0
        for (tables, pieces) in [
            (reference.manual, try AgentsKnowledge.manual()),
            (reference.learned, try AgentsKnowledge.learned()),
            (reference.codns, try AgentsKnowledge.codns()),
        ] {
            for table in tables {
                let piece = try #require(
                    pieces.first { piece in
                        piece.subject.shortName == table.subject
                            && OntologyURI(piece.property).shortName == table.property
                            && piece.parents.map { path in
                                path.names.map { OntologyURI($0).shortName }
                                    .joined(separator: ".")
                            } == table.parents
                    }, "\(table.subject).\(table.property) is missing")
                #expect(piece.leak == 0)
                let ours = try combinations(piece, ranges)
                for (combination, entries) in Dictionary(grouping: table.entries, by: \.parents) {
                    // The one row that was never seen is ours, and checked by the other tests.
                    guard entries.contains(where: { $0.p != 0 }) else { continue }
                    for entry in entries {
                        let value = try #require(ours[combination])[entry.value] ?? 0
                        #expect(
                            abs(value - entry.p) < 1e-5,
                            "\(table.subject).\(table.property) \(combination) \(entry.value)")
                        compared += 1
                    }
                }
            }
        }
        let entries = (reference.manual + reference.learned + reference.codns)
            .map(\.entries.count).reduce(0, +)
        // All but the eleven error codes of that row.
        #expect(compared == entries - 11)
    }

    @Test("the row that was never seen lies between those with one of its failures")
    func unseenRow() throws {
        let piece = try #require(
            try AgentsKnowledge.learned().first { $0.subject.shortName == "Firefox_Error_Test" })
        let rows = try combinations(piece, ranges())
        let unseen = try #require(rows[["FAIL", "OK", "FAIL", "OK"]])
        let local = try #require(rows[["FAIL", "OK", "OK", "OK"]])
        let dns = try #require(rows[["OK", "OK", "FAIL", "OK"]])
        for (code, probability) in unseen {
            let bounds = [local[code] ?? 0, dns[code] ?? 0].sorted()
            #expect((bounds[0] - 1e-5...bounds[1] + 1e-5).contains(probability), "\(code)")
        }
    }

    @Test("our table of error codes has a row for every combination, and each code is possible")
    func manualErrorCodes() throws {
        let piece = try #require(
            try AgentsKnowledge.manual().first { $0.subject.shortName == "Firefox_Error_Test" })
        #expect(piece.leak > 0)
        #expect(piece.source.contains("judgement"))
        let rows = try combinations(piece, ranges())
        #expect(rows.count == 16)
        // What each code says first: not found the lookup, timed out the path, refused the server.
        func most(_ code: String, of combination: [String]) throws {
            let row = try #require(rows[combination])
            #expect(row.max { $0.value < $1.value }?.key == code)
        }
        try most("30", of: ["OK", "OK", "FAIL", "OK"])
        try most("14", of: ["OK", "OK", "OK", "FAIL"])
        try most("13", of: ["OK", "FAIL", "OK", "OK"])
        try most("0", of: ["OK", "OK", "OK", "OK"])
    }

    private func read(_ tables: String) throws -> AgentsKnowledge {
        try AgentsKnowledge(
            text: "schema: 1\nsets: {a: {source: s, tables: [\(tables)]}}", file: "k.yaml",
            ontologies: ShippedOntologies.files())
    }

    @Test("short names, whole URIs and relationships are read into whole URIs")
    func reading() throws {
        let short = try read(
            "{of: IP_Routing, property: status, parents: {as: asPath.status}, rows: "
                + "[{as: [OK], then: {OK: 1}}, {then: {FAIL: 1}}]}")
        let whole = try read(
            "{of: '\(ShippedOntologies.common)#IP_Routing', "
                + "property: '\(ShippedOntologies.core)#status', parents: {as: "
                + "'\(ShippedOntologies.common)#asPath|\(ShippedOntologies.core)#status'}, rows: "
                + "[{as: [OK], then: {OK: 1}}, {then: {FAIL: 1}}]}")
        #expect(short.sets == whole.sets)
        let piece = try #require(short.sets["a"]?.first)
        #expect(
            piece.parents
                == [
                    "\(ShippedOntologies.common)#asPath|\(ShippedOntologies.core)#status"
                ].map { PropertyPath($0) })
        #expect(piece.rows[0].when == [["OK"]])
        #expect(piece.rows[1].when == [[]])
        #expect(piece.source == "s")
    }

    @Test(
        "a table that cannot be used is refused with the place",
        arguments: [
            "{of: No_Class, property: status, rows: [{then: {OK: 1}}]}",
            "{of: IP_Routing, property: mood, rows: [{then: {OK: 1}}]}",
            "{of: IP_Routing, property: status, rows: [{then: {FINE: 1}}]}",
            "{of: IP_Routing, property: status, rows: [{then: {OK: 0.9}}]}",
            "{of: IP_Routing, property: status, rows: [{then: {OK: 1.5, FAIL: -0.5}}]}",
            "{of: IP_Routing, property: status, rows: [{then: {OK: nan}}]}",
            "{of: IP_Routing, property: status, rows: []}",
            "{of: IP_Routing, property: status, leak: 2, rows: [{then: {OK: 1}}]}",
            "{of: IP_Routing, property: status, rows: [{as: [OK], then: {OK: 1}}]}",
            "{of: IP_Routing, property: status, parents: {as: asPath.mood}, rows: [{then: {OK: 1}}]}",
            "{of: IP_Routing, property: status, parents: {as: asPath.status}, "
                + "rows: [{as: [FINE], then: {OK: 1}}]}",
            "{of: 'https://n.example/o#IP_Routing', property: status, rows: [{then: {OK: 1}}]}",
        ])
    func refused(table: String) throws {
        let error = #expect(throws: KnowledgeError.self) { try read(table) }
        #expect("\(try #require(error))".contains("k.yaml"))
    }
}
