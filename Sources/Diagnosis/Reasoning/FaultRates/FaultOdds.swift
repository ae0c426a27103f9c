#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Odds that a fault is worse than its background, as reports give them.
enum FaultOdds {
    /// The largest value that is reported: beyond it odds say nothing and may be infinite.
    static let limit = 1e300

    /// Odds from their logarithm, finite and above 0.
    static func odds(logarithm: Double) -> Double {
        guard !logarithm.isNaN else { return 1 }
        return min(max(exp(logarithm), 1 / limit), limit)
    }
}
