#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import NumericKernels

/// What a block says of each fault beyond its rate: how much it explains, and how badly it is needed.
///
/// A threshold on the posterior mean names faults badly: one lost request of a component that is
/// rarely used gives a high mean. `lost` ranks well: the log likelihood that is lost when the
/// fault's rate is put back to its background.
public struct FaultEvidence: Sendable {
    /// The weight of the observations that name each fault.
    public let requests: [Double]
    /// The weight of the failures that name each fault.
    public let failures: [Double]
    /// The expected number of failures in which each fault was present and did its work.
    ///
    /// The sum over failures of the responsibility r μ / P(failure). Two faults may share a
    /// failure, so the sum over faults can exceed the number of failures.
    public let explained: [Double]
    /// The expected number of failures in which the leak did its work.
    public let leaked: Double
    /// The log likelihood in nats that is lost when a fault's rate is put back to its background
    /// while all others stay; 0 for a fault whose mean is not above its background.
    public let lost: [Double]
    /// The rate of each fault that counts as nothing wrong.
    public let backgrounds: [Double]

    let search: CoordinateSearch

    /// The evidence of a block at posteriors that some method found for it.
    ///
    /// - Parameter backgrounds: the rate of each fault that counts as nothing wrong, in (0, 1);
    ///   `nil` takes the means of the priors.
    public init(
        patterns: ObservationPatterns, posteriors: [BetaDistribution], priors: FaultPriors,
        backgrounds: [Double]? = nil
    ) throws(NoisyOrError) {
        try priors.check(count: patterns.faultCount)
        if posteriors.count != patterns.faultCount {
            throw .unequalLengths(
                what: "posteriors", found: posteriors.count, expected: patterns.faultCount)
        }
        for (fault, posterior) in posteriors.enumerated() where !posterior.isProper {
            throw .badDistribution(alpha: posterior.alpha, beta: posterior.beta, fault: fault)
        }
        let search = CoordinateSearch(
            columns: FaultColumns(patterns), tables: MeanPenaltyTable.tables(priors),
            priors: priors, logits: posteriors.map { log($0.alpha / $0.beta) })
        try self.init(search: search, backgrounds: backgrounds)
    }

    /// The evidence at the means where a search stands.
    init(search: CoordinateSearch, backgrounds given: [Double]?) throws(NoisyOrError) {
        let columns = search.columns
        let count = columns.faultCount
        let backgrounds = given ?? (0..<count).map { search.priors[$0].mean }
        if backgrounds.count != count {
            throw .unequalLengths(
                what: "background rates", found: backgrounds.count, expected: count)
        }
        for rate in backgrounds where !(rate > 0 && rate < 1) {
            throw .badSetting(name: "a background rate", value: rate)
        }
        var requests = [Double](repeating: 0, count: count)
        var failures = requests
        var explained = requests
        var lost = requests
        for fault in 0..<count {
            for k in Int(columns.successOffsets[fault])..<Int(columns.successOffsets[fault + 1]) {
                requests[fault] += columns.successWeights[k]
            }
            let mean = 1 / (1 + exp(-search.logits[fault]))
            let complement = 1 / (1 + exp(search.logits[fault]))
            for k in Int(columns.failureOffsets[fault])..<Int(columns.failureOffsets[fault + 1]) {
                let row = Int(columns.failureRows[k])
                let r = Double(columns.failureStrengths[k])
                failures[fault] += columns.rowWeights[row]
                let rest = search.rest(row, r, complement)
                explained[fault] +=
                    columns.rowWeights[row] * min(1, r * mean / (1 - rest + rest * r * mean))
            }
            requests[fault] += failures[fault]
            lost[fault] = search.loss(fault, background: backgrounds[fault])
        }
        var leaked = 0.0
        for row in search.products.indices {
            let failure = 1 - search.products[row]
            leaked += columns.rowWeights[row] * (failure > 0 ? min(1, columns.leak / failure) : 0)
        }
        self.requests = requests
        self.failures = failures
        self.explained = explained
        self.leaked = leaked
        self.lost = lost
        self.backgrounds = backgrounds
        self.search = search
    }

    /// The faults that any failure names and whose loss is positive, largest loss first.
    public var ranking: [Int] {
        lost.indices.filter { lost[$0] > 0 }
            .sorted { lost[$0] != lost[$1] ? lost[$0] > lost[$1] : $0 < $1 }
    }
}

extension CoordinateSearch {
    /// The product of a failing row without one of its mentions.
    func rest(_ row: Int, _ r: Double, _ complement: Double) -> Double {
        min(1 - columns.leak, products[row] / ((1 - r) + r * complement))
    }

    /// ln likelihood at the fault's mean less that at its background, the others unchanged.
    func loss(_ fault: Int, background: Double) -> Double {
        let mean = 1 / (1 + exp(-logits[fault]))
        guard mean > background, columns.hasFailures(fault) else { return 0 }
        let complement = 1 / (1 + exp(logits[fault]))
        var loss =
            columns.logSuccess(fault, mean: mean, complement: complement)
            - columns.logSuccess(fault, mean: background, complement: 1 - background)
        for k in Int(columns.failureOffsets[fault])..<Int(columns.failureOffsets[fault + 1]) {
            let row = Int(columns.failureRows[k])
            let r = Double(columns.failureStrengths[k])
            let rest = rest(row, r, complement)
            let now = (1 - rest) + rest * r * mean
            let then = (1 - rest) + rest * r * background
            loss += columns.rowWeights[row] * log(now / then)
        }
        return max(0, loss)
    }
}
