#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import NumericKernels

/// The state of a search by coordinates over one block.
struct CoordinateSearch {
    /// No optimum lies beyond: a billion failures bring a logit to about 25.
    static let logitLimit = 60.0

    let columns: FaultColumns
    let tables: [MeanPenaltyTable]
    let priors: FaultPriors
    /// m, the logit of the mean of each fault.
    var logits: [Double]
    /// (1 − r₀) ∏ (1 − r μ) of each failing row.
    var products: [Double]
    var sweeps = 0
    var converged = false
    /// The products of the rows being visited, without the fault being visited.
    private var others: [Double]

    init(
        columns: FaultColumns, tables: [MeanPenaltyTable], priors: FaultPriors, logits: [Double]
    ) {
        self.columns = columns
        self.tables = tables
        self.priors = priors
        self.logits = logits
        let count = columns.faultCount
        if logits.count > count { self.logits.removeLast(logits.count - count) }
        for fault in self.logits.count..<max(count, self.logits.count) {
            let prior = priors[fault]
            self.logits.append(log(prior.alpha / prior.beta))
        }
        products = [Double](repeating: 1, count: columns.rowWeights.count)
        var longest = 0
        for fault in 0..<count {
            longest = max(
                longest, Int(columns.failureOffsets[fault + 1] - columns.failureOffsets[fault]))
            if !columns.hasFailures(fault) && !columns.hasSuccesses(fault) {
                let prior = priors[fault]
                self.logits[fault] = log(prior.alpha / prior.beta)
            }
        }
        others = [Double](repeating: 0, count: longest)
        refreshProducts()
    }

    /// Computes the product of every failing row anew.
    mutating func refreshProducts() {
        for row in products.indices { products[row] = product(row) }
    }

    /// The product of one failing row, from the means.
    func product(_ row: Int) -> Double {
        var product = 1 - columns.leak
        for k in Int(columns.rowOffsets[row])..<Int(columns.rowOffsets[row + 1]) {
            let r = Double(columns.rowStrengths[k])
            product *= (1 - r) + r / (1 + exp(logits[Int(columns.rowFaults[k])]))
        }
        return product
    }

    /// Sweeps until one promises less than the tolerance.
    mutating func run(_ configuration: CoordinateAscent.Configuration) {
        var active: [Int32] = []
        for fault in 0..<columns.faultCount {
            if columns.hasFailures(fault) {
                active.append(Int32(fault))
            } else if columns.hasSuccesses(fault) {
                settle(fault)
            }
        }
        while sweeps < configuration.sweepLimit {
            var gain = 0.0
            for fault in active { gain += visit(Int(fault), steps: 2) }
            sweeps += 1
            if gain < configuration.tolerance {
                converged = true
                break
            }
            // Each carried product is off by a few units in the last place a visit.
            if sweeps % 16 == 0 { refreshProducts() }
        }
        if active.isEmpty { converged = true }
    }

    /// Finds the optimum of a fault that only successes name.
    private mutating func settle(_ fault: Int) { _ = visit(fault, steps: 60) }

    /// Newton steps on one fault; returns what the first one promises, in nats.
    ///
    /// The steps stay between points where the objective rises and falls. Further ones are made
    /// while a step is long, since the last one is not looked at before the next sweep.
    @discardableResult
    mutating func visit(_ fault: Int, steps: Int) -> Double {
        let start = Int(columns.failureOffsets[fault])
        let count = Int(columns.failureOffsets[fault + 1]) - start
        var m = logits[fault]
        let table = tables[priors.index(of: fault)]
        var mean = 1 / (1 + exp(-m))
        var complement = 1 / (1 + exp(m))
        let most = 1 - columns.leak
        for k in 0..<count {
            let r = Double(columns.failureStrengths[start + k])
            let product = products[Int(columns.failureRows[start + k])]
            others[k] = min(most, product / ((1 - r) + r * complement))
        }
        var gain = 0.0
        var low = -Self.logitLimit
        var high = Self.logitLimit
        for step in 0..<60 {
            var (first, second) = columns.successSlopes(fault, mean: mean, complement: complement)
            for k in 0..<count {
                let r = Double(columns.failureStrengths[start + k])
                let weight = columns.rowWeights[Int(columns.failureRows[start + k])]
                // P(failure) = 1 − Q (1 − r μ) = (1 − Q) + Q r μ.
                let q = others[k] * r
                let ratio = q / ((1 - others[k]) + q * mean)
                first += weight * ratio
                second -= weight * ratio * ratio
            }
            let penalty = table.slopes(at: m)
            let turn = mean * complement
            let gradient = first * turn - penalty.first
            let curvature = (second * turn + first * (complement - mean)) * turn - penalty.second
            if gradient > 0 { low = m } else { high = m }
            var change =
                curvature < -1e-12 ? -gradient / curvature : (gradient > 0 ? 1.0 : -1.0)
            change = min(max(change, -2), 2)
            if step == 0 { gain = abs(0.5 * gradient * change) }
            // A step this small may round to none, which is no reason to bisect.
            if abs(change) < 1e-12 * max(1, abs(m)) { break }
            if !(m + change > low && m + change < high) { change = 0.5 * (low + high) - m }
            m += change
            mean = 1 / (1 + exp(-m))
            complement = 1 / (1 + exp(m))
            if step + 1 >= steps && abs(change) < 0.25 { break }
        }
        logits[fault] = m
        for k in 0..<count {
            let r = Double(columns.failureStrengths[start + k])
            products[Int(columns.failureRows[start + k])] =
                others[k] * ((1 - r) + r * complement)
        }
        return gain
    }

    /// The posteriors at the current means, and the objective there.
    func estimate() -> FaultRateEstimate {
        var posteriors: [BetaDistribution] = []
        posteriors.reserveCapacity(columns.faultCount)
        var penalty = 0.0
        var likelihood = columns.successWeight * log1p(-columns.leak)
        for fault in 0..<columns.faultCount {
            let table = tables[priors.index(of: fault)]
            guard columns.hasFailures(fault) || columns.hasSuccesses(fault) else {
                posteriors.append(table.prior)
                continue
            }
            let m = logits[fault]
            posteriors.append(table.distribution(at: m))
            penalty += table.value(at: m)
            likelihood += columns.logSuccess(
                fault, mean: 1 / (1 + exp(-m)), complement: 1 / (1 + exp(m)))
        }
        for row in products.indices {
            likelihood += columns.rowWeights[row] * log1p(-product(row))
        }
        return FaultRateEstimate(
            posteriors: posteriors, objective: likelihood - penalty, logLikelihood: likelihood,
            passes: sweeps, converged: converged)
    }
}
