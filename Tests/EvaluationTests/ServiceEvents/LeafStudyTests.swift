import AnomalyLocalization
import Evaluation
import Foundation
import NumericKernels
import Testing

@Suite("Study of leaf tables")
struct LeafStudyTests {
    @Test("a generator gives the same tables for a seed, with causes that cover leaves")
    func generators() throws {
        var first = Xoshiro256(seed: 5)
        var second = Xoshiro256(seed: 5)
        let one = try LeafScaling.large.instance(&first)
        let other = try LeafScaling.large.instance(&second)
        #expect(one.table.actual == other.table.actual)
        #expect(one.causes == other.causes)
        #expect(one.table.count == 36_000)
        #expect((1...5).contains(one.causes.count))
        #expect(one.causes.allSatisfy { $0.count == 4 })
        let ripple = try LeafRipple(order: 2, elements: 3).instance(&first)
        #expect(ripple.causes.count == 3)
        #expect(ripple.causes.allSatisfy { $0.count == 2 })
        let quiet = try LeafIncident(event: .nothing, isRatio: true).instance(&first)
        #expect(quiet.causes.isEmpty)
    }

    @Test("on tables that nothing was tuned on the published best is passed")
    func families() throws {
        var study = LeafStudy()
        study.tables = 6
        study.seed = 20_261_121
        let scores = Dictionary(
            uniqueKeysWithValues: try study.run().scores.map { ($0.family, $0.f1) })
        #expect(try #require(scores["S"]) >= 0.75)
        #expect(try #require(scores["L"]) >= 0.85)
        #expect(try #require(scores["B0"]) >= 0.97)
    }

    @Test("the score counts exact matches, and its error is the jackknife")
    func score() {
        var score = LeafScore(family: "f")
        score.add(truth: ["a", "b"], found: ["a", "c"], milliseconds: 1)
        score.add(truth: ["d"], found: ["d"], milliseconds: 3)
        #expect((score.right, score.wrong, score.missed) == (2, 1, 1))
        #expect(abs(score.f1 - 2.0 / 3) < 1e-12)
        // Without the first 1, without the second ½.
        #expect(abs(score.f1Error - 0.25) < 1e-12)
        #expect(score.meanMilliseconds == 2)
    }

    /// The tables beside the checkout; nil where there are none.
    private static let folder: String? = {
        let root = URL(filePath: #filePath).appending(path: "../../../../../shared").standardized
        let folder = root.appending(path: "data/localization").path
        return FileManager.default.fileExists(atPath: folder + "/truth.csv") ? folder : nil
    }()

    @Test(
        "on the published tables the best public methods are passed",
        .enabled(if: folder != nil, "there is no ../shared/data/localization beside the checkout"))
    func published() throws {
        let folder = try #require(Self.folder)
        let scores = Dictionary(
            uniqueKeysWithValues: try LeafTableGrading().run(folder: folder).scores.map {
                ($0.family, $0.f1)
            })
        #expect(try #require(scores["S"]) >= 0.75)
        #expect(try #require(scores["L"]) >= 0.85)
        #expect(try #require(scores["B0"]) >= 0.97)
    }

    @Test("a folder without a truth says so")
    func missing() {
        #expect(throws: LeafTableGrading.Problem.self) {
            try LeafTableGrading().run(folder: "/nonexistent")
        }
    }
}
