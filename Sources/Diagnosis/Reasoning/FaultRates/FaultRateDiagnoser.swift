import NoisyOr
import NumericKernels

/// Infers, block after block of a stream of requests, which faults fail at which rate.
///
/// Each request names the faults that could be to blame; one that is present fails it with its strength (noisy-OR;
/// J. Platt, E. Kıcıman and D. Maltz, *Fast variational inference for large-scale Internet diagnosis*, 2007). Faults
/// are ranked by the log likelihood that is lost when one is put back to its prior mean, not by their
/// means: one lost request of a fault that is rarely seen gives a high mean and little loss.
///
/// One value a stream: each block begins where the last one ended. Memory is linear in the faults.
public struct FaultRateDiagnoser: Sendable {
    /// How rates are inferred.
    public let settings: FaultRateSettings
    private let priors: FaultPriors
    private var exact: CoordinateAscent?
    private var stochastic: StochasticAscent?
    private var slots = FaultSlots()
    private var tracks: FaultTracks
    private var blocks = 0

    /// A diagnoser at the beginning of a stream.
    ///
    /// - Throws: ``ReasoningError/inference(_:)`` where a setting is out of its range.
    public init(settings: FaultRateSettings = FaultRateSettings()) throws(ReasoningError) {
        self.settings = settings
        let priors = try settings.priors()
        self.priors = priors
        tracks = FaultTracks(memory: settings.memory)
        switch settings.method {
        case .exact: exact = CoordinateAscent(priors: priors)
        case .stochastic:
            var configuration = StochasticAscent.Configuration()
            configuration.epochs = settings.passes
            stochastic = try ReasoningError.inferring { () throws(NoisyOrError) in
                try StochasticAscent(priors: priors, configuration: configuration)
            }
        }
    }

    /// What a block says.
    ///
    /// Time linear in its mentions, times the sweeps of the exact method, and in all faults.
    ///
    /// - Throws: ``ReasoningError/inference(_:)`` where the block is not sound.
    public mutating func assess(_ block: RequestBlock) throws(ReasoningError) -> FaultRateReport {
        tracks.forget(try slots.take(block))
        let (estimate, evidence) = try infer(patterns(block), block)
        let report = try report(block, estimate, evidence)
        blocks += 1
        return report
    }

    /// The rows of a block over places, which checks them.
    private func patterns(_ block: RequestBlock) throws(ReasoningError) -> ObservationPatterns {
        let faults = try slots.places(block.faults, block: block.index)
        let count = slots.count
        return try ReasoningError.inferring { () throws(NoisyOrError) in
            try ObservationPatterns(
                faultCount: count, leak: settings.leak, failed: block.failed,
                weights: block.weights, offsets: block.offsets, faults: faults,
                strengths: block.strengths)
        }
    }

    private mutating func infer(
        _ patterns: ObservationPatterns, _ block: RequestBlock
    ) throws(ReasoningError) -> (FaultRateEstimate, FaultEvidence) {
        let rows = stochastic == nil ? nil : try self.patterns(block.unfolded())
        do throws(NoisyOrError) {
            if let estimate = try exact?.estimate(patterns), let evidence = try exact?.evidence() {
                return (estimate, evidence)
            }
            if let rows, let estimate = try stochastic?.estimate(rows) {
                let evidence = try FaultEvidence(
                    patterns: patterns, posteriors: estimate.posteriors, priors: priors)
                return (estimate, evidence)
            }
        } catch {
            throw .inference(error.description)
        }
        throw .inference("no method was prepared")
    }

