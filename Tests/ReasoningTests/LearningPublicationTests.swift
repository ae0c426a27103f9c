import Foundation
import Ontology
import Testing

@testable import Reasoning

@Suite("A round of learning")
struct LearningPublicationTests {
    private typealias Example = LearningExample
    private static let time: Int64 = 1_176_096_867_041

    @Test("better knowledge is published with number, date and all that was found")
    func publishes() throws {
        let cases = try Example.cases(9000, from: Example.truth(isDependent: true), seed: 11)
        let unlabelled = [DiagnosisCase(id: "?", values: ["status": "FAIL"])]
        let outcome = try KnowledgePublication().round(
            of: cases + unlabelled, old: Example.manual, scope: Example.scope, version: 4,
            time: Self.time)
        let report = outcome.report
        #expect(report.isPublished && report.reason == nil)
        #expect(report.version == 4 && report.date == "2007-04-09")
        #expect(report.labelled == 9000 && report.unlabelled == 1)
        #expect(report.training + report.heldOut == 9000)
        let comparison = try #require(report.comparison)
        #expect(comparison.after.accuracy > comparison.before.accuracy + 0.05)
        #expect(comparison.after.confusion.count == 4)
        #expect(report.added.map(\.property) == ["ffoxErrorCode"])
        #expect(try #require(report.withoutAdded).logScore < comparison.after.logScore)
        let source =
            "learned from \(KnowledgeLearner.grouped(report.training)) failures, "
            + "version 4, 2007-04-09"
        #expect(!outcome.published.isEmpty && outcome.published.allSatisfy { $0.source == source })
        // What is published is a network that diagnoses as the report says.
        let (_, heldOut) = KnowledgePublication().split.parts(of: cases, heldOutShare: 1.0 / 3)
        let score = try KnowledgeScore(of: outcome.knowledge, on: heldOut, scope: Example.scope)
        #expect(score == comparison.after)
        let data = try JSONEncoder().encode(report)
        #expect(try JSONDecoder().decode(PublicationReport.self, from: data) == report)
        print(
            "own tables: manual \(comparison.before.accuracy), learned without the dependence "
                + "\(report.withoutAdded?.accuracy ?? 0), with it \(comparison.after.accuracy); "
                + "calibration error \(comparison.before.calibrationError), "
                + "\(report.withoutAdded?.calibrationError ?? 0), \(comparison.after.calibrationError)"
        )
    }

    @Test("knowledge that is right already stays")
    func keepsGoodKnowledge() throws {
        let truth = Example.truth(isDependent: false)
        var published = 0
        for seed in 0..<20 {
            let cases = try Example.cases(1000, from: truth, seed: UInt64(2000 + seed))
            var round = KnowledgePublication()
            round.search = nil
            let outcome = try round.round(
                of: cases, old: truth, scope: Example.scope, version: 1, time: Self.time)
            if outcome.report.isPublished { published += 1 }
            if !outcome.report.isPublished {
                #expect(outcome.knowledge == truth && outcome.published.isEmpty)
                #expect(outcome.report.reason != nil)
            }
        }
        // Failures are conditioned on one cause each, so that even the truth can be bettered a little.
        #expect(published <= 5)
    }

    @Test("wrong labels do not spoil what was learned from right ones")
    func refusesWorse() throws {
        let good = try Example.cases(2000, from: Example.truth(isDependent: false), seed: 12)
        let learned = try KnowledgeLearner().learn(
            from: good, old: Example.manual, scope: Example.scope)
        // The labels of the learner's part alone are wrong: what it learns fails on the rest.
        let round = KnowledgePublication()
        let (training, heldOut) = round.split.parts(
            of: try Example.cases(2000, from: Example.truth(isDependent: false), seed: 13),
            heldOutShare: round.heldOutShare)
        let wrong = training.map { item in
            var copy = item
            copy.label = CaseLabel(path: "localNet.status", origin: .person("mallory"))
            return copy
        }
        let outcome = try round.round(
            of: wrong + heldOut, old: learned.knowledge, scope: Example.scope, version: 2,
            time: Self.time)
        #expect(!outcome.report.isPublished && outcome.knowledge == learned.knowledge)
    }

    @Test("from few failures nothing is learned")
    func tooFew() throws {
        let cases = try Example.cases(99, from: Example.truth(isDependent: false), seed: 14)
        let outcome = try KnowledgePublication().round(
            of: cases, old: Example.manual, scope: Example.scope, version: 1, time: 0)
        #expect(!outcome.report.isPublished && outcome.report.comparison == nil)
        #expect(outcome.report.reason == "99 labelled failures are too few to learn from")
    }
}
