#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import NoisyOr
import NumericKernels

/// How the rates of faults are inferred, and which faults are named.
public struct FaultRateSettings: Sendable, Equatable {
    /// How the posterior of a block is found.
    public enum Method: String, Sendable, CaseIterable {
        /// The optimum itself, one fault after another.
        case exact
        /// The stochastic gradient of the paper, whose state goes from block to block.
        case stochastic = "sgd"
    }

    /// The prior Beta(α₀, β₀) of every rate: α₀.
    public var priorAlpha = 0.1
    /// β₀; with 0.1 and 100 a fault fails one request in a thousand when nothing is wrong.
    public var priorBeta = 100.0
    /// The probability that a request fails with no known cause.
    public var leak = 0.001
    /// How the posterior is found.
    public var method = Method.exact
    /// Passes over each block of the stochastic method.
    public var passes = 3
    /// How many faults a report tells of.
    public var limit = 20
    /// What the credible interval holds.
    public var interval = 0.95
    /// By how much more than by chance, in nats, a fault must be needed to be named; 3 is 20 to 1.
    public var margin = 3.0
    /// Over how many blocks the course of a rate is remembered.
    public var memory = 32

    /// The prior of the paper's tracking experiment, a leak of one in a thousand, the exact method.
    public init() {}

    /// The loss in log likelihood from which on one of so many candidates is named.
    ///
    /// ln (candidates) + margin: where nothing is wrong the probability that any of them passes is
    /// below e^−margin, since one passes with less than e^−loss.
    public func threshold(candidates: Int) -> Double {
        log(Double(max(1, candidates))) + margin
    }

    func priors() throws(ReasoningError) -> FaultPriors {
        try ReasoningError.inferring { () throws(NoisyOrError) in
            try FaultPriors(all: BetaDistribution(alpha: priorAlpha, beta: priorBeta))
        }
    }
}
