#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension GroupLocalizer {
    /// What speaks for a failure of a group.
    struct Weight {
        /// In nats.
        var evidence = 0.0
        /// The common deviation.
        var shift = 0.0
    }

    /// The evidence for a failure of a candidate, with the common deviation at which most of its parts lie.
    func weight(_ candidate: Int, _ evidence: BinEvidence, _ residuals: [Double]) -> Weight {
        var known: [(residual: Double, weight: Double)] = []
        for part in evidence.parts(of: candidate) {
            let residual = residuals[Int(part)]
            let scale = evidence.scales[Int(part)]
            guard residual.isFinite, scale > 0 else { continue }
            known.append((residual, 1 / scale))
        }
        guard !known.isEmpty else { return Weight() }
        let shift = Self.weightedMedian(&known)
        guard settings.direction.takes(shift) else { return Weight() }
        var sum = 0.0
        for part in known {
            sum += gain(residual: part.residual, scale: 1 / part.weight, shift: shift)
        }
        return Weight(evidence: sum, shift: shift)
    }

    /// What is left of a residual once the failure of a group is taken off: nothing within its spread.
    func rest(of residual: Double, scale: Double, without shift: Double) -> Double {
        guard residual.isFinite else { return residual }
        guard scale > 0, gain(residual: residual, scale: scale, shift: shift) > 0 else {
            return residual
        }
        let rest = residual - shift
        let usual = 2 * settings.spread * abs(shift)
        return rest > 0 ? max(0, rest - usual) : min(0, rest + usual)
    }

    /// By how many nats the residual of a part is likelier if its group deviates by `shift`.
    @inline(__always)
    private func gain(residual: Double, scale: Double, shift: Double) -> Double {
        // The mean absolute value of Student's t is 0.85 at 12 degrees of freedom, and near it at others.
        let width = scale / 0.85
        let spread = settings.spread * shift
        let wide = (width * width + spread * spread).squareRoot()
        let fine = residual / width
        let failed = (residual - shift) / wide
        let half = (settings.freedom + 1) / 2
        let ratio =
            half
            * (log1p(fine * fine / settings.freedom) - log1p(failed * failed / settings.freedom))
            + log(width / wide)
        // For ratios that no double holds, the mixture is the ratio itself.
        guard ratio < 500 else { return settings.partLimit }
        return min(
            settings.partLimit, log(settings.suffering * exp(ratio) + 1 - settings.suffering))
    }

    /// The value on both sides of which the weights are equal.
    private static func weightedMedian(_ values: inout [(residual: Double, weight: Double)])
        -> Double
    {
        values.sort { $0.residual < $1.residual }
        let half = values.reduce(0) { $0 + $1.weight } / 2
        var sum = 0.0
        for value in values {
            sum += value.weight
            if sum >= half { return value.residual }
        }
        return values.last?.residual ?? 0
    }
}
