import Foundation
import NumericKernels
import Testing

@Suite("polygamma functions")
struct PolygammaTests {
    @Test("digamma, trigamma and tetragamma have the digits of mpmath, the root included")
    func valuesOfReference() throws {
        let rows = try FixtureFiles.rows("polygamma")
        #expect(rows.count == 22)
        for row in rows {
            #expect(relativeError(digamma(row[0]), row[1]) < 2e-15, "ψ(\(row[0]))")
            #expect(relativeError(trigamma(row[0]), row[2]) < 2e-15, "ψ′(\(row[0]))")
            #expect(relativeError(tetragamma(row[0]), row[3]) < 2e-15, "ψ″(\(row[0]))")
        }
        for row in try FixtureFiles.rows("negative") {
            #expect(abs(digamma(row[0]) - row[1]) < 1e-14 * max(1, abs(row[1])))
            #expect(relativeError(trigamma(row[0]), row[2]) < 1e-13)
        }
    }

    @Test("differences over a step keep their digits where subtraction would lose all")
    func differencesOfReference() throws {
        let rows = try FixtureFiles.rows("differences")
        #expect(rows.count == 9)
        for row in rows {
            let found = PolygammaDifferences(from: row[0], by: row[1])
            #expect(relativeError(found.digamma, row[2]) < 5e-15, "\(row)")
            #expect(relativeError(found.trigamma, row[3]) < 5e-15, "\(row)")
            #expect(relativeError(found.tetragamma, row[4]) < 5e-15, "\(row)")
        }
    }

    @Test("the recurrences ψ(x+1) = ψ(x) + 1/x and its derivatives hold")
    func recurrences() {
        var x = 0.013
        while x < 40 {
            #expect(abs(digamma(x + 1) - digamma(x) - 1 / x) < 2e-15 * max(1, 1 / x))
            #expect(abs(trigamma(x) - trigamma(x + 1) - 1 / (x * x)) < 2e-15 * max(1, 1 / (x * x)))
            #expect(relativeError(tetragamma(x) + 2 / (x * x * x), tetragamma(x + 1)) < 1e-9)
            x *= 1.37
        }
    }

    @Test("the reflection of trigamma holds")
    func reflection() {
        for x in stride(from: 0.05, to: 1, by: 0.05) {
            let expected = pow(Double.pi / sin(.pi * x), 2)
            #expect(relativeError(trigamma(x) + trigamma(1 - x), expected) < 1e-14)
        }
    }

    @Test("poles, infinity and what is no number are answered, not crashed on")
    func corners() {
        #expect(digamma(0) == -.infinity)
        #expect(digamma(-3).isNaN)
        #expect(digamma(.infinity) == .infinity)
        #expect(digamma(.nan).isNaN)
        #expect(trigamma(0) == .infinity)
        #expect(trigamma(-2) == .infinity)
        #expect(trigamma(.infinity) == 0)
        #expect(tetragamma(-1).isNaN)
    }
}
