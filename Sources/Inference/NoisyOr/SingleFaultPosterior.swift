#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import NumericKernels

/// The exact posterior of one fault's rate, given the mean rates of all others, by quadrature.
///
/// MF(0) puts the mean into the likelihood, which is overconfident where a fault has few
/// observations. Here the likelihood is integrated over the rate itself:
/// P(F | V) ∝ F^(α₀−1) (1−F)^(β₀−1) ∏ (1 − r F)^w ∏ (1 − Q (1 − r F))^w, on the logit scale, by
/// Gauss-Legendre rules over intervals that are halved until two rules agree. Beyond ±40 the
/// density falls exponentially and its tails are added in closed form.
public struct SingleFaultPosterior: Sendable {
    /// The exact posterior mean.
    public let mean: Double
    /// The exact posterior standard deviation.
    public let deviation: Double
    /// ln P(V | others), the log likelihood averaged over the prior of the rate, less the part
    /// that this fault does not touch.
    public let logEvidence: Double
    /// ln of the posterior probability of a rate above the prior mean, and of one not above it.
    public let logOdds: Double
    /// The approximation that is checked.
    public let approximation: BetaDistribution

    /// Whether the approximation's mean is off by more than half a standard deviation, or its
    /// standard deviation by more than a factor of 1.5.
    public var differs: Bool {
        let ratio = approximation.variance.squareRoot() / deviation
        return abs(approximation.mean - mean) > 0.5 * deviation || !(ratio > 1 / 1.5 && ratio < 1.5)
    }
}

extension FaultEvidence {
    /// The exact posterior of a fault, the others held at their means.
    ///
    /// Costs some hundred to a few thousand evaluations of the fault's own likelihood.
    public func exactPosterior(
        of fault: Int, approximation: BetaDistribution
    ) -> SingleFaultPosterior {
        let likelihood = SingleFaultLikelihood(search, fault)
        let deviation = approximation.variance.squareRoot()
        let center = log(approximation.alpha / approximation.beta)
        let width = deviation / (approximation.mean * (1 - approximation.mean))
        var cuts: Set<Double> = Set((-10...10).map { 4 * Double($0) })
        for steps in [0.0, 1, 2, 4, 8, 16, 32] {
            for sign in [-1.0, 1.0] { cuts.insert(center + sign * steps * width) }
        }
        let boundary = log(likelihood.prior.alpha / likelihood.prior.beta)
        cuts.insert(boundary)
        let points = cuts.filter { abs($0) <= 40 }.sorted()
        let top = points.map(likelihood.logDensity).max() ?? 0

        var below = Moments()
        var above = Moments()
        let integrator = MomentIntegrator(likelihood: likelihood, top: top)
        for (left, right) in zip(points, points.dropFirst()) {
            let part = integrator.moments(from: left, to: right)
            if 0.5 * (left + right) < boundary { below.add(part) } else { above.add(part) }
        }
        below.add(integrator.tail(at: -40, outward: -1))
        above.add(integrator.tail(at: 40, outward: 1))
        let total = below.mass + above.mass
        let mean = (below.first + above.first) / total
        let square = (below.second + above.second) / total
        return SingleFaultPosterior(
            mean: mean, deviation: max(0, square - mean * mean).squareRoot(),
            logEvidence: top + log(total), logOdds: log(above.mass) - log(below.mass),
            approximation: approximation)
    }
}
