/// Forecasters with different seasons over one series, of which the one that has erred least is listened to.
///
/// Each forecasts every value before it sees it, so the sums of errors are an honest comparison (A. Dawid,
/// *Prequential analysis*, 1984). Errors are forgotten over a season of each pair. A longer season must be a
/// fifth better than a shorter one to be listened to, for it costs more to learn.
struct SeasonContest: Sendable {
    private struct Entry: Sendable {
        let model: SeasonModel
        var forecaster: HoltWinters
        /// The discounted errors of this one, and of the first over the same values.
        var errors = 0.0
        var errorsOfFirst = 0.0
        var compared = 0
        /// The last residuals.
        var residuals: [Double] = []
    }

    private var entries: [Entry]
    /// The one that is listened to.
    private(set) var leader = 0

    init(models: [SeasonModel], settings: HoltWintersSettings) throws(SeriesError) {
        entries = []
        for model in models {
            var own = settings
            own.cycles = model.cycles
            own.binsPerCycle = model.binsPerCycle
            if 2 * own.residualNeighbours >= max(own.cycles, 2) { own.residualNeighbours = 0 }
            entries.append(Entry(model: model, forecaster: try HoltWinters(settings: own)))
        }
    }

    /// The model that is listened to.
    var model: SeasonModel { entries[leader].model }

    /// The level of the forecaster that is listened to.
    var level: Double { entries[leader].forecaster.level }

    mutating func add(value: Double, bin: (SeasonModel) -> (bin: Int, offset: Int))
        -> SeasonalOutcome<Double>
    {
        var outcomes: [SeasonalOutcome<Double>] = []
        for index in entries.indices {
            let place = bin(entries[index].model)
            let outcome = entries[index].forecaster.update(
                value: value, bin: place.bin, offset: place.offset)
            outcomes.append(outcome)
            guard outcome.residual.isFinite else { continue }
            entries[index].residuals.append(outcome.residual)
            if entries[index].residuals.count > Self.memory {
                entries[index].residuals.removeFirst()
            }
        }
        let listened = leader
        compare(outcomes)
        return outcomes[listened]
    }

    private mutating func compare(_ outcomes: [SeasonalOutcome<Double>]) {
        guard entries.count > 1, outcomes[0].residual.isFinite else { return }
        for index in 1..<entries.count where outcomes[index].residual.isFinite {
            let season = entries[index].model.cycles * entries[index].model.binsPerCycle
            let kept = 1 - 1 / Double(season)
            entries[index].errors = kept * entries[index].errors + abs(outcomes[index].residual)
            entries[index].errorsOfFirst =
                kept * entries[index].errorsOfFirst + abs(outcomes[0].residual)
            entries[index].compared += 1
        }
        let shares = entries.indices.map { index -> Double in
            let entry = entries[index]
            let season = entry.model.cycles * entry.model.binsPerCycle
            guard index > 0, entry.compared >= season / 2, entry.errorsOfFirst > 0 else {
                return index == 0 ? 1 : .infinity
            }
            return entry.errors / entry.errorsOfFirst
        }
        var best = leader
        for index in shares.indices where index != leader {
            let limit = index > best ? 0.8 * shares[best] : shares[best]
            if shares[index] < limit { best = index }
        }
        leader = best
    }

    /// Follows a shift of level that was established so many values after it came.
    ///
    /// Each forecaster is moved by the middle of its own last residuals, if that is a good part of the shift: one
    /// that has followed already, or knows the shift as its season, stays where it is.
    mutating func follow(_ shift: LevelShift) {
        let count = min(shift.delay + 1, Self.memory)
        for index in entries.indices {
            let middle = NoiseEstimate.median(Array(entries[index].residuals.suffix(count)))
            guard abs(middle) > abs(shift.to - shift.from) / 4 else { continue }
            entries[index].forecaster.move(by: middle)
            entries[index].residuals = []
        }
    }

    private static let memory = 8
}
