import NoisyOr
import NumericKernels

/// The methods side by side on the paper's synthetic experiment: figure 3 and table 1.
struct SyntheticRateStudy: Sendable {
    /// One method's answer, graded against the rates that the observations were drawn with.
    struct Row: Sendable {
        let method: String
        /// The inferred mean rate of each fault.
        let means: [Double]
        let objective: Double
        /// The mean over all faults of |inferred − true|.
        let meanError: Double
        /// Spearman's correlation of inferred and true rates.
        let correlation: Double
        /// Faults with an inferred mean above `limit` against those with a true rate above it.
        let byMean: NamingGrade
        /// The same, of the faults that lose more than `lossLimit` nats and have such a mean.
        let byLoss: NamingGrade
        /// How often the 95 % interval of a fault with a true rate above `limit` holds it.
        let coverage: Proportional
        let seconds: Double
    }

    /// Hits among tries.
    struct Proportional: Sendable, Equatable {
        var hits = 0
        var tries = 0
        /// The share; 0 without tries.
        var share: Double { tries == 0 ? 0 : Double(hits) / Double(tries) }
    }

    let instance: SyntheticRates
    /// What counts as a fault: a rate above this.
    let limit: Double
    /// What a fault must lose to be named by its loss, in nats.
    let lossLimit: Double
    let rows: [Row]

    /// Runs every method once on one instance.
    ///
    /// - Parameter fullBatch: whether L-BFGS over both parameters is run too, which takes seconds.
    init(
        seed: UInt64 = 1, configuration: SyntheticRates.Configuration = .init(),
        limit: Double = 0.05, lossLimit: Double = 5, fullBatch: Bool = true
    ) throws {
        let instance = try SyntheticRates(seed: seed, configuration: configuration)
        let priors = try FaultPriors(all: configuration.prior)
        var rows: [Row] = []
        func add(_ name: String, _ run: () throws -> FaultRateEstimate) throws {
            let start = ThreadClock.seconds
            let estimate = try run()
            let seconds = ThreadClock.seconds - start
            rows.append(
                try Self.row(name, estimate, seconds, instance, priors, limit, lossLimit))
        }
        for epochs in [1, 3, 20] {
            try add("stochastic, \(epochs) \(epochs == 1 ? "pass" : "passes")") {
                var settings = StochasticAscent.Configuration()
                settings.epochs = epochs
                var method = try StochasticAscent(priors: priors, configuration: settings)
                return try method.estimate(instance.patterns)
            }
        }
        if fullBatch {
            try add("L-BFGS over both parameters") {
                var method = FullBatchAscent(priors: priors)
                return try method.estimate(instance.patterns)
            }
        }
        try add("exact, by coordinates") {
            var method = CoordinateAscent(priors: priors)
            return try method.estimate(instance.patterns)
        }
        self.instance = instance
        self.limit = limit
        self.lossLimit = lossLimit
        self.rows = rows
    }

    private static func row(
        _ name: String, _ estimate: FaultRateEstimate, _ seconds: Double,
        _ instance: SyntheticRates, _ priors: FaultPriors, _ limit: Double, _ lossLimit: Double
    ) throws -> Row {
        let means = estimate.posteriors.map(\.mean)
        let evidence = try FaultEvidence(
            patterns: instance.patterns, posteriors: estimate.posteriors, priors: priors)
        let truth = Set(instance.rates.indices.filter { instance.rates[$0] > limit })
        let named = means.indices.filter { means[$0] > limit }
        var coverage = Proportional()
        for fault in truth.sorted() {
            let exact = evidence.exactPosterior(
                of: fault, approximation: estimate.posteriors[fault])
            coverage.tries += 1
            if exact.low <= instance.rates[fault], instance.rates[fault] <= exact.high {
                coverage.hits += 1
            }
        }
        let errors = zip(means, instance.rates).map { abs($0 - $1) }
        return Row(
            method: name, means: means, objective: estimate.objective,
            meanError: errors.reduce(0, +) / Double(max(1, errors.count)),
            correlation: rankCorrelation(means, instance.rates),
            byMean: NamingGrade(named: named, truth: truth),
            byLoss: NamingGrade(
                named: named.filter { evidence.lost[$0] > lossLimit }, truth: truth),
            coverage: coverage, seconds: seconds)
    }
}
