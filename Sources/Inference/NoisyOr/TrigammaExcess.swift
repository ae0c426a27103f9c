/// W(x) = x² ψ′(x) − x in four lanes, from v = 1 / (1 + x).
///
/// W falls from 1 at x = 0 to ½ at infinity, so that the gradient of the divergence needs no
/// trigamma function and loses no digits: with s = α + β, μ = α / s and s₀ = α₀ + β₀,
/// α ∂KL/∂α = W(α) (1 − α₀ / α) − μ W(s) (1 − s₀ / s) + (s₀ μ − α₀). The polynomial of degree 6
/// in v is off by 6 · 10⁻⁷ at most
/// (`Tests/NoisyOrTests/Fixtures/trigamma_excess.py`).
struct TrigammaExcess {
    /// W where v = 1 / (1 + x).
    @inline(__always)
    static func value(_ v: SIMD4<Float>) -> SIMD4<Float> {
        // Estrin's scheme: the additions of Horner's would wait for one another. Constants are
        // vectors, since an operation of a vector and a number is compiled lane by lane.
        let square = v * v
        let low = Self.c0 + Self.c1 * v + square * (Self.c2 + Self.c3 * v)
        return low + square * square * (Self.c4 + Self.c5 * v + square * Self.c6)
    }

    @inline(__always) private static var c0: SIMD4<Float> { SIMD4(repeating: 0.5000002980232239) }
    @inline(__always) private static var c1: SIMD4<Float> { SIMD4(repeating: 0.16663329303264618) }
    @inline(__always) private static var c2: SIMD4<Float> { SIMD4(repeating: 0.16735228896141052) }
    @inline(__always) private static var c3: SIMD4<Float> { SIMD4(repeating: 0.1273832768201828) }
    @inline(__always) private static var c4: SIMD4<Float> { SIMD4(repeating: 0.09293749183416367) }
    @inline(__always) private static var c5: SIMD4<Float> { SIMD4(repeating: -0.07065228372812271) }
    @inline(__always) private static var c6: SIMD4<Float> { SIMD4(repeating: 0.01634615659713745) }
}
