import Ontology
import Testing

@testable import Reasoning

@Suite("Comparison of knowledge on held-out failures")
struct LearningComparisonTests {
    private typealias Example = LearningExample

    @Test("confidence of the true knowledge is its accuracy, and no other knowledge scores better")
    func truthIsCalibrated() throws {
        let truth = Example.truth(isDependent: true)
        let cases = try Example.cases(10_000, from: truth, seed: 3)
        let score = try KnowledgeScore(of: truth, on: cases, scope: Example.scope)
        #expect(score.calibrationError < 0.02)
        let manual = try KnowledgeScore(of: Example.manual, on: cases, scope: Example.scope)
        #expect(score.logScore > manual.logScore && score.brierScore < manual.brierScore)
        #expect(score.confusion.reduce(0) { $0 + $1.reduce(0, +) } == 10_000)
        let right = score.confusion.indices.reduce(0) { $0 + score.confusion[$1][$1] }
        #expect(abs(score.accuracy - right / 10_000) < 1e-12)
    }

    @Test("recall and precision are those of the thesis' table")
    func recallAndPrecision() throws {
        let explanations = Example.scope.explanations
        let matrix: [[Double]] = [
            [1738, 11, 0, 0], [97, 1888, 25, 49], [36, 1, 3066, 1], [0, 3, 0, 804],
        ]
        var items = [ExplanationPrediction.Case]()
        for (truth, row) in matrix.enumerated() {
            for (diagnosis, count) in row.enumerated() {
                let probabilities = explanations.indices.map { $0 == diagnosis ? 0.7 : 0.1 }
                items.append(
                    .init(
                        probabilities: probabilities, truth: truth, weight: count,
                        isContradicted: false))
            }
        }
        let score = KnowledgeScore(ExplanationPrediction(cases: items), scope: Example.scope)
        #expect(score.recall.map { ($0 * 100).rounded() } == [99, 92, 99, 100])
        #expect(score.precision.map { ($0 * 100).rounded() } == [93, 99, 99, 94])
        #expect((score.accuracy * 100).rounded() == 97)
        #expect(
            score.bins.count == 1 && abs(score.calibrationError - abs(0.7 - score.accuracy)) < 1e-12
        )
    }

    @Test("knowledge is not better than itself, nor on few cases")
    func notBetter() throws {
        let truth = Example.truth(isDependent: false)
        let cases = try Example.cases(500, from: truth, seed: 4)
        let same = try KnowledgeComparison(
            old: truth, new: truth, on: cases, scope: Example.scope)
        #expect(!same.isBetter && same.gain.mean == 0 && same.gain.standardError == 0)
        let few = try KnowledgeComparison(
            old: Example.manual, new: truth, on: Array(cases.prefix(29)), scope: Example.scope)
        #expect(!few.isBetter)
        let worse = try KnowledgeComparison(
            old: truth, new: Example.manual, on: cases, scope: Example.scope)
        #expect(!worse.isBetter && worse.gain.mean < 0)
        let better = try KnowledgeComparison(
            old: Example.manual, new: truth, on: cases, scope: Example.scope)
        #expect(better.isBetter && better.reason == nil)
    }

    @Test("the interval of a difference holds the true one in about 95 of 100 samples")
    func intervalIsHonest() {
        var held = 0
        for seed in 0..<400 {
            var generator = LearningGenerator(seed: UInt64(seed))
            // Log scores of ln 0.5 against ln 0.25 or ln 0.75, even odds: the mean is known.
            let old = (0..<200).map { _ in
                ExplanationPrediction.Case(
                    probabilities: [0.5, 0.5], truth: 0, weight: 1, isContradicted: false)
            }
            let new = (0..<200).map { _ in
                let share = generator.chance(0.5) ? 0.25 : 0.75
                return ExplanationPrediction.Case(
                    probabilities: [share, 1 - share], truth: 0, weight: 1, isContradicted: false)
            }
            let difference = PairedDifference(
                from: ExplanationPrediction(cases: old), to: ExplanationPrediction(cases: new))
            if difference.atLeast <= -0.1438410362258904 { held += 1 }
        }
        // Binomial with 400 and 0.95: 366 to 393 in all but one of 1,000 experiments.
        #expect((366...393).contains(held))
    }

    @Test("a case stays on its side of a split by name, and the latest are held out by time")
    func splits() throws {
        let cases = (0..<3000).map {
            DiagnosisCase(id: "case \($0)", values: [:], time: Int64(-$0))
        }
        let split = CaseSplit.byName(seed: 1)
        let (training, heldOut) = split.parts(of: cases, heldOutShare: 0.3)
        #expect(training.count + heldOut.count == 3000 && (820...980).contains(heldOut.count))
        let again = split.parts(of: Array(cases.prefix(100).reversed()), heldOutShare: 0.3).heldOut
        #expect(
            Set(again.map(\.id)) == Set(heldOut.map(\.id)).intersection(cases.prefix(100).map(\.id))
        )
        let other = CaseSplit.byName(seed: 2).parts(of: cases, heldOutShare: 0.3).heldOut
        #expect(Set(other.map(\.id)) != Set(heldOut.map(\.id)))
        let late = CaseSplit.byTime.parts(of: cases, heldOutShare: 0.1).heldOut
        #expect(Set(late.map(\.id)) == Set(cases.prefix(300).map(\.id)))
    }
}
