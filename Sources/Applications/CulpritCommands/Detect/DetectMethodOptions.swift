import AnomalyLocalization
import ArgumentParser

/// The options of `culprit detect` that say how the series is watched.
struct DetectMethodOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What comes back: day, week, none, a time such as 12h, a number of values, or auto.",
            valueName: "season"))
    var season = "auto"

    @Option(
        help: ArgumentHelp(
            "The time between values; the middle of the first 16 if it is not given.",
            valueName: "time"))
    var step: String?

    @Option(
        help: ArgumentHelp(
            "How shifts of level are noticed: segments, shadow (as in the paper) or none.",
            valueName: "method"))
    var levelShifts = "segments"

    @Option(
        help: ArgumentHelp(
            "Abnormal levels count halves of the usual error times this; 1 as in the paper.",
            valueName: "number"))
    var scale = HoltWintersSettings(cycles: 1).residualScale

    @Option(
        help: ArgumentHelp(
            "A value is anomalous from this abnormal level on, 1 to 5.", valueName: "level"))
    var anomalous = HoltWintersSettings(cycles: 1).anomalousLevel

    @Option(
        help: ArgumentHelp(
            "The least error that counts as usual, in the unit of the series.", valueName: "number")
    )
    var floor = HoltWintersSettings(cycles: 1).residualFloor

    @Option(
        help: ArgumentHelp(
            "Leave out enhancements: robust, consistency, continuity; between commas.",
            valueName: "names"))
    var without: String?

    @Flag(help: "Run the unenhanced method beside it.")
    var classic = false

    /// How the series is watched.
    func monitor() throws -> SeriesMonitorSettings {
        var settings = SeriesMonitorSettings()
        settings.season = try seriesSeason()
        if let step {
            guard let duration = Quantity.duration(step), duration > .zero else {
                throw ValidationError("--step takes a time such as 30s, 5m or 1h, not \(step)")
            }
            settings.step = Double(duration.components.seconds)
        }
        guard
            let shifts = [
                "segments": SeriesMonitorSettings.Shifts.segments, "shadow": .shadow, "none": .none,
            ][levelShifts]
        else {
            throw ValidationError(
                "--level-shifts takes segments, shadow or none, not \(levelShifts)")
        }
        settings.shifts = shifts
        settings.hasClassic = classic
        settings.forecast.residualScale = scale
        settings.forecast.anomalousLevel = anomalous
        settings.forecast.residualFloor = floor
        for name in without?.split(separator: ",") ?? [] {
            switch name {
            case "robust": settings.forecast.isRobust = false
            case "consistency": settings.forecast.isConsistent = false
            case "continuity": settings.forecast.residualNeighbours = 0
            default:
                throw ValidationError(
                    "--without takes robust, consistency and continuity, not \(name)")
            }
        }
        do {
            _ = try SeriesMonitor(settings: settings)
        } catch {
            throw ValidationError("\(error)")
        }
        return settings
    }

    private func seriesSeason() throws -> SeriesSeason {
        switch season {
        case "auto": return .chosen
        case "none": return .none
        case "day": return .day
        case "week": return .week
        default:
            if let count = Int(season), (2...100_000).contains(count) { return .values(count) }
            if Int(season) == nil, let time = Quantity.duration(season), time >= .seconds(2) {
                return .seconds(Double(time.components.seconds))
            }
            throw ValidationError(
                "--season takes day, week, none, auto, a time such as 12h or 2 to 100000 values, not \(season)"
            )
        }
    }
}