    private mutating func report(
        _ block: RequestBlock, _ estimate: FaultRateEstimate, _ evidence: FaultEvidence
    ) throws(ReasoningError) -> FaultRateReport {
        let places = try slots.places(block.counts.map(\.fault), block: block.index)
        remember(places, estimate)
        let now = FaultRateReport.Moment(block: block.index, time: block.times?.lowerBound)
        let threshold = settings.threshold(candidates: places.count)
        let ranking = evidence.ranking
        let named = ranking.prefix { evidence.lost[$0] > threshold }
        let last = Set(tracks.tracks.filter { $0.value.since != nil }.keys)
        var since: [Int: FaultRateReport.Moment] = [:]
        for slot in named { since[slot] = tracks.name(Int32(slot), now: now) }
        let released = places.filter { since[Int($0)] == nil }.filter { tracks.release($0) }
        tracks.tidy(block: block.index)

        let shown = ranking.prefix(max(0, settings.limit))
        let details = Details(block, places, shown: shown, named: named)
        let findings = shown.map { slot in
            var finding = self.finding(
                evidence.summary(
                    of: slot, posterior: estimate.posteriors[slot], interval: settings.interval))
            finding.clients = details.clients[slot] ?? 0
            finding.since = since[slot]
            finding.isNamed = finding.since != nil
            finding.isNew = finding.isNamed && blocks > 0 && !last.contains(Int32(slot))
            let twins = details.twins[slot] ?? []
            finding.twins = twins.map { slots.names[$0] }
            finding.explainedWithTwins = min(
                finding.failures, twins.reduce(finding.explained) { $0 + evidence.explained[$1] })
            return finding
        }
        var failures = 0.0
        var observations = 0.0
        for row in block.failed.indices {
            observations += block.weights[row]
            if block.failed[row] { failures += block.weights[row] }
        }
        return FaultRateReport(
            block: block.index, times: block.times, observations: observations,
            failures: failures, clients: block.clients, candidates: places.count,
            objective: estimate.objective, passes: estimate.passes,
            unexplained: evidence.leaked, faults: findings, namedCount: named.count,
            recovered: released.map { slots.names[Int($0)] }.sorted(), followed: followed)
    }

    private mutating func remember(_ places: [Int32], _ estimate: FaultRateEstimate) {
        var means = [Float](repeating: .nan, count: slots.count)
        for place in places { means[Int(place)] = Float(estimate.posteriors[Int(place)].mean) }
        tracks.add(means)
    }

    private func finding(_ summary: FaultSummary) -> FaultRateFinding {
        FaultRateFinding(
            fault: slots.names[summary.fault], mean: summary.mean, low: summary.low,
            high: summary.high, alpha: summary.posterior.alpha, beta: summary.posterior.beta,
            odds: FaultOdds.odds(logarithm: summary.exact.logOdds), explained: summary.explained,
            requests: summary.requests, failures: summary.failures, clients: 0,
            lost: summary.lost, isNamed: false, isNew: false, since: nil,
            exactMean: summary.exact.mean, differs: summary.exact.differs, twins: [],
            explainedWithTwins: summary.explained,
            course: tracks.course(Int32(summary.fault)))
    }

    private var followed: [FaultRateReport.Followed] {
        tracks.tracks.keys.map {
            FaultRateReport.Followed(
                fault: slots.names[Int($0)], mean: tracks.course($0).last ?? nil)
        }.sorted { $0.fault < $1.fault }
    }

    /// Clients of the faults that are shown and twins of those that are named, by place.
    private struct Details {
        /// Twins are looked for of so many faults.
        static let limit = 20

        var clients: [Int: Int] = [:]
        var twins: [Int: [Int]] = [:]

        init(
            _ block: RequestBlock, _ places: [Int32], shown: ArraySlice<Int>,
            named: ArraySlice<Int>
        ) {
            let shown = Set(shown)
            let named = Set(named.prefix(Self.limit))
            var placeOf: [Int32: Int] = [:]
            var numbers: [Int32] = []
            for (count, place) in zip(block.counts, places) {
                placeOf[count.fault] = Int(place)
                if shown.contains(Int(place)) { clients[Int(place)] = count.clients }
                if named.contains(Int(place)) { numbers.append(count.fault) }
            }
            for (number, others) in FaultTwins.find(numbers, in: block) {
                guard let place = placeOf[number] else { continue }
                twins[place] = others.compactMap { placeOf[$0] }
            }
        }
    }
}
