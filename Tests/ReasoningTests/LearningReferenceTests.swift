import Foundation
import Ontology
import Testing

@testable import Reasoning

/// The learner against an enumeration in Python: `Fixtures/learning_reference.py`.
@Suite("Learning of shared tables")
struct LearningReferenceTests {
    private struct Reference: Decodable {
        struct Case: Decodable {
            var id: String
            var values: [String: String]
            var labelled: String?
            var weight: Double
        }
        var strength: Double
        var doubt: Double
        var old: [String: [Double]]
        var cases: [Case]
        var tables: [String: [Double]]
        var logLikelihoods: [Double]
        var objective: Double
    }

    private static let ontology = ComponentOntology(
        classes: ["Route", "Hop", "Probe"].map {
            ComponentClass(uri: OntologyURI("test#" + $0))
        },
        properties: [
            PropertyDefinition(name: "status", kind: .descriptive(range: ["OK", "FAIL"])),
            PropertyDefinition(
                name: "result", kind: .descriptive(range: ["good", "slow", "lost"])),
            PropertyDefinition(
                name: "first", kind: .relationship(range: "test#Hop", symmetric: nil)),
            PropertyDefinition(
                name: "second", kind: .relationship(range: "test#Hop", symmetric: nil)),
            PropertyDefinition(
                name: "probe", kind: .relationship(range: "test#Probe", symmetric: "hop")),
            PropertyDefinition(
                name: "hop", kind: .relationship(range: "test#Hop", symmetric: nil)),
        ])

    private static func knowledge(_ tables: [String: [Double]]) -> [DependencyKnowledge] {
        [
            ("Hop", "status", [], "hop", ["OK", "FAIL"], []),
            ("Probe", "result", ["hop.status"], "probe", ["good", "slow", "lost"], [2]),
            (
                "Route", "status", ["first.status", "second.status"], "route", ["OK", "FAIL"],
                [2, 2]
            ),
        ].map { (name, property, parents: [PropertyPath], table, states, shape: [Int]) in
            LearningExample.piece(name, property, parents, []).with(
                table: tables[table] ?? [], states: states,
                parentStates: shape.map { _ in ["OK", "FAIL"] }, source: "")
        }
    }

    @Test(
        "tables that two paths share agree with an enumeration of all worlds",
        arguments: [4096, 0])
    func agreesWithEnumeration(mostHiddenStates: Int) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let reference = try JSONDecoder().decode(
            Reference.self,
            from: Data(contentsOf: folder.appending(path: "Fixtures/learning_reference.json")))
        let scope = LearningScope(
            inputClass: "test#Route",
            explanations: [.init(path: "first.status"), .init(path: "second.status")],
            ontology: Self.ontology)
        let cases = reference.cases.map { item in
            DiagnosisCase(
                id: item.id,
                values: Dictionary(
                    uniqueKeysWithValues: item.values.map { (PropertyPath($0.key), $0.value) }),
                label: item.labelled.map { CaseLabel(path: PropertyPath($0), origin: .rule("")) },
                weight: item.weight)
        }
        var learner = KnowledgeLearner()
        learner.strength = reference.strength
        learner.doubt = reference.doubt
        learner.leastCount = 0
        learner.learnsFromUnlabelled = true
        learner.maximumIterations = 3000
        learner.relativeTolerance = 0
        learner.mostHiddenStates = mostHiddenStates
        let outcome = try learner.learn(
            from: cases, old: Self.knowledge(reference.old), scope: scope)

        // Cases taken apart count less as missing than an enumeration does: from the same likelihood a
        // shorter way leads to the same tables.
        let first = zip(outcome.logLikelihoods.prefix(1), reference.logLikelihoods)
        #expect(first.allSatisfy { abs($0 - $1) < 1e-9 })
        #expect(abs(try #require(outcome.objectives.last) - reference.objective) < 1e-9)
        #expect(outcome.learned.count == 3)
        #expect(outcome.cases == 80)
        let expected = Self.knowledge(reference.tables)
        for (own, other) in zip(outcome.knowledge, expected) {
            #expect(own.parents == other.parents && own.rows.count == other.rows.count)
            for (row, otherRow) in zip(own.rows, other.rows) {
                for (value, probability) in otherRow.distribution {
                    #expect(abs((row.distribution[value] ?? 0) - probability) < 1e-5)
                }
            }
        }
        #expect(
            zip(outcome.objectives, outcome.objectives.dropFirst()).allSatisfy { $1 > $0 - 1e-9 })
    }
}
