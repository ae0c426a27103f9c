import Foundation
import NetworkLab
import Testing

@testable import Evaluation

@Suite("The summary of a lab")
struct LabSummaryTests {
    @Test("it agrees with numpy, scikit-learn and scipy on made-up outcomes")
    func secondMethod() throws {
        let fixture = try SummaryFixture.read()
        let expected = fixture.expected
        let summary = LabSummary(
            fixture.runs.map { ScenarioGrade($0.outcome, everything: $0.everything) })

        #expect(summary.classAccuracy == Proportion(expected.classRight, of: expected.graded))
        #expect(summary.causeAccuracy == Proportion(expected.causeRight, of: expected.graded))
        #expect(summary.unanswered == expected.graded - expected.answered)
        #expect(summary.honestPairs == expected.honestPairs)
        #expect(summary.falseAlarms.part == expected.falseAlarms)
        #expect(near(summary.brierScore, expected.brier))
        for (proportion, interval) in [
            (summary.classAccuracy, expected.classInterval),
            (summary.causeAccuracy, expected.causeInterval),
        ] {
            #expect(near(proportion.interval?.lowerBound, interval[0]))
            #expect(near(proportion.interval?.upperBound, interval[1]))
        }
        for (truth, row) in expected.confusion {
            for (said, count) in row {
                let said = said == "no answer" ? nil : said
                #expect(summary.classConfusion.count(truth: truth, said: said) == count)
            }
        }
        check(summary.causeReliability, expected.causeReliability)
        check(summary.classReliability, expected.classReliability)
        check(summary.cost, expected.cost)
        check(summary.tests, expected.tests)
        #expect(near(summary.trialSeconds.spent, expected.seconds.sum))
        #expect(near(summary.trialSeconds.median, expected.seconds.median))
        #expect(near(summary.longestTrial, expected.seconds.longest))
    }

    private func check(_ table: ReliabilityTable, _ expected: SummaryFixture.Reliability) {
        #expect(table.bins.map(\.right.whole) == expected.bins.map(\.count))
        for (bin, other) in zip(table.bins, expected.bins) where other.count > 0 {
            #expect(near(bin.meanProbability, other.mean))
            #expect(near(bin.right.share, other.right))
        }
        #expect(near(table.expectedCalibrationError, expected.error))
    }

    private func check(_ spending: Spending, _ expected: SummaryFixture.Spent) {
        #expect(near(spending.spent, expected.spent))
        #expect(near(spending.mean, expected.mean))
        #expect(near(spending.median, expected.median))
        #expect(near(spending.everything, expected.everything))
        #expect(near(spending.ratio, expected.ratio))
    }

    private func near(_ one: Double?, _ other: Double?) -> Bool {
        guard let one, let other else { return one == nil && other == nil }
        return abs(one - other) <= 1e-9 * max(1, abs(other))
    }

    @Test("confusion counts every graded run once, and its diagonal the exact classes")
    func confusionSums() throws {
        let grades = try SummaryFixture.read().grades
        let summary = LabSummary(grades)
        let cells = summary.classConfusion.cells
        #expect(cells.reduce(0) { $0 + $1.count } == summary.classAccuracy.whole)
        #expect(
            summary.wrongCauses.cells.reduce(0) { $0 + $1.count }
                == summary.causeAccuracy.whole - summary.causeAccuracy.part)
        #expect(
            summary.byClass.reduce(0) { $0 + $1.classRight.whole } == summary.classAccuracy.whole)
        #expect(summary.byClass.reduce(0) { $0 + $1.causeRight.part } == summary.causeAccuracy.part)
        let mean = summary.byClass.reduce(0) { $0 + $1.brierScore * Double($1.classRight.whole) }
        #expect(near(mean / Double(summary.classAccuracy.whole), summary.brierScore))
    }

    @Test("the order of the runs changes no figure")
    func order() throws {
        let grades = try SummaryFixture.read().grades
        let forward = LabSummary(grades)
        let backward = LabSummary(grades.reversed())
        #expect(near(forward.brierScore, backward.brierScore))
        #expect(forward.byClass.map(\.causeRight) == backward.byClass.map(\.causeRight))
        #expect(forward.cost.median == backward.cost.median)
        #expect(
            forward.causeReliability.bins.map(\.right)
                == backward.causeReliability.bins.map(\.right))
    }

    @Test("what was not made or not proved is counted apart and nowhere else")
    func notGraded() {
        let summary = LabSummary([
            Sample.grade(truth: "S2", said: [("S2", 0.97), ("P4", 0.03)]),
            Sample.notGraded(.notMade(reason: "no nginx")),
            Sample.notGraded(.notApplied(reason: "the page came")),
        ])
        #expect(summary.scenarios == 3)
        #expect(summary.notMade == 1)
        #expect(summary.notApplied == 1)
        #expect(!summary.isComplete)
        #expect(summary.classAccuracy == Proportion(1, of: 1))
        #expect(summary.byClass.map(\.className) == ["web-server"])
    }

    @Test("with nothing to grade there are no shares")
    func nothing() {
        let summary = LabSummary([Sample.notGraded(.notMade(reason: "no nginx"))])
        #expect(summary.classAccuracy.share == nil)
        #expect(summary.brierScore == nil)
        #expect(summary.cost.mean == nil)
        #expect(summary.causeReliability.expectedCalibrationError == nil)
        #expect(summary.everythingAccuracy == nil)
    }

    @Test("spent is compared with everything only where both runs answered")
    func pairs() {
        let summary = LabSummary([
            Sample.grade(truth: "S2", said: [("S2", 1)], tests: 2, everything: 10),
            Sample.grade(truth: "D1", said: [("D1", 1)], tests: 6),
        ])
        #expect(summary.tests.spent == 8)
        #expect(summary.tests.everything == 10)
        #expect(summary.tests.ratio == 0.2)
        #expect(summary.everythingAccuracy?.cause == Proportion(1, of: 1))
    }
}
