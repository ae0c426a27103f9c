#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import NumericKernels

/// φ and the best concentration of one prior, tabulated over the logit of the mean.
///
/// Between knots, φ is the polynomial of degree 5 that has the value and both derivatives at
/// either end, and ln s that of degree 3. Outside ±`reach` it is computed anew. The errors are in
/// Documentation/Methods/fault-rates.md; the tests hold them. Where there are more priors than
/// `limit`, tables would cost more than they save, and everything is computed anew.
struct MeanPenaltyTable: Sendable {
    static let reach = 32.0
    static let spacing = 0.125
    static let limit = 64

    let prior: BetaDistribution
    private let logBetaOfPrior: Double
    /// The largest logit that the table answers for; 0 if there is none.
    private let covered: Double
    /// Six coefficients of φ an interval, lowest first.
    private let penalty: [Double]
    /// Four coefficients of ln s an interval.
    private let concentration: [Double]

    /// One for each prior.
    static func tables(_ priors: FaultPriors) -> [MeanPenaltyTable] {
        let tabulated = priors.distinct.count <= limit
        return priors.distinct.map { MeanPenaltyTable(prior: $0, tabulated: tabulated) }
    }

    init(prior: BetaDistribution, tabulated: Bool = true) {
        self.prior = prior
        logBetaOfPrior = logBeta(prior.alpha, prior.beta)
        guard tabulated else {
            covered = 0
            penalty = []
            concentration = []
            return
        }
        covered = Self.reach
        let intervals = Int(2 * Self.reach / Self.spacing)
        let center = log(prior.alpha / prior.beta)
        let middle = Int(((center + Self.reach) / Self.spacing).rounded())
        let first = min(max(middle, 0), intervals)
        let scale = logBetaOfPrior
        func knot(_ k: Int, _ start: Double) -> MeanPenalty {
            MeanPenalty(
                logit: Double(k) * Self.spacing - Self.reach, prior: prior,
                logBetaOfPrior: scale, start: start)
        }
        // Outward from the prior's mean, where the answer is known, each knot from its neighbour.
        var knots = [knot(first, log(prior.alpha + prior.beta))]
        for k in stride(from: first + 1, through: intervals, by: 1) {
            let last = knots[knots.count - 1]
            knots.append(
                knot(k, last.logConcentration + Self.spacing * last.concentrationSlope))
        }
        var below: [MeanPenalty] = []
        for k in stride(from: first - 1, through: 0, by: -1) {
            let last = below.last ?? knots[0]
            below.append(
                knot(k, last.logConcentration - Self.spacing * last.concentrationSlope))
        }
        knots = below.reversed() + knots

        var penalty: [Double] = []
        var concentration: [Double] = []
        let h = Self.spacing
        for k in 0..<intervals {
            let left = knots[k]
            let right = knots[k + 1]
            let rise = right.value - left.value
            let d0 = h * left.first
            let d1 = h * right.first
            let c0 = 0.5 * h * h * left.second
            let c1 = 0.5 * h * h * right.second
            penalty += [
                left.value, d0, c0,
                10 * rise - 6 * d0 - 4 * d1 - 3 * c0 + c1,
                -15 * rise + 8 * d0 + 7 * d1 + 3 * c0 - 2 * c1,
                6 * rise - 3 * d0 - 3 * d1 - c0 + c1,
            ]
            let growth = right.logConcentration - left.logConcentration
            let e0 = h * left.concentrationSlope
            let e1 = h * right.concentrationSlope
            concentration += [
                left.logConcentration, e0, 3 * growth - 2 * e0 - e1, -2 * growth + e0 + e1,
            ]
        }
        self.penalty = penalty
        self.concentration = concentration
    }

    /// Computes φ without the table.
    func exactly(at m: Double) -> MeanPenalty {
        MeanPenalty(
            logit: m, prior: prior, logBetaOfPrior: logBetaOfPrior,
            start: log(prior.alpha + prior.beta))
    }

    /// φ(m).
    func value(at m: Double) -> Double {
        guard abs(m) < covered else { return exactly(at: m).value }
        let (k, u) = Self.place(m)
        let c = 6 * k
        var sum = penalty[c + 5]
        for d in stride(from: 4, through: 0, by: -1) { sum = sum * u + penalty[c + d] }
        return sum
    }

    /// φ′(m) and φ″(m).
    func slopes(at m: Double) -> (first: Double, second: Double) {
        guard abs(m) < covered else {
            let exact = exactly(at: m)
            return (exact.first, exact.second)
        }
        let (k, u) = Self.place(m)
        return penalty.withUnsafeBufferPointer { p in
            let c = 6 * k
            let c2 = p[c + 2]
            let c3 = p[c + 3]
            let c4 = p[c + 4]
            let c5 = p[c + 5]
            let first = p[c + 1] + u * (2 * c2 + u * (3 * c3 + u * (4 * c4 + u * 5 * c5)))
            let second = 2 * c2 + u * (6 * c3 + u * (12 * c4 + u * 20 * c5))
            return (first / Self.spacing, second / (Self.spacing * Self.spacing))
        }
    }

    /// The Beta distribution of the best concentration for a mean.
    func distribution(at m: Double) -> BetaDistribution {
        var t: Double
        if abs(m) < covered {
            let (k, u) = Self.place(m)
            let c = 4 * k
            t = concentration[c + 3]
            for d in stride(from: 2, through: 0, by: -1) { t = t * u + concentration[c + d] }
        } else {
            t = exactly(at: m).logConcentration
        }
        let s = exp(t)
        return BetaDistribution(alpha: s / (1 + exp(-m)), beta: s / (1 + exp(m)))
    }

    private static func place(_ m: Double) -> (interval: Int, fraction: Double) {
        let position = (m + reach) * (1 / spacing)
        let k = Int(position)
        return (k, position - Double(k))
    }
}
