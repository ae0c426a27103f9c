import Foundation
import Ontology
import Testing

@testable import Reasoning

/// The tables of the CAPRI thesis, which are not part of the project.
///
/// They lie in the folder that `CULPRIT_SHARED` names, or in `shared` beside the package.
private struct ThesisTables: Decodable {
    struct Table: Decodable {
        struct Entry: Decodable {
            var parents: [String]
            var value: String
            var p: Double
        }
        var subject: String
        var property: String
        var parents: [String]
        var entries: [Entry]

        /// Rows as printed, divided by their sums; what was never seen is left to a uniform row.
        var knowledge: DependencyKnowledge {
            var rows = [[String]: [String: Double]]()
            for entry in entries { rows[entry.parents, default: [:]][entry.value] = entry.p }
            let values = Set(entries.map(\.value))
            return LearningExample.piece(
                subject, property, parents.map { PropertyPath($0) },
                rows.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, row in
                    let sum = row.values.reduce(0, +)
                    return (
                        key.map { [$0] },
                        sum > 0
                            ? row.mapValues { $0 / sum }
                            : Dictionary(
                                uniqueKeysWithValues: values.map { ($0, 1 / Double(values.count)) })
                    )
                })
        }
    }
    var manual: [Table]
    var learned: [Table]

    static var file: URL {
        let folder =
            ProcessInfo.processInfo.environment["CULPRIT_SHARED"].map { URL(filePath: $0) }
            ?? URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared")
        return folder.appending(path: "reference/capri/dependency-knowledge.json")
    }

    static var arePresent: Bool { FileManager.default.fileExists(atPath: file.path) }
}

@Suite("The thesis' tables")
struct LearningThesisTests {
    private static let codes = ["0", "2", "13", "14", "20", "21", "22", "30", "42", "71", "72"]
    private static let results = [
        "LOOKUP_ERROR_CONFIRMED", "LOOKUP_ERROR_UNCONFIRMED", "CORRECT", "INCORRECT",
        "LOOKUP_ERROR", "ALIAS",
    ]

    /// The example's ontology with the thesis' ranges.
    private static var scope: LearningScope {
        var ontology = LearningExample.ontology
        ontology.merge(
            ComponentOntology(
                classes: [],
                properties: [
                    PropertyDefinition(name: "ffoxErrorCode", kind: .descriptive(range: codes)),
                    PropertyDefinition(
                        name: "dnsLookupResult", kind: .descriptive(range: results)),
                ]))
        return LearningScope(
            inputClass: LearningExample.scope.inputClass,
            explanations: LearningExample.scope.explanations, ontology: ontology)
    }

    /// The manual table of error codes is not legible in our copy; this one is what somebody might write
    /// who knows what the codes mean.
    private static var errorCodes: DependencyKnowledge {
        let parents = ["localNet", "httpServer", "dnsLookup", "ipRouting"].map {
            PropertyPath("httpConn.\($0).status")
        }
        return LearningExample.piece(
            "Firefox_Error_Test", "ffoxErrorCode", parents,
            [
                (
                    [["FAIL"], [], [], []],
                    ["30": 0.4, "14": 0.3, "13": 0.1, "2": 0.1, "20": 0.05, "71": 0.05]
                ),
                ([[], [], ["FAIL"], []], ["30": 0.8, "14": 0.1, "13": 0.05, "2": 0.05]),
                ([[], [], [], ["FAIL"]], ["14": 0.8, "2": 0.1, "20": 0.05, "71": 0.05]),
                ([[], ["FAIL"], [], []], ["13": 0.4, "14": 0.4, "2": 0.1, "20": 0.1]),
                ([[], [], [], []], ["0": 1]),
            ])
    }

    @Test(
        "knowledge learned from 20,000 failures drawn from the thesis' learned tables beats the manual one",
        .enabled(if: ThesisTables.arePresent, "the thesis' tables are absent: set CULPRIT_SHARED"))
    func learnsThesis() throws {
        let tables = try JSONDecoder().decode(
            ThesisTables.self, from: Data(contentsOf: ThesisTables.file))
        let manual = tables.manual.map(\.knowledge) + [Self.errorCodes]
        let truth = tables.learned.map(\.knowledge)
        let cases = try LearningExample.cases(30_000, from: truth, seed: 31, scope: Self.scope)
        var round = KnowledgePublication()
        round.split = .byTime
        let start = ContinuousClock.now
        let outcome = try round.round(
            of: cases, old: manual, scope: Self.scope, version: 2, time: 1_176_096_867_041)
        let elapsed = ContinuousClock.now - start
        let report = outcome.report
        let comparison = try #require(report.comparison)
        let best = try KnowledgeScore(
            of: truth, on: Array(cases.suffix(10_000)), scope: Self.scope)
        print(
            """
            thesis: learned from \(report.training), compared on \(report.heldOut), in \(elapsed)
              accuracy \(comparison.before.accuracy) -> \(comparison.after.accuracy), truth \(best.accuracy)
              log score \(comparison.before.logScore) -> \(comparison.after.logScore), truth \(best.logScore)
              calibration error \(comparison.before.calibrationError) -> \(comparison.after.calibrationError)
              recall \(comparison.before.recall) -> \(comparison.after.recall)
              precision \(comparison.before.precision) -> \(comparison.after.precision)
              added \(report.added.map(\.paths)), refused \(report.refused.map(\.paths))
            """)
        #expect(report.isPublished && report.training == 20_000)
        #expect(comparison.after.accuracy > comparison.before.accuracy)
        // As good as the tables that the failures were drawn from, within what chance allows.
        #expect(comparison.after.accuracy > best.accuracy - 0.005)
        #expect(comparison.after.calibrationError < 0.02)
        #expect(report.added.isEmpty)
    }
}
