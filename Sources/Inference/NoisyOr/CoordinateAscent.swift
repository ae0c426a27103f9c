#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import NumericKernels

/// The exact method: the reduced objective, maximised one fault after another.
///
/// The objective over (α, β) is reduced to one number a fault, the logit of its mean (proof in
/// Documentation/Methods/fault-rates.md). A visit takes two safeguarded Newton steps; the
/// products ∏ (1 − r μ) of the failing rows are carried along. A fault that no failure names is
/// separable and settled in its first visit. A sweep costs time linear in the mentions of
/// failures; memory is that of `FaultColumns`.
///
/// One value per stream: `estimate` starts each block where the last one ended.
public struct CoordinateAscent: Sendable {
    /// When and how a search ends.
    public struct Configuration: Sendable {
        /// The search ends when a whole sweep promises less than this many nats.
        public var tolerance = 1e-5
        /// The most sweeps a block.
        public var sweepLimit = 500

        /// Tolerance 10⁻⁵ nats, at most 500 sweeps.
        public init() {}
    }

    /// The priors of the faults.
    public let priors: FaultPriors
    /// When and how a search ends.
    public let configuration: Configuration
    /// The logit of each fault's mean where the last block ended.
    public internal(set) var logits: [Double] = []
    let tables: [MeanPenaltyTable]
    private var last: CoordinateSearch?

    /// Prepares the tables of the priors, about a millisecond for each distinct one.
    public init(priors: FaultPriors, configuration: Configuration = Configuration()) {
        self.priors = priors
        self.configuration = configuration
        tables = MeanPenaltyTable.tables(priors)
    }

    /// The posterior of a block, searched from where the last one ended.
    ///
    /// New faults start at the means of their priors; a fault that the block does not name goes
    /// back there.
    public mutating func estimate(
        _ patterns: ObservationPatterns
    ) throws(NoisyOrError) -> FaultRateEstimate {
        try priors.check(count: patterns.faultCount)
        let columns = FaultColumns(patterns)
        var search = CoordinateSearch(
            columns: columns, tables: tables, priors: priors, logits: logits)
        search.run(configuration)
        logits = search.logits
        last = search
        return search.estimate()
    }

    /// What the last block says of each fault at the means that were found for it.
    ///
    /// - Parameter backgrounds: the rate of each fault that counts as nothing wrong; `nil` takes
    ///   the means of the priors.
    /// - Returns: `nil` before the first block.
    public func evidence(backgrounds: [Double]? = nil) throws(NoisyOrError) -> FaultEvidence? {
        guard let last else { return nil }
        return try FaultEvidence(search: last, backgrounds: backgrounds)
    }

    /// Goes back to the means of the priors.
    public mutating func reset() {
        logits = []
        last = nil
    }
}
