import AnomalyLocalization
import Foundation

/// The answer for people: a table of causes with a bar for the share that each explains.
struct LocalizeText {
    let style: TerminalStyle
    /// Characters in a line.
    let width: Int

    private static let barWidth = 16

    func text(_ answer: LocalizeAnswer) -> String {
        let table = answer.table
        let actual = table.actual.reduce(0, +)
        let forecast = table.forecast.reduce(0, +)
        var head =
            "\(Figures.count(Double(table.count))) leaves of \(table.attributes.count) "
            + (table.attributes.count == 1 ? "attribute" : "attributes")
            + " · measured \(amount(actual)), expected \(amount(forecast))"
        if forecast != 0 { head += " (\(signed(actual / forecast - 1)))" }
        var text = style.bold(head) + "\n"
        if answer.shown.isEmpty {
            text +=
                "  nothing stands out: no combination is further off than leaves are by themselves"
                + " (noise \(Figures.percent(answer.found.noise)) %)\n"
        } else {
            text += rows(answer)
        }
        var notes: [String] = []
        let hidden = answer.found.causes.count - answer.shown.count
        if hidden > 0 { notes.append("\(hidden) more were found (--top)") }
        if abs(answer.found.commonChange) >= 0.005 {
            notes.append(
                "all forecasts are off together: normal leaves are at "
                    + signed(-answer.found.commonChange))
        }
        notes.append(
            "noise of normal leaves \(Figures.percent(answer.found.noise)) %, searched in "
                + String(format: "%.1f ms", answer.milliseconds))
        for note in notes { text += style.dim("  \(note)") + "\n" }
        return text
    }

    private func rows(_ answer: LocalizeAnswer) -> String {
        let names = answer.shown.map { cause in
            Figures.message(
                answer.conditions(cause).map { "\($0.attribute)=\($0.value)" }.joined(
                    separator: " & "))
        }
        let room = max(20, width - Self.barWidth - 50)
        let name = min(room, max(5, names.map(\.count).max() ?? 5))
        var text =
            style.dim(
                "  " + Figures.padded("where", name) + "  "
                    + Figures.padded("explained", Self.barWidth + 6) + "  change   score"
                    + "   leaves      real / predict") + "\n"
        for (cause, label) in zip(answer.shown, names) {
            let bar = Figures.bar(
                low: cause.explained, high: cause.explained, full: 1, width: Self.barWidth)
            text +=
                "  " + style.bold(Figures.padded(Figures.shortened(label, name), name)) + "  "
                + style.red(bar) + Figures.padded(Figures.percent(cause.explained), 5, right: true)
                + "%" + Figures.padded(change(cause), 8, right: true)
                + Figures.padded(String(format: "%.2f", cause.score), 8, right: true)
                + Figures.padded(Figures.count(Double(cause.leaves)), 9, right: true)
                + "  \(amount(cause.actual)) / \(amount(cause.forecast))\n"
        }
        return text
    }

    /// By how much what came is above or below what was expected.
    private func change(_ cause: LeafCause) -> String {
        guard cause.forecast > 0 else { return "new" }
        return signed(cause.actual / cause.forecast - 1)
    }

    private func signed(_ share: Double) -> String {
        if abs(share) >= 10 { return String(format: "%+.0f×", share + 1) }
        return String(format: "%+.1f%%", 100 * share)
    }

    private func amount(_ value: Double) -> String {
        abs(value) >= 1000 ? Figures.count(value.rounded()) : String(format: "%.4g", value)
    }
}
