import AnomalyLocalization
import Foundation

/// The study of single series: each kind by the classic and by the enhanced method.
public struct SeriesStudy: Sendable {
    /// What is studied.
    public struct Settings: Sendable {
        /// The first seed.
        public var seed: UInt64 = 1
        /// How many series of each kind.
        public var repetitions = 20

        /// The defaults.
        public init() {}
    }

    /// How well a method did on the series of a kind.
    public struct Score: Sendable {
        /// Disturbed values called anomalous.
        public var hits = 0
        /// Undisturbed values called anomalous.
        public var falseAlarms = 0
        /// Disturbed values.
        public var disturbed = 0
        /// Undisturbed values that were judged.
        public var undisturbed = 0
        /// The sum of absolute errors of the forecast over undisturbed values after the disturbance began.
        public var errors = 0.0
        /// How many these are.
        public var errorCount = 0

        /// The harmonic mean of precision and recall; 1 where nothing was to be found and nothing was.
        public var f1: Double {
            let all = hits + falseAlarms + disturbed
            return all == 0 ? 1 : 2 * Double(hits) / Double(all)
        }
        /// The mean error of the forecast.
        public var error: Double { errorCount == 0 ? 0 : errors / Double(errorCount) }
        /// False alarms a day.
        public var falseAlarmsADay: Double {
            undisturbed == 0 ? 0 : 24 * Double(falseAlarms) / Double(undisturbed)
        }
    }

    /// Both methods on a kind.
    public struct Row: Sendable {
        /// The kind.
        public let scenario: SeriesScenario
        /// The classic method.
        public var classic = Score()
        /// The enhanced one.
        public var enhanced = Score()
        /// Of shifts: how many were found at most two bins off, how many else were told.
        public var shiftsFound = 0
        /// Shifts that were told and are none.
        public var shiftsElse = 0
        /// Bins between a shift and its finding.
        public var delays: [Int] = []
    }

    static func run(
        _ settings: Settings, progress: (String) -> Void
    ) throws -> (rows: [Row], charts: [SeriesStudySummary.Drawing]) {
        var rows: [Row] = []
        var charts: [SeriesStudySummary.Drawing] = []
        for scenario in SeriesScenario.allCases {
            progress("series: \(scenario.rawValue)")
            var row = Row(scenario: scenario)
            for repetition in 0..<settings.repetitions {
                let seed = settings.seed &* 1_000 &+ UInt64(repetition)
                let series = scenario.make(seed: seed)
                let findings = try watch(series.values)
                for finding in findings {
                    add(finding, finding.outcome, series, &row.enhanced)
                    if let classic = finding.classic { add(finding, classic, series, &row.classic) }
                    guard let shift = finding.levelShift else { continue }
                    if let truth = series.shift, abs(shift.index - truth) <= 2 {
                        row.shiftsFound += 1
                        row.delays.append(finding.index - truth)
                    } else {
                        row.shiftsElse += 1
                    }
                }
                if repetition == 0, [.figure3, .levelShift, .dirtyData].contains(scenario) {
                    charts.append(SeriesDrawing.drawing(scenario, findings))
                }
            }
            rows.append(row)
        }
        return (rows, charts)
    }

    /// Both methods over a series of hours, in one set of parameters.
    private static func watch(_ values: [Double]) throws -> [SeriesFinding] {
        var settings = SeriesMonitorSettings()
        settings.season = .day
        settings.step = 3_600
        settings.hasClassic = true
        var monitor = try SeriesMonitor(settings: settings)
        var findings: [SeriesFinding] = []
        for (bin, value) in values.enumerated() {
            findings += try monitor.add(time: 1_700_006_400 + 3_600 * Double(bin), value: value)
        }
        return findings
    }

    private static func add(
        _ finding: SeriesFinding, _ outcome: SeasonalOutcome<Double>,
        _ series: (values: [Double], disturbed: [Bool], shift: Int?), _ score: inout Score
    ) {
        guard outcome.standing == .judged else { return }
        // The first bins after a shift are neither right nor wrong.
        if let shift = series.shift, shift..<shift + 16 ~= finding.index { return }
        let isDisturbed = series.disturbed[finding.index]
        if isDisturbed {
            score.disturbed += 1
            if outcome.isAnomalous { score.hits += 1 }
            return
        }
        score.undisturbed += 1
        if outcome.isAnomalous { score.falseAlarms += 1 }
        guard finding.index >= SeriesScenario.start else { return }
        score.errors += abs(outcome.residual)
        score.errorCount += 1
    }
}
