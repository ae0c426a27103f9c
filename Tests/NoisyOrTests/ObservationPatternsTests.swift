import NoisyOr
import NumericKernels
import Testing

@Suite("observation patterns")
struct ObservationPatternsTests {
    private func refusal(
        faults: Int = 2, leak: Double = 0.1, failed: [Bool] = [true], weights: [Double]? = nil,
        offsets: [Int32] = [0, 1], mentions: [Int32] = [0], strengths: [Float] = [1]
    ) -> NoisyOrError? {
        do {
            _ = try ObservationPatterns(
                faultCount: faults, leak: leak, failed: failed, weights: weights, offsets: offsets,
                faults: mentions, strengths: strengths)
            return nil
        } catch {
            return error
        }
    }

    @Test("what no model could mean is refused, with the place")
    func refusals() {
        #expect(refusal() == nil)
        #expect(refusal(leak: 1) == .badLeak(1))
        #expect(refusal(leak: -0.1) == .badLeak(-0.1))
        guard case .badLeak = refusal(leak: .nan) else {
            Issue.record("a leak that is no number was taken")
            return
        }
        #expect(refusal(mentions: [2]) == .unknownFault(index: 2, observation: 0))
        #expect(refusal(mentions: [-1]) == .unknownFault(index: -1, observation: 0))
        #expect(refusal(strengths: [0]) == .badStrength(0, observation: 0))
        #expect(refusal(strengths: [1.5]) == .badStrength(1.5, observation: 0))
        guard case .badStrength = refusal(strengths: [.nan]) else {
            Issue.record("a strength that is no number was taken")
            return
        }
        #expect(refusal(weights: [0]) == .badWeight(0, observation: 0))
        #expect(refusal(weights: [.infinity]) == .badWeight(.infinity, observation: 0))
        guard case .badWeight = refusal(weights: [.nan]) else {
            Issue.record("a weight that is no number was taken")
            return
        }
        #expect(
            refusal(offsets: [0, 2], mentions: [1, 1], strengths: [1, 1])
                == .repeatedFault(index: 1, observation: 0))
        #expect(refusal(offsets: [0, 3]) == .brokenOffsets(observation: 0))
        #expect(refusal(offsets: [1, 1]) == .brokenOffsets(observation: 0))
        #expect(refusal(offsets: [0, 0]) == .brokenOffsets(observation: 0))
        #expect(
            refusal(offsets: [0]) == .unequalLengths(what: "offsets", found: 1, expected: 2))
        #expect(
            refusal(strengths: []) == .unequalLengths(what: "strengths", found: 0, expected: 1))
        #expect(
            refusal(weights: [1, 1]) == .unequalLengths(what: "weights", found: 2, expected: 1))
    }

    @Test("a failure that names nothing is impossible without a leak, and possible with one")
    func impossibleFailure() {
        #expect(
            refusal(leak: 0, offsets: [0, 0], mentions: [], strengths: [])
                == .impossibleFailure(observation: 0))
        #expect(refusal(leak: 0.01, offsets: [0, 0], mentions: [], strengths: []) == nil)
        #expect(
            refusal(leak: 0, failed: [false], offsets: [0, 0], mentions: [], strengths: []) == nil)
    }

    @Test("a block of nothing is a block")
    func empty() throws {
        let patterns = try ObservationPatterns.of(faults: 3, leak: 0.1, [])
        #expect(patterns.count == 0)
        #expect(patterns.folded() == patterns)
    }

    @Test("folding joins rows that differ in nothing but the order of their faults")
    func folding() throws {
        let patterns = try ObservationPatterns.of(
            faults: 3, leak: 0.1,
            [
                (true, 1, [(0, 0.5), (2, 1)]),
                (false, 1, [(0, 0.5), (2, 1)]),
                (true, 2, [(2, 1), (0, 0.5)]),
                (true, 1, [(0, 0.5)]),
                (true, 1, [(0, 0.25), (2, 1)]),
                (false, 4, [(0, 0.5), (2, 1)]),
            ])
        let folded = patterns.folded()
        #expect(folded.count == 4)
        #expect(folded.failed == [true, false, true, true])
        #expect(folded.weights == [3, 5, 1, 1])
        #expect(folded.faults == [0, 2, 0, 2, 0, 0, 2])
        #expect(folded.folded() == folded)
    }

    @Test("folding leaves the likelihood and its slopes as they were")
    func foldedLikelihood() throws {
        var generator = Xoshiro256(seed: 5)
        let rows = (0..<20_000).map { _ in
            let first = Int32(generator.index(below: 10))
            let second = Int32(10 + generator.index(below: 10))
            return (
                generator.uniform() < 0.2, 1.0,
                [(second, Float(0.5)), (first, generator.uniform() < 0.5 ? 1 : 0.25)]
            )
        }
        let patterns = try ObservationPatterns.of(faults: 20, leak: 0.01, rows)
        let folded = patterns.folded()
        #expect(folded.count <= 400)
        #expect(folded.weights.reduce(0, +) == 20_000)
        let means = (0..<20).map { 0.01 + 0.02 * Double($0) }
        var slopes = [Double](repeating: 0, count: 20)
        var foldedSlopes = slopes
        let value = patterns.logLikelihood(means: means, slopes: &slopes)
        let foldedValue = folded.logLikelihood(means: means, slopes: &foldedSlopes)
        #expect(abs(value - foldedValue) < 1e-8)
        for (one, other) in zip(slopes, foldedSlopes) {
            #expect(abs(one - other) < 1e-8 * max(1, abs(one)))
        }
    }
}
