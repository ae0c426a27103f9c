import AnomalyLocalization
import Foundation

/// Findings for people, a line each.
struct DetectText: DetectPrinter {
    let style: TerminalStyle

    private static let columns: [(title: String, width: Int)] = [
        ("index", 7), ("time (UTC)", 19), ("value", 10), ("forecast", 10), ("band", 21),
        ("residual", 10), ("level", 5),
    ]

    var head: String {
        let titles = Self.columns.map {
            Figures.padded($0.title, $0.width, right: $0.title != "time (UTC)")
        }
        return style.dim(titles.joined(separator: "  ")) + "\n"
    }

    func line(_ finding: SeriesFinding) -> String {
        let outcome = finding.outcome
        let time = finding.time.map { Figures.time(Int64(($0 * 1e6).rounded())) } ?? ""
        let band =
            outcome.low.isFinite ? "\(number(outcome.low)) – \(number(outcome.high))" : ""
        let cells = [
            "\(finding.index)", time, number(finding.value), number(outcome.forecast), band,
            outcome.residual.isFinite
                ? (outcome.residual < 0 ? "" : "+") + number(outcome.residual) : "",
            outcome.standing == .judged || outcome.standing == .learning ? "\(outcome.level)" : "",
        ]
        let padded = zip(cells, Self.columns).map {
            Figures.padded($0, $1.width, right: $1.title != "time (UTC)")
        }.joined(separator: "  ")
        var text = outcome.isAnomalous ? style.red(padded) : padded
        if let event = finding.event { text += style.red("  event \(event)") }
        if outcome.standing == .learning { text += style.dim("  learning") }
        if outcome.standing == .gathering { text += style.dim("  first season") }
        if outcome.standing == .missing { text += style.dim("  missing") }
        if let classic = finding.classic, classic.forecast.isFinite {
            let plain = "  classic \(number(classic.forecast)) level \(classic.level)"
            text += classic.isAnomalous ? style.yellow(plain) : style.dim(plain)
        }
        if let shift = finding.levelShift {
            text += style.bold(
                "  level shift at \(shift.index): \(number(shift.from)) → \(number(shift.to))")
        }
        return text + "\n"
    }

    func summary(_ tally: DetectTally) -> String {
        func several(_ count: Int, _ one: String, _ many: String) -> String {
            "\(Figures.count(Double(count))) \(count == 1 ? one : many)"
        }
        var parts = [several(tally.values, "value", "values")]
        if tally.missing > 0 { parts.append("\(tally.missing) missing") }
        parts.append(
            "\(tally.anomalous) anomalous in \(several(tally.events, "event", "events"))")
        parts.append(several(tally.shifts, "level shift", "level shifts"))
        if let season = tally.season {
            parts.append(
                season.cycles == 1
                    ? "no season"
                    : "season of "
                        + (season.seconds.map { Figures.count($0 / 3_600) + " h in " } ?? "")
                        + "\(season.cycles) cycles")
        }
        return style.dim(parts.joined(separator: ", ")) + "\n"
    }

    /// Six significant digits, so that columns stay narrow.
    private func number(_ value: Double) -> String {
        value.isFinite ? String(format: "%.6g", value) : ""
    }
}
