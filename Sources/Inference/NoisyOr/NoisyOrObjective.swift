#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import NumericKernels

/// The objective of the paper over a = ln α and b = ln β, with its gradient.
///
/// F(a, b) = −Σⱼ KL(Beta(αⱼ, βⱼ) ‖ prior of j) + Σᵢ weight · ln P(outcome i | means), a lower bound
/// of the log evidence up to the approximation MF(0) of the likelihood by its value at the means
/// (Platt, Kıcıman and Maltz, equation 10). To be maximised.
public struct NoisyOrObjective: Sendable {
    /// What was observed.
    public let patterns: ObservationPatterns
    /// The prior of each fault.
    public let priors: FaultPriors
    private let logBetas: [Double]

    /// Joins a block and the priors of its faults.
    public init(patterns: ObservationPatterns, priors: FaultPriors) throws(NoisyOrError) {
        try priors.check(count: patterns.faultCount)
        self.patterns = patterns
        self.priors = priors
        logBetas = priors.distinct.map { logBeta($0.alpha, $0.beta) }
    }

    /// The logarithms of the priors' parameters: all a, then all b.
    public var start: [Double] {
        (0..<patterns.faultCount).map { log(priors[$0].alpha) }
            + (0..<patterns.faultCount).map { log(priors[$0].beta) }
    }

    /// F and its gradient.
    ///
    /// - Parameters:
    ///   - point: all a, then all b; 2 × faults numbers.
    ///   - gradient: as many, overwritten with ∂F/∂a and ∂F/∂b.
    public func value(at point: [Double], gradient: inout [Double]) -> Double {
        let count = patterns.faultCount
        precondition(point.count == 2 * count && gradient.count == 2 * count)
        var means = [Double](repeating: 0, count: count)
        for fault in 0..<count { means[fault] = 1 / (1 + exp(point[count + fault] - point[fault])) }
        var slopes = [Double](repeating: 0, count: count)
        let likelihood = patterns.logLikelihood(means: means, slopes: &slopes)
        var divergence = 0.0
        for fault in 0..<count {
            let alpha = exp(point[fault])
            let beta = exp(point[count + fault])
            let prior = priors.index(of: fault)
            let kl = BetaDivergence(
                alpha: alpha, beta: beta, prior: priors.distinct[prior],
                logBetaOfPrior: logBetas[prior])
            divergence += kl.value
            // dμ/da = μ (1 − μ) = −dμ/db.
            let pull = slopes[fault] * means[fault] * (beta / (alpha + beta))
            gradient[fault] = pull - alpha * kl.alphaSlope
            gradient[count + fault] = -pull - beta * kl.betaSlope
        }
        return likelihood - divergence
    }

    /// F at given posteriors.
    public func value(of posteriors: [BetaDistribution]) -> Double {
        var slopes = [Double](repeating: 0, count: patterns.faultCount)
        let likelihood = patterns.logLikelihood(means: posteriors.map(\.mean), slopes: &slopes)
        return posteriors.indices.reduce(likelihood) { sum, fault in
            sum - BetaDivergence(posteriors[fault], from: priors[fault]).value
        }
    }
}
