import Foundation
import NumericKernels
import Testing

@testable import NoisyOr

@Suite("divergence and the penalty of a mean")
struct MeanPenaltyTests {
    static let priors = [(5e-3, 1.0), (0.1, 100), (1, 1), (30, 4), (2, 1e5), (1e-6, 10)].map {
        BetaDistribution(alpha: $0.0, beta: $0.1)
    }

    @Test("the divergence of Beta distributions has the digits of mpmath")
    func divergences() throws {
        for row in try ReferenceFixture.load().divergences {
            let found = BetaDivergence(
                BetaDistribution(alpha: row[0], beta: row[1]),
                from: BetaDistribution(alpha: row[2], beta: row[3]))
            // Terms of the size of α ln β cancel.
            let terms = 1 + row[0] * log(2 + row[1])
            #expect(abs(found.value - row[4]) < 1e-14 * terms + 1e-12 * row[4], "\(row)")
        }
    }

    @Test("slopes and curvatures of the divergence agree with differences")
    func derivatives() {
        for prior in Self.priors {
            for (alpha, beta) in [(0.02, 3.0), (7.0, 40.0), (0.3, 5e4), (900.0, 0.7)] {
                func at(_ a: Double, _ b: Double) -> BetaDivergence {
                    BetaDivergence(BetaDistribution(alpha: a, beta: b), from: prior)
                }
                let here = at(alpha, beta)
                let h = 1e-5
                let da = alpha * h
                let db = beta * h
                let scale = 1e-6 * (1 + here.value)
                let byAlpha = (at(alpha + da, beta).value - at(alpha - da, beta).value) / (2 * h)
                #expect(abs(byAlpha - alpha * here.alphaSlope) < scale + 1e-6 * abs(byAlpha))
                let byBeta = (at(alpha, beta + db).value - at(alpha, beta - db).value) / (2 * h)
                #expect(abs(byBeta - beta * here.betaSlope) < scale + 1e-6 * abs(byBeta))
                func close(_ first: Double, _ second: Double) -> Bool {
                    abs(first - second) < 1e-6 * max(abs(first), abs(second)) + 1e-9
                }
                let aa =
                    (at(alpha + da, beta).alphaSlope - at(alpha - da, beta).alphaSlope) / (2 * da)
                #expect(close(aa, here.alphaAlpha))
                let ab =
                    (at(alpha, beta + db).alphaSlope - at(alpha, beta - db).alphaSlope) / (2 * db)
                #expect(close(ab, here.alphaBeta))
                let bb =
                    (at(alpha, beta + db).betaSlope - at(alpha, beta - db).betaSlope) / (2 * db)
                #expect(close(bb, here.betaBeta))
            }
        }
    }

    @Test("no concentration on a wide grid is better than the one that was eliminated")
    func globalMinimum() {
        for prior in Self.priors {
            let table = MeanPenaltyTable(prior: prior, tabulated: false)
            for m in stride(from: -25.0, through: 12, by: 2.3) {
                let best = table.exactly(at: m)
                #expect(best.value >= -1e-12)
                for t in stride(from: -40.0, through: 60, by: 0.37) {
                    let s = exp(t)
                    // Beyond, rounding of terms of α ln α exceeds what is compared.
                    if s / (2 + exp(m) + exp(-m)) > 1e6 { continue }
                    let other = BetaDivergence(
                        BetaDistribution(alpha: s / (1 + exp(-m)), beta: s / (1 + exp(m))),
                        from: prior)
                    let isBetter = other.value < best.value - 1e-9 * max(1, best.value)
                    #expect(!isBetter, "prior \(prior), m \(m), s \(s)")
                }
            }
        }
    }

    @Test("the penalty is nothing at the prior's mean, with the prior's own concentration")
    func priorMean() {
        for prior in Self.priors {
            let m = log(prior.alpha / prior.beta)
            let best = MeanPenaltyTable(prior: prior, tabulated: false).exactly(at: m)
            #expect(abs(best.value) < 1e-12)
            #expect(abs(best.first) < 1e-10)
            #expect(abs(best.logConcentration - log(prior.alpha + prior.beta)) < 1e-6)
        }
    }

    @Test(
        "the slope of the penalty is the derivative of its value, its curvature that of its slope")
    func penaltyDerivatives() {
        for prior in Self.priors {
            let table = MeanPenaltyTable(prior: prior, tabulated: false)
            for m in stride(from: -20.0, through: 8, by: 1.7) {
                let h = 1e-4
                let here = table.exactly(at: m)
                let up = table.exactly(at: m + h)
                let down = table.exactly(at: m - h)
                #expect(
                    abs((up.value - down.value) / (2 * h) - here.first) < 1e-6 * (1 + here.value))
                #expect(
                    abs((up.first - down.first) / (2 * h) - here.second)
                        < 1e-5 * (1 + abs(here.second)))
                #expect(
                    abs(
                        (up.logConcentration - down.logConcentration) / (2 * h)
                            - here.concentrationSlope) < 1e-4 * (1 + abs(here.concentrationSlope)))
            }
        }
    }

    /// The bounds that Documentation/Methods/fault-rates.md states.
    @Test("the table is as close to what it tabulates as the documentation says")
    func tableErrors() {
        for prior in Self.priors {
            let table = MeanPenaltyTable(prior: prior)
            var m = -31.97
            while m < 31.9 {
                let exact = table.exactly(at: m)
                let slopes = table.slopes(at: m)
                let scale = 1 + abs(exact.value)
                #expect(abs(table.value(at: m) - exact.value) < 2e-9 * scale, "\(prior) at \(m)")
                #expect(abs(slopes.first - exact.first) < 1e-7 * scale, "\(prior) at \(m)")
                #expect(abs(slopes.second - exact.second) < 1e-5 * scale, "\(prior) at \(m)")
                let found = table.distribution(at: m)
                let sum = found.alpha + found.beta
                #expect(abs(log(sum) - exact.logConcentration) < 2e-5, "\(prior) at \(m)")
                m += 0.31
            }
            #expect(abs(table.value(at: -40) - table.exactly(at: -40).value) == 0)
        }
    }
}
