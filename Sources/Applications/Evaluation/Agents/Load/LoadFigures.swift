/// What a phase of a load study measured.
public struct LoadFigures: Sendable {
    /// What was offered.
    public let phase: LoadPhase
    /// The answered requests a second, those answered within the phase's time only.
    public let answeredRate: Double
    /// The requests that were answered at all.
    public let answered: Int
    /// The requests that the agent refused with a reason, by status of HTTP and kind of problem.
    public let refusals: [String: Int]
    /// The requests that came to nothing without a clear word of the agent, by what happened.
    public let failures: [String: Int]
    /// How long answers took from the moment when their request was due.
    public let latency: LatencySummary
    /// How many answers and refusals were read in full, and what was wrong with them.
    public let samples: Int
    /// What was wrong with answers that were read in full.
    public let flaws: [String]
    /// The requests that the agent sent to specialists; nil when it does not say.
    public let specialistRequests: Int?
    /// The most bytes that the agent held in memory; nil when it does not say.
    public let residentBytes: Int?
    /// The processor time that the agent took, in seconds; nil when it is not on this machine.
    public let agentSeconds: Double?
    /// The processor time that this program took, in seconds.
    public let generatorSeconds: Double?
    /// The processor time that everything else on this machine took, in seconds.
    public let otherSeconds: Double?
    /// How long all of it took, in seconds.
    public let elapsed: Double

    /// The requests that were refused.
    public var refused: Int { refusals.values.reduce(0, +) }
    /// The requests that failed.
    public var failed: Int { failures.values.reduce(0, +) }
    /// The processor time of the agent for each request settled, in milliseconds.
    public var agentMillisecondsPerRequest: Double? {
        let settled = answered + refused
        return settled > 0 ? agentSeconds.map { $0 * 1_000 / Double(settled) } : nil
    }
}

/// How long answers took, in milliseconds.
///
/// Quantiles are over all requests: one that was not answered counts as one that takes for ever.
public struct LatencySummary: Sendable {
    private let sorted: [Int32]
    private let count: Int

    /// - Parameters:
    ///   - latencies: of those answered, in microseconds.
    ///   - count: the number of requests.
    init(_ latencies: [Int32], of count: Int) {
        sorted = latencies.sorted()
        self.count = max(count, latencies.count)
    }

    /// The least time within which this share of all requests was answered; nil when fewer were.
    public func quantile(_ share: Double) -> Double? {
        let rank = max(1, Int((share * Double(count)).rounded(.up)))
        return rank <= sorted.count ? Double(sorted[rank - 1]) / 1_000 : nil
    }

    /// The longest that an answer took; nil without answers.
    public var longest: Double? { sorted.last.map { Double($0) / 1_000 } }
}
