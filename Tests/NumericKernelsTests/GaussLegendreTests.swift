import Foundation
import NumericKernels
import Testing

@Suite("Gauss-Legendre quadrature")
struct GaussLegendreTests {
    @Test("n nodes integrate polynomials up to degree 2n − 1", arguments: [1, 2, 5, 16, 40])
    func exactness(count: Int) {
        let rule = GaussLegendre(count: count)
        #expect(abs(rule.weights.reduce(0, +) - 2) < 1e-13)
        for degree in 0..<(2 * count) {
            let value = rule.integral(from: 0, to: 1) { pow($0, Double(degree)) }
            #expect(abs(value - 1 / Double(degree + 1)) < 1e-14)
        }
    }

    @Test("a smooth function is integrated to rounding")
    func smooth() {
        let value = GaussLegendre(count: 20).integral(from: 0, to: 2) { exp(-$0) }
        #expect(abs(value - (1 - exp(-2))) < 1e-15)
    }
}
