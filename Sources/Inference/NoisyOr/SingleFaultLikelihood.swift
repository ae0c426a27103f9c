#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import NumericKernels

/// The density of one fault's rate given all observations, the others at their means, over the
/// logit m of the rate and not normalised.
struct SingleFaultLikelihood {
    let prior: BetaDistribution
    private let logBetaOfPrior: Double
    private let columns: FaultColumns
    private let fault: Int
    /// Q, r and weight of each failure.
    private let failures: [(rest: Double, strength: Double, weight: Double)]

    init(_ search: CoordinateSearch, _ fault: Int) {
        prior = search.priors[fault]
        logBetaOfPrior = logBeta(prior.alpha, prior.beta)
        columns = search.columns
        self.fault = fault
        let complement = 1 / (1 + exp(search.logits[fault]))
        let offsets = search.columns.failureOffsets
        failures = (Int(offsets[fault])..<Int(offsets[fault + 1])).map { k in
            let row = Int(search.columns.failureRows[k])
            let r = Double(search.columns.failureStrengths[k])
            return (search.rest(row, r, complement), r, search.columns.rowWeights[row])
        }
    }

    /// ln of prior density times likelihood at a logit.
    func logDensity(_ m: Double) -> Double {
        let rate = 1 / (1 + exp(-m))
        let complement = 1 / (1 + exp(m))
        // ln μ and ln (1 − μ), which stay finite where μ is rounded to 0 or 1.
        let logRate = m > 0 ? -log1p(exp(-m)) : m - log1p(exp(m))
        let ofPrior = prior.alpha * logRate + prior.beta * (logRate - m) - logBetaOfPrior
        let ofSuccesses = columns.logSuccess(fault, mean: rate, complement: complement)
        var ofFailures = LogarithmicSum()
        for failure in failures {
            ofFailures.add(
                (1 - failure.rest) + failure.rest * failure.strength * rate, failure.weight)
        }
        return ofPrior + ofSuccesses + ofFailures.total
    }

    /// A maximum of the density and the standard deviation of the normal density that fits there.
    ///
    /// Newton's method with short steps; where the density does not curve down, a deviation of 1.
    func mode(from start: Double) -> (logit: Double, deviation: Double) {
        var m = min(max(start, -38), 38)
        var deviation = 1.0
        for _ in 0..<60 {
            let rate = 1 / (1 + exp(-m))
            let complement = 1 / (1 + exp(m))
            var (first, second) = columns.successSlopes(fault, mean: rate, complement: complement)
            for failure in failures {
                let q = failure.rest * failure.strength
                let ratio = q / ((1 - failure.rest) + q * rate)
                first += failure.weight * ratio
                second -= failure.weight * ratio * ratio
            }
            let turn = rate * complement
            let slope = first * turn + prior.alpha * complement - prior.beta * rate
            let curvature =
                (second * turn + first * (complement - rate)) * turn
                - (prior.alpha + prior.beta) * turn
            deviation = curvature < -1e-9 ? 1 / (-curvature).squareRoot() : 1
            let step = curvature < -1e-9 ? -slope / curvature : (slope > 0 ? 1.0 : -1.0)
            let next = min(max(m + min(max(step, -1.5), 1.5), -38), 38)
            if abs(next - m) < 1e-9 { break }
            m = next
        }
        return (m, deviation)
    }
}
