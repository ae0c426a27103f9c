import NumericKernels

/// The variational posterior of a block: a Beta distribution for the rate of every fault.
public struct FaultRateEstimate: Sendable {
    /// The posterior of each fault; that of a fault nobody mentioned is its prior.
    public var posteriors: [BetaDistribution]
    /// The objective −Σ KL(posterior ‖ prior) + Σ weight · ln P(outcome | means), in nats.
    public var objective: Double
    /// The part of the objective that is likelihood.
    public var logLikelihood: Double
    /// Passes over the block that were made.
    public var passes: Int
    /// Whether the method says that it has arrived.
    public var converged: Bool

    /// Brings together what a method found.
    public init(
        posteriors: [BetaDistribution], objective: Double, logLikelihood: Double, passes: Int,
        converged: Bool
    ) {
        self.posteriors = posteriors
        self.objective = objective
        self.logLikelihood = logLikelihood
        self.passes = passes
        self.converged = converged
    }
}
