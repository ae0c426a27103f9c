#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension HoltWintersSettings {
    /// The mean of |x| over all x by that over those let through, for normal x.
    ///
    /// Those are let through that lie below t = k (A_u + 1)/2 times the mean of |x|, which is √(2/π) of
    /// standard deviations. E(|x|; |x| < t) = √(2/π) (1 - exp(-t²/2)) and P(|x| < t) = erf(t/√2), so the
    /// ratio is erf(t/√2) / (1 - exp(-t²/2)): 1.105 for k = 1 and A_u = 4, 1.000 for k = 2.
    var residualConsistency: Double {
        guard isRobust, isConsistent, updateLimit < 5 else { return 1 }
        let limit = residualScale * Double(updateLimit + 1) / 2 * (2 / Double.pi).squareRoot()
        return erf(limit / 2.0.squareRoot()) / (1 - exp(-limit * limit / 2))
    }
}
