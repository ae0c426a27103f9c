#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import NumericKernels

/// The full-batch method of the paper: L-BFGS over ln α and ln β of all faults.
///
/// Each evaluation passes over all rows, so fold a block first. It is here as the second method
/// that checks `CoordinateAscent`, and as what others do. One value per stream: each block starts
/// where the last one ended.
public struct FullBatchAscent: Sendable {
    /// The priors of the faults.
    public let priors: FaultPriors
    /// The optimiser and its tolerances.
    public var search: LimitedMemoryBFGS
    /// Where the last block ended.
    public private(set) var posteriors: [BetaDistribution] = []

    /// Starts at the priors.
    public init(priors: FaultPriors, search: LimitedMemoryBFGS = LimitedMemoryBFGS()) {
        self.priors = priors
        self.search = search
    }

    /// The posterior of a block, searched from where the last one ended.
    public mutating func estimate(
        _ patterns: ObservationPatterns
    ) throws(NoisyOrError) -> FaultRateEstimate {
        let objective = try NoisyOrObjective(patterns: patterns, priors: priors)
        let count = patterns.faultCount
        var start = objective.start
        for (fault, posterior) in posteriors.prefix(count).enumerated() {
            start[fault] = log(posterior.alpha)
            start[count + fault] = log(posterior.beta)
        }
        let result = search.minimize(from: start) { point, gradient in
            let value = objective.value(at: point, gradient: &gradient)
            for i in gradient.indices { gradient[i] = -gradient[i] }
            return -value
        }
        posteriors = (0..<count).map {
            BetaDistribution(alpha: exp(result.point[$0]), beta: exp(result.point[count + $0]))
        }
        var slopes = [Double](repeating: 0, count: count)
        let likelihood = patterns.logLikelihood(means: posteriors.map(\.mean), slopes: &slopes)
        return FaultRateEstimate(
            posteriors: posteriors, objective: -result.value, logLikelihood: likelihood,
            passes: result.evaluations, converged: result.converged)
    }
}
