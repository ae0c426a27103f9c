#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import NumericKernels

/// The stochastic method of the paper: algorithm 1, with momentum, over ln α and ln β.
///
/// For each observation in order, and each fault j that it names: the gradient of ln P(outcome) at
/// the means, less the gradient of KL divided by the fan-out Cⱼ (the weight of the block's
/// observations that name j), is smoothed by y ← ξ y + (1 − ξ) gradient, and a ← a + η y; the same
/// for b with z. An observation of weight w counts as one whose gradient is w times as large.
///
/// Where we differ from the paper: α and β are kept in single precision and multiplied by
/// exp(η y), which is the same update of their logarithms; a step changes a parameter at most
/// e²-fold, which binds only for weights far above 1; the trigamma functions are a polynomial
/// good to single precision (`TrigammaExcess`). 16 bytes a fault.
///
/// One value per stream: parameters and momentum are carried from block to block.
public struct StochasticAscent: Sendable {
    /// Step, filter and passes.
    public struct Configuration: Sendable {
        /// The step η.
        public var step = 0.1
        /// The filter's memory ξ.
        public var momentum = 0.99
        /// Passes over each block.
        public var epochs = 3

        /// The paper's: step 0.1, momentum 0.99, 3 passes.
        public init() {}
    }

    /// The priors of the faults.
    public let priors: FaultPriors
    /// Step, filter and passes.
    public let configuration: Configuration
    /// α, β and their smoothed gradients of each fault.
    private(set) var states: [SIMD4<Float>] = []

    /// Starts at the priors, at rest.
    public init(
        priors: FaultPriors, configuration: Configuration = Configuration()
    ) throws(NoisyOrError) {
        guard configuration.step > 0, configuration.step < .infinity else {
            throw .badSetting(name: "the step", value: configuration.step)
        }
        guard configuration.momentum >= 0, configuration.momentum < 1 else {
            throw .badSetting(name: "the momentum", value: configuration.momentum)
        }
        guard configuration.epochs >= 1 else {
            throw .badSetting(name: "the number of passes", value: Double(configuration.epochs))
        }
        self.priors = priors
        self.configuration = configuration
    }

    /// The current posterior of each fault.
    public var posteriors: [BetaDistribution] {
        states.map { BetaDistribution(alpha: Double($0[0]), beta: Double($0[1])) }
    }

    /// The smoothed gradients y and z of each fault, by ln α and by ln β.
    public var momenta: [(alpha: Double, beta: Double)] {
        states.map { (Double($0[2]), Double($0[3])) }
    }

    /// Makes the passes over a block and goes no further, in time linear in its mentions.
    public mutating func learn(_ patterns: ObservationPatterns) throws(NoisyOrError) {
        try priors.check(count: patterns.faultCount)
        for fault in states.count..<max(states.count, patterns.faultCount) {
            let prior = priors[fault]
            states.append(SIMD4(Float(prior.alpha), Float(prior.beta), 0, 0))
        }
        let kernel = StochasticKernel(patterns, priors, configuration)
        // Behind the faults lies one that nothing moves, for the empty lanes of short rows.
        states.append(SIMD4(1, 1, 0, 0))
        for _ in 0..<configuration.epochs { kernel.pass(patterns, &states) }
        states.removeLast()
    }

    /// The posterior of a block, with the objective there.
    public mutating func estimate(
        _ patterns: ObservationPatterns
    ) throws(NoisyOrError) -> FaultRateEstimate {
        try learn(patterns)
        let found = Array(posteriors.prefix(patterns.faultCount))
        var slopes = [Double](repeating: 0, count: patterns.faultCount)
        let likelihood = patterns.logLikelihood(means: found.map(\.mean), slopes: &slopes)
        let objective = found.indices.reduce(likelihood) { sum, fault in
            sum - BetaDivergence(found[fault], from: priors[fault]).value
        }
        return FaultRateEstimate(
            posteriors: found, objective: objective, logLikelihood: likelihood,
            passes: configuration.epochs, converged: false)
    }
}
