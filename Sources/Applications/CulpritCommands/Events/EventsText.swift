import Foundation
import Reasoning

/// Events for people: a ranked table.
struct EventsText {
    let style: TerminalStyle
    let width: Int

    private typealias Column = TerminalTable<Ranked>.Column

    private struct Ranked {
        let rank: Int
        let event: ServiceEvent
    }

    /// The table of events, the most severe first.
    func table(_ events: some Collection<ServiceEvent>) -> String {
        let rows = events.enumerated().map { Ranked(rank: $0 + 1, event: $1) }
        let room = max(28, min(60, width - 66))
        let columns: [Column] = [
            Column(title: "#", isRight: true) { "\($0.rank)" },
            Column(title: "severity", isRight: true) { Figures.count($0.event.severity) },
            Column(
                title: "where", value: { Figures.shortened(Figures.message($0.event.name), room) },
                paint: style.bold),
            Column(title: "since") {
                String(Figures.time($0.event.from * 1_000_000).prefix(16))
            },
            Column(title: "lasted") { Self.lasted($0.event) },
            Column(title: "users", isRight: true) { Figures.count(Double($0.event.users)) },
            Column(title: "level", isRight: true) { "\($0.event.level)" },
            Column(title: "expected", isRight: true) { Self.value($0.event.forecast) },
            Column(
                title: "was", isRight: true, value: { Self.value($0.event.actual) },
                paint: style.red),
            Column(
                title: "over time", value: { Self.course($0.event, count: 16) }, paint: style.red),
        ]
        return TerminalTable(
            columns: columns, dispensable: ["level", "over time", "lasted", "users"],
            style: style, width: width
        ).text(rows) { notes($0.event) }
    }

    /// One line that tells of a change as it happens.
    func news(_ event: ServiceEvent) -> String {
        let what =
            event.to == nil ? style.red("begins") : "over after \(Self.lasted(event))"
        return
            "\(Figures.time((event.to ?? event.from) * 1_000_000))  \(what)  "
            + "\(style.bold(Figures.message(event.name)))  \(event.metric) "
            + "\(Self.value(event.forecast)) → \(Self.value(event.actual))  "
            + "\(Figures.count(Double(event.users))) users  "
            + "severity \(Figures.count(event.severity))  \(style.dim(event.identifier))\n"
    }

    private func notes(_ event: ServiceEvent) -> [String] {
        var notes: [String] = []
        if event.explainedCount > 0 {
            notes.append(
                "explains \(Figures.count(Double(event.explainedCount))) more: "
                    + list(event.explains, of: event.explainedCount))
        }
        if !event.within.isEmpty {
            notes.append("within: " + list(event.within, of: event.within.count))
        }
        return notes
    }

    private func list(_ names: [String], of count: Int) -> String {
        var shown = ""
        var told = 0
        for name in names {
            let next = (shown.isEmpty ? "" : " · ") + Figures.message(name)
            guard told == 0 || shown.count + next.count < width - 30 else { break }
            shown += next
            told += 1
        }
        return told < count ? shown + " and \(Figures.count(Double(count - told))) more" : shown
    }

    private static func lasted(_ event: ServiceEvent) -> String {
        guard let to = event.to else { return "goes on" }
        return duration(to - event.from)
    }

    /// Seconds as people say them: `45 min`, `3 h`, `2 d 4 h`.
    static func duration(_ seconds: Int64) -> String {
        switch seconds {
        case ..<120: return "\(seconds) s"
        case ..<7_200 where seconds != 3_600: return "\(seconds / 60) min"
        case ..<172_800:
            return seconds % 3_600 < 60
                ? "\(seconds / 3_600) h" : "\(seconds / 3_600) h \(seconds % 3_600 / 60) min"
        default:
            let hours = seconds % 86_400 / 3_600
            return hours == 0 ? "\(seconds / 86_400) d" : "\(seconds / 86_400) d \(hours) h"
        }
    }

    /// A value with four significant digits.
    private static func value(_ value: Double) -> String {
        value.isFinite ? String(format: "%.4g", value) : "?"
    }

    /// The last values around an event, from the lowest to the highest of them.
    private static func course(_ event: ServiceEvent, count: Int) -> String {
        let values = event.course.suffix(count).map { $0.actual.isFinite ? Double($0.actual) : nil }
        guard let least = values.compactMap({ $0 }).min() else { return "" }
        return Figures.sparkline(values.map { $0.map { $0 - least } })
    }
}
