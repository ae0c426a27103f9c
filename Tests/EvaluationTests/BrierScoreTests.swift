import NetworkLab
import Testing

@testable import Evaluation

@Suite("The Brier score of the classes")
struct BrierScoreTests {
    private func score(_ said: [(String, Double)], truth: String, also: [String] = []) -> Double {
        BrierScore.score(
            said.map {
                .init(
                    className: CauseClass(cause: $0.0).rawValue, cause: $0.0, probability: $0.1)
            }, Sample.truth(truth, also: also))
    }

    @Test("certainty in the truth scores 0, certainty in another class 2")
    func ends() {
        #expect(score([("S2", 1)], truth: "S2") == 0)
        #expect(score([("P2", 1)], truth: "S2") == 2)
        #expect(score([], truth: "S2") == 2)
    }

    @Test("causes of one class count together")
    func sameClass() {
        #expect(score([("S2", 0.5), ("S3", 0.5)], truth: "S2") == 0)
        #expect(score([("P1", 0.25), ("P2", 0.25), ("S1", 0.5)], truth: "S2") == 0.5)
    }

    @Test("even odds over five classes score what the formula says")
    func uniform() {
        let said = ["none", "L1", "D1", "P1", "S1"].map { ($0, 0.2) }
        #expect(abs(score(said, truth: "D2") - (0.64 + 4 * 0.04)) < 1e-12)
    }

    @Test("the classes of an honest pair are one outcome")
    func pair() {
        let said = [("S1", 0.55), ("P3", 0.35), ("L5", 0.1)]
        #expect(abs(score(said, truth: "P3", also: ["S1", "P2"]) - (0.01 + 0.01)) < 1e-12)
        #expect(abs(score(said, truth: "P3") - (0.65 * 0.65 + 0.55 * 0.55 + 0.01)) < 1e-12)
    }

    @Test("what is missing to 1 counts as an outcome that never happens")
    func remainder() {
        #expect(abs(score([("S1", 0.9)], truth: "S1") - (0.01 + 0.01)) < 1e-12)
        #expect(score([("S1", 1.0001)], truth: "S1") < 1e-7)
    }

    @Test("the expected score is least for the probabilities that are true", arguments: 0...10)
    func proper(_ tenths: Int) {
        let chance = 0.7
        func expected(_ said: Double) -> Double {
            let words = [("S1", said), ("P1", 1 - said)]
            return chance * score(words, truth: "S1") + (1 - chance) * score(words, truth: "P1")
        }
        #expect(expected(chance) <= expected(Double(tenths) / 10) + 1e-12)
    }
}

@Suite("Shares and their certainty")
struct ProportionTests {
    @Test("the interval is the one that scipy computes")
    func peer() throws {
        // scipy.stats.binomtest(8, 10).proportion_ci(method="wilson"), and (0, 20).
        let eight = try #require(Proportion(8, of: 10).interval)
        #expect(abs(eight.lowerBound - 0.4901625) < 1e-6)
        #expect(abs(eight.upperBound - 0.9433178) < 1e-6)
        let none = try #require(Proportion(0, of: 20).interval)
        #expect(none.lowerBound == 0)
        #expect(abs(none.upperBound - 0.1611252) < 1e-6)
    }

    @Test("the interval of a share mirrors that of the rest", arguments: 0...12)
    func mirror(_ part: Int) throws {
        let one = try #require(Proportion(part, of: 12).interval)
        let other = try #require(Proportion(12 - part, of: 12).interval)
        #expect(abs(one.lowerBound - (1 - other.upperBound)) < 1e-12)
        #expect(one.contains(Double(part) / 12))
    }

    @Test("more cases with the same share narrow the interval")
    func narrower() throws {
        let few = try #require(Proportion(9, of: 10).interval)
        let many = try #require(Proportion(900, of: 1000).interval)
        #expect(many.upperBound - many.lowerBound < (few.upperBound - few.lowerBound) / 5)
    }
}

@Suite("Whether probabilities mean what they say")
struct ReliabilityTableTests {
    @Test("statements that come true as often as they say have no calibration error")
    func calibrated() throws {
        let table = ReliabilityTable((0..<10).map { (0.8, $0 < 8) })
        #expect(try #require(table.expectedCalibrationError) < 1e-12)
    }

    @Test("certainty that is never right is off by 1")
    func worst() {
        let table = ReliabilityTable([(1, false), (1, false)])
        #expect(table.expectedCalibrationError == 1)
        #expect(table.bins.last?.right == Proportion(0, of: 2))
    }

    @Test("a probability on an edge belongs to the bin above, and every statement to one bin")
    func edges() {
        let table = ReliabilityTable(ReliabilityTable.edges.map { ($0, true) })
        #expect(table.bins.map(\.right.whole) == [1, 1, 1, 1, 1, 1, 2])
    }
}
