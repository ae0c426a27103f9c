#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension FaultColumns {
    /// Below this mean a fault's successes are summed up by six moments.
    ///
    /// ln(1 − r μ) = −Σ (r μ)ᵏ / k; what is left out of the derivative is below μ⁶ / (1 − μ) of
    /// its first term, 10⁻⁹.
    static let seriesLimit = 1.0 / 32

    /// Σ w ln(1 − r μ) over the successes that name a fault.
    func logSuccess(_ fault: Int, mean: Double, complement: Double) -> Double {
        if mean < Self.seriesLimit {
            let m = successMoments[fault]
            let tail = m[3] / 4 + mean * (m[4] / 5 + mean * m[5] / 6)
            return -mean * (m[0] + mean * (m[1] / 2 + mean * (m[2] / 3 + mean * tail)))
        }
        var sum = 0.0
        for k in Int(successOffsets[fault])..<Int(successOffsets[fault + 1]) {
            let r = Double(successStrengths[k])
            sum += successWeights[k] * log((1 - r) + r * complement)
        }
        return sum
    }

    /// The first and second derivative by μ of Σ w ln(1 − r μ).
    @inline(__always)
    func successSlopes(
        _ fault: Int, mean: Double, complement: Double
    ) -> (first: Double, second: Double) {
        if mean < Self.seriesLimit {
            let m = successMoments[fault]
            let u = mean
            let first = m[0] + u * (m[1] + u * (m[2] + u * (m[3] + u * (m[4] + u * m[5]))))
            let second = m[1] + u * (2 * m[2] + u * (3 * m[3] + u * (4 * m[4] + u * 5 * m[5])))
            return (-first, -second)
        }
        var first = 0.0
        var second = 0.0
        for k in Int(successOffsets[fault])..<Int(successOffsets[fault + 1]) {
            let r = Double(successStrengths[k])
            let ratio = r / ((1 - r) + r * complement)
            first -= successWeights[k] * ratio
            second -= successWeights[k] * ratio * ratio
        }
        return (first, second)
    }
}
