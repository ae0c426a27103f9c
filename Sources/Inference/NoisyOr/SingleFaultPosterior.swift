#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import NumericKernels

/// The exact posterior of one fault's rate, given the mean rates of all others, by quadrature.
///
/// MF(0) puts the mean into the likelihood. So its mean is too sure where a fault has few
/// observations, and its spread comes from the prior alone: the concentration that belongs to a
/// mean does not depend on how much was observed (Documentation/Methods/fault-rates.md). Here the
/// likelihood is integrated over the rate itself:
/// P(F | V) ∝ F^(α₀−1) (1−F)^(β₀−1) ∏ (1 − r F)^w ∏ (1 − Q (1 − r F))^w.
/// It does not know that the others are uncertain too.
public struct SingleFaultPosterior: Sendable, Equatable {
    /// The mean of the rate.
    public let mean: Double
    /// Its standard deviation.
    public let deviation: Double
    /// The lower end of the central credible interval.
    public let low: Double
    /// The upper end.
    public let high: Double
    /// ln (P(rate > prior mean) / P(rate ≤ prior mean)).
    public let logOdds: Double
    /// ln P(V | others): the likelihood of what this fault touches, averaged over its prior.
    public let logEvidence: Double
    /// The approximation that is checked.
    public let approximation: BetaDistribution

    /// Whether the approximation's mean is off by more than half a standard deviation.
    public var differs: Bool { !(abs(approximation.mean - mean) <= 0.5 * deviation) }
}

extension FaultEvidence {
    /// The exact posterior of a fault, the others held at their means.
    ///
    /// Some hundred evaluations of the fault's own likelihood, each linear in the failures and the
    /// distinct strengths of the successes that name it.
    ///
    /// - Parameter interval: what the credible interval holds.
    public func exactPosterior(
        of fault: Int, approximation: BetaDistribution, interval: Double = 0.95
    ) -> SingleFaultPosterior {
        let density = SingleFaultLikelihood(search, fault)
        let boundary = log(density.prior.alpha / density.prior.beta)
        var cuts: Set<Double> = [boundary]
        for step in -10...10 { cuts.insert(4 * Double(step)) }
        // Where the prior's and the data's views are apart, the density may have two modes.
        for start in [log(approximation.alpha / approximation.beta), boundary] {
            let mode = density.mode(from: start)
            cuts.insert(mode.logit)
            for steps in [2.0, 4, 8, 16, 32] {
                cuts.insert(mode.logit - steps * mode.deviation)
                cuts.insert(mode.logit + steps * mode.deviation)
            }
        }
        let cells = LogitCells(
            density, cuts: cuts.filter { abs($0) <= LogitCells.reach }.sorted())
        let mean = cells.total.first / cells.total.mass
        let square = cells.total.second / cells.total.mass
        let masses = cells.masses(around: boundary)
        let outside = (1 - interval) / 2
        return SingleFaultPosterior(
            mean: mean, deviation: max(0, square - mean * mean).squareRoot(),
            low: cells.quantile(outside), high: cells.quantile(1 - outside),
            logOdds: log(masses.above) - log(masses.below), logEvidence: cells.logMass,
            approximation: approximation)
    }
}
