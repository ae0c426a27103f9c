import Foundation
import NoisyOr
import NumericKernels
import Testing

@Suite("exact posterior of one fault")
struct SingleFaultPosteriorTests {
    /// The fault is number 0; the others' share of a failure is a fault of its own with that mean.
    private func evidence(
        _ single: ReferenceFixture.Single
    ) throws -> (FaultEvidence, BetaDistribution) {
        let prior = BetaDistribution(alpha: single.prior[0], beta: single.prior[1])
        var rows: [(Bool, Double, [(Int32, Float)])] = single.successes.map {
            (false, $0[1], [(Int32(0), Float($0[0]))])
        }
        var posteriors = [prior]
        for failure in single.failures {
            rows.append(
                (true, failure[2], [(Int32(0), Float(failure[1])), (Int32(posteriors.count), 1)]))
            posteriors.append(BetaDistribution(alpha: 1 - failure[0], beta: failure[0]))
        }
        let patterns = try ObservationPatterns.of(faults: posteriors.count, leak: 0, rows)
        var method = CoordinateAscent(priors: try FaultPriors(all: prior))
        let approximation = try method.estimate(patterns).posteriors[0]
        posteriors[0] = approximation
        return (
            try FaultEvidence(
                patterns: patterns, posteriors: posteriors, priors: try FaultPriors(all: prior)),
            approximation
        )
    }

    @Test("mean, deviation and evidence agree with mpmath's adaptive quadrature", arguments: 0..<3)
    func reference(index: Int) throws {
        let single = try ReferenceFixture.load().singles[index]
        let (evidence, approximation) = try evidence(single)
        let found = evidence.exactPosterior(of: 0, approximation: approximation)
        #expect(abs(found.mean - single.mean) < 1e-8 * single.mean + 1e-12)
        #expect(abs(found.deviation - single.deviation) < 1e-6 * single.deviation)
        #expect(abs(found.logEvidence - single.logEvidence) < 1e-8)
    }

    @Test("without observations the exact posterior is the prior")
    func prior() throws {
        for prior in [BetaDistribution(alpha: 0.1, beta: 100), BetaDistribution(alpha: 2, beta: 3)]
        {
            let priors = try FaultPriors(all: prior)
            let evidence = try FaultEvidence(
                patterns: .of(faults: 1, leak: 0.1, []), posteriors: [prior], priors: priors)
            let found = evidence.exactPosterior(of: 0, approximation: prior)
            #expect(abs(found.mean - prior.mean) < 1e-9)
            #expect(abs(found.deviation - prior.variance.squareRoot()) < 1e-8)
            #expect(abs(found.logEvidence) < 1e-9)
            let tails = prior.tails(at: prior.mean)
            #expect(abs(found.logOdds - (tails.logUpper - tails.logLower)) < 1e-6)
            #expect(!found.differs)
        }
    }

    @Test("where the model is conjugate, the exact posterior is the Beta distribution of counts")
    func conjugate() throws {
        // Strength 1 and no leak: F successes and failures of a coin.
        let prior = BetaDistribution(alpha: 0.5, beta: 4)
        let patterns = try ObservationPatterns.of(
            faults: 1, leak: 0, [(true, 30, [(0, 1)]), (false, 500, [(0, 1)])])
        let expected = BetaDistribution(alpha: 30.5, beta: 504)
        let evidence = try FaultEvidence(
            patterns: patterns, posteriors: [expected], priors: try FaultPriors(all: prior))
        let found = evidence.exactPosterior(of: 0, approximation: expected)
        #expect(abs(found.mean - expected.mean) < 1e-10)
        #expect(abs(found.deviation - expected.variance.squareRoot()) < 1e-9)
        #expect(abs(found.low - expected.quantile(0.025)) < 1e-9)
        #expect(abs(found.high - expected.quantile(0.975)) < 1e-9)
        let evidenceOfCounts = logBeta(30.5, 504) - logBeta(0.5, 4)
        #expect(abs(found.logEvidence - evidenceOfCounts) < 1e-9)
    }

    @Test("a fault seen once is where the approximation is said to differ")
    func differs() throws {
        let prior = BetaDistribution(alpha: 5e-3, beta: 1)
        let patterns = try ObservationPatterns.of(faults: 1, leak: 1e-3, [(true, 1, [(0, 1)])])
        var method = CoordinateAscent(priors: try FaultPriors(all: prior))
        let approximation = try method.estimate(patterns).posteriors[0]
        let evidence = try #require(try method.evidence())
        #expect(evidence.exactPosterior(of: 0, approximation: approximation).differs)
        let many = try ObservationPatterns.of(
            faults: 1, leak: 1e-3, [(true, 500, [(0, 1)]), (false, 9500, [(0, 1)])])
        let settled = try method.estimate(many).posteriors[0]
        let sure = try #require(try method.evidence())
        #expect(!sure.exactPosterior(of: 0, approximation: settled).differs)
    }
}
