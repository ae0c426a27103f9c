#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import NumericKernels

/// What one fault's rate makes of the observations that name it, the others at their means.
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
        let range =
            Int(
                search.columns.failureOffsets[fault])..<Int(
                search.columns.failureOffsets[fault + 1])
        failures = range.map { k in
            let row = Int(search.columns.failureRows[k])
            let r = Double(search.columns.failureStrengths[k])
            return (search.rest(row, r, complement), r, search.columns.rowWeights[row])
        }
    }

    /// The logarithm of prior density times likelihood at a logit, as a density over the logit.
    func logDensity(_ m: Double) -> Double {
        let rate = 1 / (1 + exp(-m))
        let complement = 1 / (1 + exp(m))
        // ln μ and ln (1 − μ), which stay finite where μ is rounded to 0 or 1.
        let logRate = m > 0 ? -log1p(exp(-m)) : m - log1p(exp(m))
        var sum = prior.alpha * logRate + prior.beta * (logRate - m) - logBetaOfPrior
        sum += columns.logSuccess(fault, mean: rate, complement: complement)
        for failure in failures {
            let rest = failure.rest
            sum += failure.weight * log((1 - rest) + rest * failure.strength * rate)
        }
        return sum
    }
}

/// The integrals of a density, of the rate and of its square.
struct Moments {
    var mass = 0.0
    var first = 0.0
    var second = 0.0

    mutating func add(_ other: Moments) {
        mass += other.mass
        first += other.first
        second += other.second
    }
}

/// Integrates exp(log density − top) over intervals of the logit.
struct MomentIntegrator {
    let likelihood: SingleFaultLikelihood
    let top: Double
    private let rule = GaussLegendre(count: 12)

    init(likelihood: SingleFaultLikelihood, top: Double) {
        self.likelihood = likelihood
        self.top = top
    }

    /// The moments of an interval, which is halved until halves and whole agree.
    func moments(from left: Double, to right: Double, depth: Int = 0) -> Moments {
        let whole = single(left, right)
        return refined(left, right, whole, depth)
    }

    private func refined(
        _ left: Double, _ right: Double, _ whole: Moments, _ depth: Int
    ) -> Moments {
        let middle = 0.5 * (left + right)
        let first = single(left, middle)
        let second = single(middle, right)
        var halves = first
        halves.add(second)
        let error = abs(halves.mass - whole.mass)
        if depth >= 30 || error <= 1e-12 * abs(halves.mass) || error < 1e-18 { return halves }
        var sum = refined(left, middle, first, depth + 1)
        sum.add(refined(middle, right, second, depth + 1))
        return sum
    }

    /// The tail outside, where the logarithm of the density is a straight line.
    func tail(at m: Double, outward: Double) -> Moments {
        let value = likelihood.logDensity(m)
        let fall = value - likelihood.logDensity(m + outward)
        guard value.isFinite, fall > 0 else { return Moments() }
        let mass = exp(value - top) / fall
        let rate = outward > 0 ? 1.0 : 0.0
        return Moments(mass: mass, first: mass * rate, second: mass * rate)
    }

    private func single(_ left: Double, _ right: Double) -> Moments {
        let half = 0.5 * (right - left)
        let middle = 0.5 * (right + left)
        var sum = Moments()
        for (node, weight) in zip(rule.nodes, rule.weights) {
            let m = middle + half * node
            let density = weight * half * exp(likelihood.logDensity(m) - top)
            let rate = 1 / (1 + exp(-m))
            sum.add(Moments(mass: density, first: density * rate, second: density * rate * rate))
        }
        return sum
    }
}
