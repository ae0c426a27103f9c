import Foundation
import NumericKernels
import Testing

@testable import NoisyOr

@Suite("evidence of a fault")
struct FaultEvidenceTests {
    private let prior = BetaDistribution(alpha: 0.1, beta: 100)

    @Test("requests, failures and what is explained add up over the rows")
    func sums() throws {
        let patterns = try ObservationPatterns.of(
            faults: 3, leak: 0.01,
            [
                (true, 4, [(0, 1), (1, 0.5)]), (false, 10, [(0, 1)]), (true, 2, [(1, 0.5)]),
                (false, 7, [(1, 0.5), (2, 1)]),
            ])
        let posteriors = [(2.0, 6.0), (1.0, 9.0), (0.1, 100)].map {
            BetaDistribution(alpha: $0.0, beta: $0.1)
        }
        let evidence = try FaultEvidence(
            patterns: patterns, posteriors: posteriors, priors: try FaultPriors(all: prior))
        #expect(evidence.requests == [14, 13, 7])
        #expect(evidence.failures == [4, 6, 0])
        let first = 1 - 0.99 * (1 - 0.25) * (1 - 0.5 * 0.1)
        let second = 1 - 0.99 * (1 - 0.5 * 0.1)
        #expect(abs(evidence.explained[0] - 4 * 0.25 / first) < 1e-12)
        #expect(abs(evidence.explained[1] - (4 * 0.05 / first + 2 * 0.05 / second)) < 1e-12)
        #expect(evidence.explained[2] == 0)
        #expect(abs(evidence.leaked - (4 * 0.01 / first + 2 * 0.01 / second)) < 1e-12)
    }

    @Test(
        "what is lost is the likelihood at the mean less that at the background", arguments: 0..<3)
    func lost(index: Int) throws {
        let instance = try ReferenceFixture.load().instances[index]
        let patterns = try instance.patterns()
        let priors = try instance.faultPriors()
        var method = CoordinateAscent(priors: priors)
        let found = try method.estimate(patterns)
        let backgrounds = [Double](repeating: 1e-3, count: instance.faults)
        let evidence = try #require(try method.evidence(backgrounds: backgrounds))
        var unused = [Double](repeating: 0, count: instance.faults)
        let means = found.posteriors.map(\.mean)
        let full = patterns.logLikelihood(means: means, slopes: &unused)
        #expect(abs(full - found.logLikelihood) < 1e-8)
        for fault in 0..<instance.faults {
            var changed = means
            changed[fault] = 1e-3
            let expected = full - patterns.logLikelihood(means: changed, slopes: &unused)
            if means[fault] > 1e-3 {
                #expect(abs(evidence.lost[fault] - max(0, expected)) < 1e-6)
            } else {
                #expect(evidence.lost[fault] == 0)
            }
        }
        let again = try FaultEvidence(
            patterns: patterns, posteriors: found.posteriors, priors: priors,
            backgrounds: backgrounds)
        #expect(zip(again.lost, evidence.lost).allSatisfy { abs($0 - $1) < 1e-6 })
        let losses = evidence.ranking.map { evidence.lost[$0] }
        #expect(losses == losses.sorted(by: >))
    }

    @Test("two faults that always come together: each is dispensable, the pair is not")
    func takingOver() throws {
        let patterns = try ObservationPatterns.of(
            faults: 3, leak: 1e-3,
            [
                (true, 500, [(0, 1), (1, 1)]), (false, 1000, [(0, 1), (1, 1)]),
                (false, 5000, [(2, 1)]), (true, 30, [(2, 1)]),
            ])
        var method = CoordinateAscent(priors: try FaultPriors(all: prior))
        _ = try method.estimate(patterns)
        let evidence = try #require(try method.evidence())
        let loser = evidence.lost[0] >= evidence.lost[1] ? 0 : 1
        let refitted = evidence.lostAfterRefitting(loser)
        #expect(evidence.lost[loser] > 100)
        #expect(refitted < 0.5 * evidence.lost[loser])
        #expect(evidence.lostAfterRefitting(2) > 0.9 * evidence.lost[2])
    }

    @Test("the refitted loss is what an optimiser finds with the fault held", arguments: 0..<2)
    func refitted(index: Int) throws {
        let instance = try ReferenceFixture.load().instances[index]
        let patterns = try instance.patterns()
        let priors = try instance.faultPriors()
        var configuration = CoordinateAscent.Configuration()
        configuration.tolerance = 1e-9
        var method = CoordinateAscent(priors: priors, configuration: configuration)
        let found = try method.estimate(patterns)
        let evidence = try #require(try method.evidence())
        let objective = try NoisyOrObjective(patterns: patterns, priors: priors)
        let count = instance.faults
        for fault in evidence.ranking.prefix(3) {
            // The fault held at its prior, which has the background as its mean and costs nothing.
            let start =
                found.posteriors.map { log($0.alpha) } + found.posteriors.map { log($0.beta) }
            var point = start
            point[fault] = log(priors[fault].alpha)
            point[count + fault] = log(priors[fault].beta)
            let held = LimitedMemoryBFGS().minimize(from: point) { x, gradient in
                let value = objective.value(at: x, gradient: &gradient)
                for i in gradient.indices { gradient[i] = -gradient[i] }
                gradient[fault] = 0
                gradient[count + fault] = 0
                return -value
            }
            let penalty = BetaDivergence(found.posteriors[fault], from: priors[fault]).value
            let expected = found.objective + penalty + held.value
            // Only faults that share a failing row follow.
            let loss = evidence.lostAfterRefitting(fault, sweeps: 200)
            #expect(loss > expected - 1e-3)
            #expect(loss < expected + 0.05 * abs(expected) + 0.05)
            #expect(loss < evidence.lost[fault] + 1e-6)
        }
    }

    @Test("a summary has the interval, the odds and the counts")
    func summary() throws {
        let patterns = try ObservationPatterns.of(
            faults: 1, leak: 1e-3, [(true, 100, [(0, 1)]), (false, 900, [(0, 1)])])
        var method = CoordinateAscent(priors: try FaultPriors(all: prior))
        let found = try method.estimate(patterns)
        let evidence = try #require(try method.evidence())
        let summary = evidence.summary(of: 0, posterior: found.posteriors[0])
        #expect(summary.low < summary.mean && summary.mean < summary.high)
        // 100 of 1000, and a prior of 100 pseudo-observations against.
        #expect(summary.high - summary.low < 0.04)
        #expect(summary.exact.logOdds > 50)
        #expect(summary.logBayesFactor > summary.exact.logOdds)
        #expect(summary.odds > 1e20)
        #expect(summary.requests == 1000 && summary.failures == 100)
        #expect(summary.explained > 95 && summary.explained <= 100)
        #expect(summary.lost > 100)
    }

    @Test("backgrounds and posteriors that do not fit are refused")
    func refusals() throws {
        let patterns = try ObservationPatterns.of(faults: 1, leak: 0.1, [])
        let priors = try FaultPriors(all: prior)
        #expect(throws: NoisyOrError.badSetting(name: "a background rate", value: 1)) {
            try FaultEvidence(
                patterns: patterns, posteriors: [prior], priors: priors, backgrounds: [1])
        }
        #expect(throws: NoisyOrError.unequalLengths(what: "posteriors", found: 0, expected: 1)) {
            try FaultEvidence(patterns: patterns, posteriors: [], priors: priors)
        }
        #expect(throws: NoisyOrError.self) {
            try FaultEvidence(
                patterns: patterns, posteriors: [BetaDistribution(alpha: .nan, beta: 1)],
                priors: priors)
        }
    }
}
