/// Watches one series: forecast and judgement of every value, shifts of its level, events.
///
/// The first values are held back until the step between them is known, if it is not given; then every value is
/// answered at once. Memory is bounded by the season's cycles.
///
/// Values come in the order of the stream: a time that runs backwards belongs to its place in the season and
/// nothing else. A series without times has a season only if one is given in values.
public struct SeriesMonitor: Sendable {
    /// How it is watched.
    public let settings: SeriesMonitorSettings
    /// How far local time is ahead at a time, in seconds; the season follows local time.
    private let offset: @Sendable (Double) -> Double
    private var waiting: [(time: Double?, value: Double)] = []
    private var contest: SeasonContest?
    private var classic: SeasonContest?
    private var shifts: LevelShiftDetector
    private var events: EventAssembly
    private var index = 0
    /// Seconds between values, once known.
    public private(set) var step: Double?

    /// How many values are held back at most.
    static let patience = 16

    /// A monitor of a series of which nothing was seen.
    public init(
        settings: SeriesMonitorSettings = SeriesMonitorSettings(),
        offset: @escaping @Sendable (Double) -> Double = { _ in 0 }
    ) throws(SeriesError) {
        self.settings = settings
        self.offset = offset
        shifts = try LevelShiftDetector(settings: settings.levelShift)
        events = EventAssembly(patience: settings.patience)
        try settings.forecast.check()
        if let step = settings.step {
            guard step > 0, step.isFinite else {
                throw .setting(name: "step", value: step, range: "0<...")
            }
        }
    }

    /// The season in use: how many cycles it has, and seconds if it is one of time; nil before the first answer.
    public var season: (cycles: Int, seconds: Double?)? {
        contest.map {
            (
                $0.model.cycles,
                $0.model.binSeconds.map { [model = $0.model] in
                    $0 * Double(model.binsPerCycle * model.cycles)
                }
            )
        }
    }

    /// Takes a value in and answers it, and those that were held back.
    public mutating func add(time: Double?, value: Double) throws(SeriesError) -> [SeriesFinding] {
        if contest != nil { return [judge(time, value)] }
        waiting.append((time, value))
        let isEnough =
            time == nil || settings.step != nil || waiting.count >= Self.patience
        return isEnough ? try begin() : []
    }

    /// Answers what was held back; to be called at the end of the series.
    public mutating func finish() throws(SeriesError) -> [SeriesFinding] {
        contest == nil && !waiting.isEmpty ? try begin() : []
    }

    private mutating func begin() throws(SeriesError) -> [SeriesFinding] {
        let times = waiting.compactMap(\.time)
        let steps = zip(times.dropFirst(), times).map { $0 - $1 }.filter { $0 > 0 }.sorted()
        step = settings.step ?? (steps.isEmpty ? nil : steps[steps.count / 2])
        var forecast = settings.forecast
        forecast.followsLevelShifts = settings.shifts == .shadow && forecast.followsLevelShifts
        contest = try SeasonContest(models: models, settings: forecast)
        if settings.hasClassic {
            var plain = HoltWintersSettings.classic(
                cycles: forecast.cycles, rates: forecast.rates)
            plain.residualScale = forecast.residualScale
            plain.anomalousLevel = forecast.anomalousLevel
            plain.warmUpSeasons = forecast.warmUpSeasons
            plain.residualFloor = forecast.residualFloor
            plain.relativeResidualFloor = forecast.relativeResidualFloor
            classic = try SeasonContest(models: models, settings: plain)
        }
        let held = waiting
        waiting = []
        return held.map { judge($0.time, $0.value) }
    }

    private var models: [SeasonModel] {
        switch settings.season {
        case .none: return [.none]
        case .values(let count):
            return [SeasonModel(cycles: max(1, count), binsPerCycle: 1, binSeconds: nil)]
        case .seconds(let seconds):
            return [step.flatMap { SeasonModel(seconds: seconds, step: $0) } ?? .none]
        case .chosen:
            guard let step else { return [.none] }
            return [.none]
                + [86_400.0, 604_800].compactMap { SeasonModel(seconds: $0, step: step) }
        }
    }

    private mutating func judge(_ time: Double?, _ value: Double) -> SeriesFinding {
        let ahead = time.map(offset) ?? 0
        let place = index
        func bin(_ model: SeasonModel) -> (bin: Int, offset: Int) {
            guard let seconds = model.binSeconds, let time else { return (place, 0) }
            return (
                Int(max(min((time / seconds).rounded(.down), 1e15), -1e15)),
                Int((ahead / seconds).rounded())
            )
        }
        let level = contest?.level ?? .nan
        let isSeasonal = (contest?.model.cycles ?? 1) > 1
        var outcome = contest?.add(value: value, bin: bin) ?? .none(.missing)
        var finding = SeriesFinding(
            index: index, time: time, value: value, outcome: outcome,
            classic: classic?.add(value: value, bin: bin), event: nil, levelShift: nil)
        // The season is what the forecast has beside the level.
        let seasonal =
            isSeasonal && outcome.forecast.isFinite && level.isFinite ? outcome.forecast - level : 0
        switch settings.shifts {
        case .segments:
            if let shift = shifts.add(value - seasonal) {
                contest?.follow(shift)
                finding.levelShift = shift
            }
        case .shadow:
            if outcome.isTakeOver, let contest {
                let window = min(settings.forecast.shiftWindow, index)
                finding.levelShift = LevelShift(
                    index: firstAnomalous ?? index - window + 1, establishedAt: index, from: level,
                    to: contest.level)
            }
        case .none: break
        }
        follow(
            outcome, bin: time.flatMap { time in step.map { Int(time / $0) } } ?? index, &finding)
        if finding.levelShift != nil {
            _ = events.close(series: 0)
            outcome.isTakeOver = true
            finding.outcome = outcome
            firstAnomalous = nil
        }
        index += 1
        return finding
    }

    /// The bin of a value for events: by time where there are times.
    private func number(_ time: Double?) -> Int {
        guard let time, let step else { return index }
        return Int(max(min((time / step).rounded(.down), 1e15), -1e15))
    }

    /// Where the event began that goes on, as an index.
    private var firstAnomalous: Int?

    private mutating func follow(
        _ outcome: SeasonalOutcome<Double>, bin: Int, _ finding: inout SeriesFinding
    ) {
        switch events.add(series: 0, bin: bin, outcome: outcome) {
        case .opened(let event), .replaced(_, let event):
            finding.event = event.id
            firstAnomalous = index
        case .continued(let event): finding.event = event.id
        case .closed: firstAnomalous = nil
        case nil: finding.event = outcome.standing == .missing ? events.open[0]?.id : nil
        }
    }
}
