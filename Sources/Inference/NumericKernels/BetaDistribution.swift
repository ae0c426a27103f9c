/// A Beta distribution over a rate in [0, 1].
public struct BetaDistribution: Sendable, Hashable {
    /// α > 0, which counts for the rate.
    public var alpha: Double
    /// β > 0, which counts against it.
    public var beta: Double

    /// Beta(α, β).
    public init(alpha: Double, beta: Double) {
        self.alpha = alpha
        self.beta = beta
    }

    /// Whether both parameters are positive and finite, as everything else assumes.
    public var isProper: Bool { alpha > 0 && beta > 0 && alpha < .infinity && beta < .infinity }

    /// The mean α / (α + β).
    public var mean: Double { alpha / (alpha + beta) }

    /// The variance μ (1 − μ) / (α + β + 1).
    public var variance: Double {
        let sum = alpha + beta
        return (alpha / sum) * (beta / sum) / (sum + 1)
    }

    /// The probabilities of a rate below and above `rate`.
    public func tails(at rate: Double) -> BetaTails { BetaTails(at: rate, a: alpha, b: beta) }
}
