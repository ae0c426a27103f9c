#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension BetaDistribution {
    /// The rate below which the given probability lies: the inverse of I_x(α, β).
    ///
    /// Newton steps on the logarithm of the smaller tail against the logit of the rate, kept
    /// within a bracket that every step narrows. A rate below 10⁻³⁰⁰ is given as 0.
    ///
    /// - Returns: the quantile; NaN if the probability is outside [0, 1] or the distribution
    ///   improper.
    public func quantile(_ probability: Double) -> Double {
        guard isProper, probability >= 0, probability <= 1 else { return .nan }
        if probability == 0 || probability == 1 { return probability }
        let useLower = probability <= 0.5
        let target = useLower ? log(probability) : log1p(-probability)
        var low = -690.0
        var high = 690.0
        if tail(low, useLower) > target && useLower { return 0 }
        if tail(low, useLower) < target && !useLower { return 0 }
        if tail(high, useLower) < target && useLower { return 1 }
        if tail(high, useLower) > target && !useLower { return 1 }

        var logit = log(alpha) - log(beta)
        logit = min(max(logit, low), high)
        for _ in 0..<200 {
            let value = tail(logit, useLower)
            let error = value - target
            if (error < 0) == useLower { low = logit } else { high = logit }
            // d tail / d logit = ± x^α (1 − x)^β / B; over the tail, since that is logarithmic.
            let x = 1 / (1 + exp(-logit))
            let y = 1 / (1 + exp(logit))
            let slope = exp(BetaTails.logFactor(x, y, alpha, beta) - value)
            var next = logit - (useLower ? error : -error) / slope
            if !(next > low && next < high) { next = 0.5 * (low + high) }
            let moved = abs(next - logit)
            logit = next
            if moved <= 1e-15 * max(1, abs(logit)) || error == 0 { break }
        }
        return 1 / (1 + exp(-logit))
    }

    /// The interval that leaves out the same probability below and above.
    ///
    /// - Parameter probability: what the interval is to hold, 0.95 for a 95 % credible interval.
    public func credibleInterval(_ probability: Double = 0.95) -> (low: Double, high: Double) {
        let outside = (1 - probability) / 2
        return (quantile(outside), quantile(1 - outside))
    }

    private func tail(_ logit: Double, _ lower: Bool) -> Double {
        let tails = BetaTails(
            at: 1 / (1 + exp(-logit)), complement: 1 / (1 + exp(logit)), a: alpha, b: beta)
        return lower ? tails.logLower : tails.logUpper
    }
}
