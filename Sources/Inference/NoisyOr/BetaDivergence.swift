import NumericKernels

/// The divergence KL(Beta(α, β) ‖ Beta(α₀, β₀)) with its first and second derivatives.
///
/// KL = ln B(α₀, β₀) − ln B(α, β) + (α − α₀) ψ(α) + (β − β₀) ψ(β) − (α + β − α₀ − β₀) ψ(α + β).
/// The large terms, which agree in most digits where a mean is close to 0 or 1, are paired to
/// differences of polygamma functions before they are computed.
struct BetaDivergence {
    /// KL ≥ 0.
    let value: Double
    /// ∂KL/∂α and ∂KL/∂β.
    let alphaSlope: Double
    let betaSlope: Double
    /// The second derivatives.
    let alphaAlpha: Double
    let alphaBeta: Double
    let betaBeta: Double

    init(alpha: Double, beta: Double, prior: BetaDistribution, logBetaOfPrior: Double) {
        let sum = alpha + beta
        let a = alpha - prior.alpha
        let b = beta - prior.beta
        let ofAlpha = PolygammaDifferences(from: alpha, by: beta)
        let ofBeta = PolygammaDifferences(from: beta, by: alpha)
        let first = trigamma(sum)
        let second = tetragamma(sum)
        value =
            logBetaOfPrior - logBeta(alpha, beta) - a * ofAlpha.digamma - b * ofBeta.digamma
        alphaSlope = a * ofAlpha.trigamma - b * first
        betaSlope = b * ofBeta.trigamma - a * first
        alphaAlpha = ofAlpha.trigamma - a * ofAlpha.tetragamma - b * second
        betaBeta = ofBeta.trigamma - b * ofBeta.tetragamma - a * second
        alphaBeta = -first - (a + b) * second
    }

    init(_ posterior: BetaDistribution, from prior: BetaDistribution) {
        self.init(
            alpha: posterior.alpha, beta: posterior.beta, prior: prior,
            logBetaOfPrior: logBeta(prior.alpha, prior.beta))
    }
}
