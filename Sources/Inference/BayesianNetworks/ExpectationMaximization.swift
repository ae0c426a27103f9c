#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Learns tables from records with missing values, by expectation maximization.
///
/// Every iteration expects the counts under the present tables, exactly (`ExpectedCounts`), and
/// takes the tables that these counts and the prior make most probable. The objective
/// ln P(records) + Σ a ln θ, a the pseudo-counts of the entries θ, never decreases; without a prior
/// it is the log-likelihood. What is found is a local maximum that depends on the start: entries
/// that start at zero stay zero without a prior, and uniform tables are a bad start when a variable
/// is never observed.
///
/// Sources: A. P. Dempster, N. M. Laird and D. B. Rubin, Maximum Likelihood from Incomplete Data via
/// the EM Algorithm, 1977; S. L. Lauritzen, The EM algorithm for graphical association models with
/// missing data, 1995.
public struct ExpectationMaximization: Sendable {
    /// What is believed before any record; it refers to the tables of the start.
    public var prior: DirichletPrior
    /// The number of times that tables are improved at most.
    public var maximumIterations: Int
    /// Stops once the objective grows by no more than this, relative to its size.
    public var relativeTolerance: Double

    /// Expectation maximization with a prior and a rule for stopping.
    public init(
        prior: DirichletPrior = .none, maximumIterations: Int = 200,
        relativeTolerance: Double = 1e-8
    ) {
        self.prior = prior
        self.maximumIterations = maximumIterations
        self.relativeTolerance = relativeTolerance
    }

    /// What was learned, and the way to it.
    public struct Outcome: Sendable {
        /// The learned tables with the expected counts behind them.
        public let tables: LearnedTables
        /// ln P(records) of the start and after every iteration; the last is that of the result.
        public let logLikelihoods: [Double]
        /// The objective, log-likelihood and prior together, in the same order.
        public let objectives: [Double]
        /// Whether it stopped for small growth rather than for the number of iterations.
        public let hasConverged: Bool

        /// The network with the learned tables.
        public var network: BayesianNetwork { tables.network }
        /// The number of times that the tables were improved.
        public var iterations: Int { logLikelihoods.count - 1 }
    }

    /// Improves the tables of a network until they hardly make the records more probable.
    ///
    /// Each distinct record costs one inference an iteration, records without gaps none.
    ///
    /// - Throws: `LearningError.impossibleRecord` if the start gives a record probability zero, and
    ///   errors about records, priors or settings.
    public func learn(
        from start: BayesianNetwork, records: ObservedRecords
    ) throws(LearningError) -> Outcome {
        try checkSettings()
        try records.check(fit: start)
        let pseudoCounts = try prior.pseudoCounts(for: start)
        let patterns = records.patterns
        var expected = try ExpectedCounts(of: patterns, under: start)
        var logLikelihoods = [expected.logLikelihood]
        var objectives = [expected.logLikelihood + Self.logPrior(of: start, pseudoCounts)]
        var tables = try LearnedTables(
            structure: start, counts: expected.counts, pseudoCounts: pseudoCounts)
        var hasConverged = false
        while !hasConverged {
            expected = try ExpectedCounts(of: patterns, under: tables.network)
            let objective =
                expected.logLikelihood + Self.logPrior(of: tables.network, pseudoCounts)
            let growth = objective - (objectives.last ?? objective)
            logLikelihoods.append(expected.logLikelihood)
            objectives.append(objective)
            hasConverged = growth <= relativeTolerance * objective.magnitude
            if hasConverged || logLikelihoods.count > maximumIterations { break }
            tables = try LearnedTables(
                structure: start, counts: expected.counts, pseudoCounts: pseudoCounts)
        }
        return Outcome(
            tables: tables, logLikelihoods: logLikelihoods, objectives: objectives,
            hasConverged: hasConverged)
    }

    private func checkSettings() throws(LearningError) {
        guard maximumIterations >= 1 else {
            throw .invalidSetting("at least one iteration is needed, not \(maximumIterations)")
        }
        guard relativeTolerance >= 0, relativeTolerance.isFinite else {
            throw .invalidSetting(
                "the tolerance must be a finite number of at least zero, not \(relativeTolerance)")
        }
    }

    /// Σ a ln θ, where entries without a pseudo-count add nothing.
    private static func logPrior(of network: BayesianNetwork, _ pseudoCounts: [[Double]]) -> Double
    {
        var sum = 0.0
        for (node, counts) in zip(network.nodes, pseudoCounts) {
            for (entry, count) in counts.enumerated() where count > 0 {
                sum += count * log(node.table[entry])
            }
        }
        return sum
    }
}
