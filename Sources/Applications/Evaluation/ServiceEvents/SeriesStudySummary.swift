import Foundation

/// What came of the study of single series.
public struct SeriesStudySummary: Sendable {
    /// A drawing and what its file is called, without ending.
    public struct Drawing: Sendable {
        /// The name.
        public let name: String
        /// The drawing.
        public let chart: Chart
    }

    /// A row a kind of series.
    public let rows: [SeriesStudy.Row]
    /// Fine and coarse cycles.
    public let granularity: [SeriesGranularity]
    /// Labelled traces, if a folder of them was given.
    public let traces: SeriesTraces?
    /// The paper's figures 3 and 4, and a level shift.
    public let drawings: [Drawing]

    /// Runs the study.
    ///
    /// - Parameter traces: a folder of `NAME.csv` (`epoch;rtt;...`) with `NAME.txt`, the labelled change points.
    public static func measure(
        _ settings: SeriesStudy.Settings = .init(), traces: String? = nil,
        progress: (String) -> Void = { _ in }
    ) throws -> SeriesStudySummary {
        let study = try SeriesStudy.run(settings, progress: progress)
        progress("series: fine and coarse cycles")
        let granularity = try SeriesGranularity.measure(seed: settings.seed)
        return SeriesStudySummary(
            rows: study.rows, granularity: granularity,
            traces: try traces.map { try SeriesTraces.measure(folder: $0, progress: progress) },
            drawings: study.charts)
    }

    /// A table for people.
    public func text(usesColour: Bool = false) -> String {
        func bold(_ text: String) -> String { usesColour ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
        func cell(_ text: String, _ width: Int) -> String {
            String(repeating: " ", count: max(0, width - text.count)) + text
        }
        func number(_ value: Double) -> String { String(format: "%.2f", value) }
        func share(_ score: SeriesStudy.Score) -> String {
            score.disturbed == 0 ? "–" : number(score.f1)
        }
        var out = bold("Single series: classic Holt-Winters and the enhanced") + "\n"
        let titles = [
            "F1", "enhanced", "alarms/day", "enhanced", "error", "enhanced", "shifts", "delay",
        ]
        out += "  series          " + titles.map { cell($0, 11) }.joined() + "\n"
        for row in rows {
            let shifts =
                row.shiftsFound + row.shiftsElse == 0
                ? "" : "\(row.shiftsFound)" + (row.shiftsElse > 0 ? "+\(row.shiftsElse)" : "")
            let delays = row.delays.sorted()
            let cells = [
                share(row.classic), share(row.enhanced),
                number(row.classic.falseAlarmsADay), number(row.enhanced.falseAlarmsADay),
                number(row.classic.error), number(row.enhanced.error), shifts,
                delays.isEmpty ? "" : "\(delays[delays.count / 2])",
            ]
            let name = row.scenario.rawValue.padding(toLength: 16, withPad: " ", startingAt: 0)
            out += "  " + name + cells.map { cell($0, 11) }.joined() + "\n"
        }
        out += "\n" + bold("Five-minute bins on fine and on coarse cycles") + "\n"
        for row in granularity {
            out +=
                "  \(row.cycles) cycles: \(row.bytes) bytes a series, "
                + "recall \(number(row.recall)), \(number(row.falseAlarmsADay)) false alarms a day\n"
        }
        return out + (traces.map { "\n" + $0.text(bold: bold) } ?? "")
    }

    /// The figures as JSON.
    public var json: String {
        func score(_ score: SeriesStudy.Score) -> [String: Any] {
            [
                "f1": score.f1, "falseAlarmsADay": score.falseAlarmsADay, "error": score.error,
                "hits": score.hits, "disturbed": score.disturbed,
            ]
        }
        var object: [String: Any] = [
            "series": rows.map { row -> [String: Any] in
                [
                    "series": row.scenario.rawValue, "classic": score(row.classic),
                    "enhanced": score(row.enhanced), "shiftsFound": row.shiftsFound,
                    "shiftsElse": row.shiftsElse, "delays": row.delays,
                ]
            },
            "granularity": granularity.map { row -> [String: Any] in
                [
                    "cycles": row.cycles, "bytes": row.bytes, "recall": row.recall,
                    "falseAlarmsADay": row.falseAlarmsADay,
                ]
            },
        ]
        if let traces { object["traces"] = traces.json }
        let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])
        return data.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
