import Foundation
import NumericKernels
import Testing

@Suite("beta function and distribution")
struct BetaFunctionTests {
    @Test("the logarithm of the beta function has the digits of mpmath")
    func logBetaOfReference() throws {
        let rows = try FixtureFiles.rows("logBeta")
        #expect(rows.count == 13)
        for row in rows {
            #expect(relativeError(logBeta(row[0], row[1]), row[2]) < 2e-14, "\(row)")
            #expect(logBeta(row[0], row[1]) == logBeta(row[1], row[0]))
        }
    }

    @Test("both tails of a Beta distribution agree with a series of positive terms")
    func tailsOfReference() throws {
        let rows = try FixtureFiles.rows("tails")
        #expect(rows.count == 17)
        for row in rows {
            let tails = BetaTails(at: row[0], a: row[1], b: row[2])
            // A logarithm near 0 belongs to a tail near 1: compare the tails themselves too.
            #expect(
                abs(tails.logLower - row[3]) < 3e-13 * max(1, abs(row[3])), "lower \(row)")
            #expect(
                abs(tails.logUpper - row[4]) < 3e-13 * max(1, abs(row[4])), "upper \(row)")
            #expect(abs(tails.lower + tails.upper - 1) < 1e-15)
        }
    }

    @Test("tails swap when the distribution is mirrored")
    func symmetry() {
        for x in [0.01, 0.25, 0.5, 0.9] {
            let tails = BetaTails(at: x, a: 2.5, b: 40)
            let mirrored = BetaTails(at: 1 - x, a: 40, b: 2.5)
            #expect(abs(tails.logLower - mirrored.logUpper) < 1e-12 * max(1, abs(tails.logLower)))
        }
    }

    @Test("quantiles agree with the root found by bisection at 40 digits")
    func quantilesOfReference() throws {
        let rows = try FixtureFiles.rows("quantiles")
        #expect(rows.count == 10)
        for row in rows {
            let found = BetaDistribution(alpha: row[1], beta: row[2]).quantile(row[0])
            #expect(relativeError(found, row[3]) < 1e-12, "\(row) gives \(found)")
        }
    }

    @Test("the distribution function undoes the quantile")
    func inverse() {
        for (a, b) in [(0.1, 100.0), (4, 4), (200, 3), (1e5, 3e5)] {
            let distribution = BetaDistribution(alpha: a, beta: b)
            for p in [0.01, 0.025, 0.3, 0.5, 0.8, 0.999] {
                let x = distribution.quantile(p)
                #expect(abs(distribution.tails(at: x).lower - p) < 1e-11)
            }
        }
    }

    @Test("a quantile below every double is 0, and an improper distribution has none")
    func corners() {
        #expect(BetaDistribution(alpha: 5e-3, beta: 1).quantile(0.01) == 0)
        #expect(BetaDistribution(alpha: -1, beta: 1).quantile(0.5).isNaN)
        #expect(BetaDistribution(alpha: 1, beta: 1).quantile(0) == 0)
        #expect(BetaDistribution(alpha: 1, beta: 1).quantile(1) == 1)
        #expect(BetaDistribution(alpha: 1, beta: 1).quantile(.nan).isNaN)
        #expect(BetaTails(at: 0.5, a: .nan, b: 1).lower.isNaN)
        #expect(BetaTails(at: 0, a: 2, b: 2).upper == 1)
    }
}
