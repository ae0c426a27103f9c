import AgentRoles
import Foundation
import Reasoning
import Records

/// Prints blocks and the whole for people.
struct RatesTextPrinter: RatesPrinter {
    let style: TerminalStyle
    /// Characters in a line.
    let width: Int
    let tellsOfRejects = true

    func block(_ step: RequestLogDiagnosis.Step) -> String {
        let report = step.report
        var parts = [style.bold("block \(report.block)")]
        if let times = report.times { parts.append(Figures.times(times)) }
        var failed =
            "\(Figures.count(report.failures)) of \(Figures.count(report.observations)) requests failed"
        if report.observations > 0, report.failures > 0 {
            failed += " (\(Figures.percent(report.failures / report.observations)) %)"
        }
        parts.append(failed)
        if report.clients > 0 {
            parts.append("\(Figures.count(Double(report.clients))) clients")
        }
        if step.isCutShort { parts.append("cut short by --memory") }
        var text = parts.joined(separator: " · ") + "\n"
        if report.named.isEmpty {
            text +=
                "  nothing stands out among \(Figures.count(Double(report.candidates))) candidates\n"
        } else {
            text += RatesTable(style: style, width: width).text(report.named)
        }
        for line in notes(report) { text += style.dim("  \(line)") + "\n" }
        return text + "\n"
    }

    private func notes(_ report: FaultRateReport) -> [String] {
        var lines: [String] = []
        let new = report.named.filter(\.isNew).map(\.fault)
        if !new.isEmpty { lines.append("new since the last block: " + list(new)) }
        if !report.recovered.isEmpty { lines.append("no more: " + list(report.recovered)) }
        let unshown = report.namedCount - report.named.count
        if unshown > 0 { lines.append("\(unshown) more are named (--top)") }
        var told: Set<String> = []
        for finding in report.named where !finding.twins.isEmpty && !told.contains(finding.fault) {
            told.formUnion(finding.twins)
            lines.append(
                "\(finding.fault) can hardly be told from \(list(finding.twins)): nearly the same requests "
                    + "name them, and together they explain "
                    + "\(Figures.count(finding.explainedWithTwins.rounded())) failures"
            )
        }
        let differing = report.named.filter(\.differs).map {
            "\(Figures.percent($0.mean)) % of \($0.fault)"
        }
        if !differing.isEmpty {
            lines.append(
                "the variational mean differs from the exact one that is shown: " + list(differing))
        }
        if !report.named.isEmpty, report.unexplained >= 1 {
            lines.append(
                "no fault is needed for \(Figures.count(report.unexplained.rounded())) of the failures"
            )
        }
        return lines
    }

    private func list(_ names: [String]) -> String {
        let shown = names.prefix(6).joined(separator: ", ")
        return names.count > 6 ? shown + " and \(names.count - 6) more" : shown
    }

    func summary(_ summary: RecordSummary, history: RatesHistory) -> String {
        var text = ""
        if history.blocks > 1 { text += overview(history) }
        guard summary.lines > 0 else { return text }
        var line =
            "\(Figures.count(Double(summary.lines))) lines: \(Figures.count(summary.requests)) requests "
            + "in \(summary.blocks) block\(summary.blocks == 1 ? "" : "s"), "
            + "\(Figures.count(summary.failures)) failed"
        if summary.mistakes > 0 {
            line += ", \(Figures.count(summary.mistakes)) were the user's own mistake"
        }
        text += line + "\n"
        for line in RatesWarnings(summary, memory: "").rejected { text += line + "\n" }
        return text
    }

    /// All faults that were named at some time, over all blocks.
    private func overview(_ history: RatesHistory) -> String {
        let rows = history.rows.prefix(20)
        guard !rows.isEmpty else {
            return "in \(history.blocks) blocks nothing stood out\n"
        }
        let name = min(44, max(5, rows.map(\.fault.count).max() ?? 5))
        var text = style.bold("over \(history.blocks) blocks") + "\n"
        text +=
            style.dim(
                "  " + Figures.padded("fault", name)
                    + "  peak %  explains  named in              since    rate over time"
            ) + "\n"
        for row in rows {
            let since = row.first.time.map(Figures.time) ?? "block \(row.first.block)"
            text +=
                "  " + Figures.padded(Figures.shortened(row.fault, name), name)
                + Figures.padded(Figures.percent(row.peak), 8, right: true)
                + Figures.padded(Figures.count(row.explained.rounded()), 10, right: true)
                + Figures.padded("\(row.named)", 10, right: true)
                + "  " + Figures.padded(since, 19)
                + "  " + style.red(Figures.sparkline(history.course(row.fault, count: 24)))
                + "\n"
        }
        if history.rows.count > rows.count {
            text += style.dim("  and \(history.rows.count - rows.count) more") + "\n"
        }
        return text + "\n"
    }
}
