#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Differences of ψ, ψ′ and ψ″ between x and x + δ, without cancellation however small δ / x is.
///
/// A Beta distribution with a mean near 0 has β and α + β agreeing in most of their digits, and
/// the gradients of its divergence multiply what is left by β. Every term here is a difference
/// that was formed by algebra: of reciprocals over their product, of powers by divided
/// differences, of logarithms by `log1p`.
public struct PolygammaDifferences: Sendable {
    /// ψ(x + δ) − ψ(x).
    public let digamma: Double
    /// ψ′(x) − ψ′(x + δ).
    public let trigamma: Double
    /// ψ″(x + δ) − ψ″(x).
    public let tetragamma: Double

    /// The differences over a step of length `step` ≥ 0 from `start` > 0.
    public init(from start: Double, by step: Double) {
        var first = 0.0
        var second = 0.0
        var third = 0.0
        var near = start
        while near < 10 {
            let far = near + step
            let product = 1 / (near * far)
            let difference = step * product
            first += difference
            second += difference * (near + far) * product
            third += 2 * difference * (near * near + near * far + far * far) * product * product
            near += 1
        }
        let far = near + step
        let i = 1 / near
        let j = 1 / far
        let u = i * i
        let v = j * j
        let difference = step * i * j
        let squares = difference * (i + j)

        // Horner's rule for the polynomial at u and for its divided difference over u and v.
        var tail0 = 0.0
        var slope0 = 0.0
        for k in stride(from: 7, through: 0, by: -1) {
            let inner = tail0 + DigammaTail.coefficients[k]
            slope0 = slope0 * v + inner
            tail0 = inner * u
        }
        var tail1 = 0.0
        var slope1 = 0.0
        var tail2 = 0.0
        var slope2 = 0.0
        for k in stride(from: 8, through: 0, by: -1) {
            let inner1 = tail1 + TrigammaTail.coefficients[k]
            slope1 = slope1 * v + inner1
            tail1 = inner1 * u
            let inner2 = tail2 + TetragammaTail.coefficients[k]
            slope2 = slope2 * v + inner2
            tail2 = inner2 * u
        }
        digamma = first + log1p(step * i) + difference / 2 + squares * slope0
        trigamma = second + difference * (1 + tail1) + j * squares * slope1 + squares / 2
        // S(u) = u T(u): S(u) − S(v) = (u − v) (T(u) + v T[u, v]).
        tetragamma =
            third + squares + difference * u + j * squares + squares * (tail2 + v * slope2)
    }
}
