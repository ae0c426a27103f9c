#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Gauss-Legendre quadrature: n nodes integrate polynomials of degree 2n − 1 exactly.
public struct GaussLegendre: Sendable {
    /// The nodes in (−1, 1), ascending.
    public let nodes: [Double]
    /// Their weights, which sum to 2.
    public let weights: [Double]

    /// The rule of `count` ≥ 1 nodes, by Newton's method on the Legendre polynomial.
    public init(count: Int) {
        let n = max(1, count)
        var nodes = [Double](repeating: 0, count: n)
        var weights = nodes
        for k in 0..<n {
            var x = -cos(.pi * (Double(k) + 0.75) / (Double(n) + 0.5))
            var slope = 1.0
            for _ in 0..<100 {
                var current = 1.0
                var previous = 0.0
                for degree in 1...n {
                    let j = Double(degree)
                    (current, previous) = (
                        ((2 * j - 1) * x * current - (j - 1) * previous) / j, current
                    )
                }
                slope = Double(n) * (x * current - previous) / (x * x - 1)
                let step = current / slope
                x -= step
                if abs(step) < 1e-16 { break }
            }
            nodes[k] = x
            weights[k] = 2 / ((1 - x * x) * slope * slope)
        }
        self.nodes = nodes
        self.weights = weights
    }

    /// The integral of a function from one bound to another.
    public func integral(
        from lower: Double, to upper: Double, of function: (Double) -> Double
    ) -> Double {
        let half = 0.5 * (upper - lower)
        let middle = 0.5 * (upper + lower)
        var sum = 0.0
        for (node, weight) in zip(nodes, weights) { sum += weight * function(middle + half * node) }
        return sum * half
    }
}
