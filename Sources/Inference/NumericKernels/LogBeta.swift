#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The natural logarithm of the beta function B(a, b) = Γ(a) Γ(b) / Γ(a + b), for a, b > 0.
///
/// Where an argument is 10 or more, the large parts of the three ln Γ are cancelled by algebra
/// before anything is computed, as in A. Didonato and A. Morris, *Algorithm 708*, 1992.
public func logBeta(_ a: Double, _ b: Double) -> Double {
    let small = min(a, b)
    let large = max(a, b)
    let sum = small + large
    if large < 10 { return logGamma(small) + logGamma(large) - logGamma(sum) }
    if small < 10 {
        let corrections = stirlingCorrection(large) - stirlingCorrection(sum)
        let shrinkage = (sum - 0.5) * log1p(small / large)
        return logGamma(small) + corrections - shrinkage - small * (log(large) - 1)
    }
    let corrections =
        stirlingCorrection(small) + stirlingCorrection(large) - stirlingCorrection(sum)
    let halfLogTwoPi = 0.918938533204672741780329736406
    return corrections + halfLogTwoPi - (small - 0.5) * log1p(large / small)
        - large * log1p(small / large) - 0.5 * log(large)
}
