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
    /// The variational posterior of its rate, which a method found.
    public let posterior: BetaDistribution
    /// The exact posterior given the others' means, from which intervals and odds are taken.
    public let exact: SingleFaultPosterior
    /// The logarithm of the odds that the rate exceeds its prior mean, less the same before
    /// anything was seen: the logarithm of a Bayes factor.
    public let logBayesFactor: Double
    /// The expected number of failures in which it did its work.
    public let explained: Double
    /// The weight of the observations that name it.
    public let requests: Double
    /// The weight of the failures among them.
    public let failures: Double
    /// The log likelihood lost when its rate is put back to its background.
    public let lost: Double

    /// The mean of the variational posterior.
    public var mean: Double { posterior.mean }
    /// The lower end of the central credible interval.
    public var low: Double { exact.low }
    /// The upper end.
    public var high: Double { exact.high }
    /// Posterior odds that the rate is worse than the prior mean, against "no worse".
    ///
    /// Infinite above 10³⁰⁸; `exact.logOdds` stays finite longer.
    public var odds: Double { exp(exact.logOdds) }
}

extension FaultEvidence {
    /// The summary of one fault, whose variational posterior the caller has.
    ///
    /// - Parameter interval: what the credible interval holds.
    public func summary(
        of fault: Int, posterior: BetaDistribution, interval: Double = 0.95
    ) -> FaultSummary {
        let prior = search.priors[fault]
        let exact = exactPosterior(of: fault, approximation: posterior, interval: interval)
        let before = prior.tails(at: prior.mean)
        return FaultSummary(
            fault: fault, posterior: posterior, exact: exact,
            logBayesFactor: exact.logOdds - (before.logUpper - before.logLower),
            explained: explained[fault], requests: requests[fault], failures: failures[fault],
            lost: lost[fault])
    }
}
