#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import NumericKernels

/// What is reported of one fault: its rate, how sure that is, and what it explains.
public struct FaultSummary: Sendable, Equatable {
    /// The index of the fault.
    public let fault: Int
    /// The posterior of its rate.
    public let posterior: BetaDistribution
    /// The ends of the central 95 % credible interval.
    public let low: Double
    /// The upper end.
    public let high: Double
    /// ln (P(rate > prior mean) / P(rate ≤ prior mean)) of the posterior.
    public let logOdds: Double
    /// `logOdds` less what it was before anything was seen: the logarithm of the Bayes factor.
    public let logBayesFactor: Double
    /// The expected number of failures in which it did its work.
    public let explained: Double
    /// The weight of the observations that name it.
    public let requests: Double
    /// The weight of the failures among them.
    public let failures: Double
    /// The log likelihood lost when its rate is put back to its background.
    public let lost: Double

    /// The posterior mean of the rate.
    public var mean: Double { posterior.mean }

    /// Posterior odds that the rate is worse than the prior mean, against "no worse".
    ///
    /// Infinite above 10³⁰⁸; `logOdds` stays finite.
    public var odds: Double { exp(logOdds) }
}

extension FaultEvidence {
    /// The summary of one fault, whose posterior the caller has.
    public func summary(
        of fault: Int, posterior: BetaDistribution, interval: Double = 0.95
    ) -> FaultSummary {
        let prior = search.priors[fault]
        let ends = posterior.credibleInterval(interval)
        let after = posterior.tails(at: prior.mean)
        let before = prior.tails(at: prior.mean)
        let logOdds = after.logUpper - after.logLower
        return FaultSummary(
            fault: fault, posterior: posterior, low: ends.low, high: ends.high, logOdds: logOdds,
            logBayesFactor: logOdds - (before.logUpper - before.logLower),
            explained: explained[fault], requests: requests[fault], failures: failures[fault],
            lost: lost[fault])
    }
}
