import Foundation
import NumericKernels
import Testing

@Suite("L-BFGS")
struct LimitedMemoryBFGSTests {
    @Test("the valley of Rosenbrock is followed to its end")
    func rosenbrock() {
        let result = LimitedMemoryBFGS().minimize(from: [-1.2, 1, -1.2, 1]) { x, gradient in
            var value = 0.0
            for k in stride(from: 0, to: 4, by: 2) {
                let a = 1 - x[k]
                let b = x[k + 1] - x[k] * x[k]
                value += a * a + 100 * b * b
                gradient[k] = -2 * a - 400 * x[k] * b
                gradient[k + 1] = 200 * b
            }
            return value
        }
        #expect(result.converged)
        for x in result.point { #expect(abs(x - 1) < 1e-6) }
        #expect(result.iterations < 100)
    }

    @Test("a quadratic of 200 variables and condition 10,000 is solved")
    func quadratic() {
        var search = LimitedMemoryBFGS()
        search.gradientTolerance = 1e-9
        search.relativeTolerance = 0
        let scales = (0..<200).map { pow(10, Double($0) / 199 * 4) }
        let result = search.minimize(from: [Double](repeating: 3, count: 200)) { x, gradient in
            var value = 0.0
            for i in 0..<200 {
                gradient[i] = scales[i] * (x[i] - 1)
                value += 0.5 * scales[i] * (x[i] - 1) * (x[i] - 1)
            }
            return value
        }
        #expect(result.converged)
        for x in result.point { #expect(abs(x - 1) < 1e-8) }
    }

    @Test("a step out of the domain is taken back")
    func domain() {
        // x − ln x, whose logarithm is undefined below 0.
        let result = LimitedMemoryBFGS().minimize(from: [50]) { x, gradient in
            gradient[0] = 1 - 1 / x[0]
            return x[0] > 0 ? x[0] - log(x[0]) : .nan
        }
        #expect(result.converged)
        #expect(abs(result.point[0] - 1) < 1e-5)
    }

    @Test("no variables, and a start that is the minimum, end at once")
    func trivial() {
        #expect(LimitedMemoryBFGS().minimize(from: []) { _, _ in 7 }.value == 7)
        let result = LimitedMemoryBFGS().minimize(from: [0]) { x, gradient in
            gradient[0] = 2 * x[0]
            return x[0] * x[0]
        }
        #expect(result.iterations == 0 && result.converged)
    }
}
