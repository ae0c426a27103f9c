#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import NumericKernels

/// What a mean costs: φ(m) = min over s of KL(Beta(s μ, s (1 − μ)) ‖ prior), with m = logit μ.
///
/// The likelihood sees a fault only through its mean, so the best concentration s depends on the
/// mean and the prior alone, and the objective over (α, β) reduces to one over m. Proof and
/// derivatives: Documentation/Methods/fault-rates.md.
struct MeanPenalty {
    /// φ(m).
    let value: Double
    /// φ′(m), which is ∂KL/∂m at the best concentration.
    let first: Double
    /// φ″(m).
    let second: Double
    /// ln s of the best concentration s = α + β.
    let logConcentration: Double
    /// d ln s / dm.
    let concentrationSlope: Double

    /// Newton's method on t = ln s, kept between points at which KL falls and rises.
    ///
    /// - Parameter start: a guess of ln s; the prior's own is exact at the prior's mean.
    init(logit m: Double, prior: BetaDistribution, logBetaOfPrior: Double, start: Double) {
        let mean = 1 / (1 + exp(-m))
        let complement = 1 / (1 + exp(m))
        var low = -Double.infinity
        var high = Double.infinity
        var t = start
        var point = Point(t, mean, complement, prior, logBetaOfPrior)
        for _ in 0..<100 {
            if point.slope > 0 { high = t } else { low = t }
            var step =
                point.curvature > 0
                ? -point.slope / point.curvature : (point.slope > 0 ? -2.0 : 2.0)
            step = min(max(step, -2), 2)
            guard abs(step) > 1e-14 * max(1, abs(t)) else { break }
            var next = t + step
            if !(next > low && next < high) { next = 0.5 * (low + high) }
            let moved = abs(next - t)
            guard next.isFinite else { break }
            t = next
            point = Point(t, mean, complement, prior, logBetaOfPrior)
            if moved < 1e-9 { break }
        }
        value = point.divergence.value
        first = point.meanSlope
        second = point.meanCurvature - point.mixed * point.mixed / point.curvature
        logConcentration = t
        concentrationSlope = -point.mixed / point.curvature
    }

    /// KL and its derivatives by m and by t = ln s.
    private struct Point {
        let divergence: BetaDivergence
        let slope: Double
        let curvature: Double
        let meanSlope: Double
        let meanCurvature: Double
        let mixed: Double

        init(
            _ t: Double, _ mean: Double, _ complement: Double, _ prior: BetaDistribution,
            _ logBetaOfPrior: Double
        ) {
            let s = exp(t)
            let alpha = s * mean
            let beta = s * complement
            let kl = BetaDivergence(
                alpha: alpha, beta: beta, prior: prior, logBetaOfPrior: logBetaOfPrior)
            // ∂α/∂t = α, ∂β/∂t = β; ∂α/∂m = s μ ν, ∂β/∂m = −s μ ν.
            let turn = s * mean * complement
            slope = alpha * kl.alphaSlope + beta * kl.betaSlope
            curvature =
                slope + alpha * alpha * kl.alphaAlpha + 2 * alpha * beta * kl.alphaBeta
                + beta * beta * kl.betaBeta
            let tilt = kl.alphaSlope - kl.betaSlope
            meanSlope = turn * tilt
            meanCurvature =
                turn * (complement - mean) * tilt
                + turn * turn * (kl.alphaAlpha - 2 * kl.alphaBeta + kl.betaBeta)
            mixed =
                turn
                * (tilt + alpha * (kl.alphaAlpha - kl.alphaBeta)
                    + beta * (kl.alphaBeta - kl.betaBeta))
            divergence = kl
        }
    }
}
