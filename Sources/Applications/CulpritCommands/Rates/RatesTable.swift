import Foundation
import Reasoning

/// The faults that a block names, a line each.
struct RatesTable {
    let style: TerminalStyle
    let width: Int

    private typealias Column = TerminalTable<FaultRateFinding>.Column

    func text(_ findings: ArraySlice<FaultRateFinding>) -> String {
        TerminalTable(
            columns: columns(findings),
            dispensable: ["odds", "clients", "requests", "over time", "since", ""], style: style,
            width: width
        ).text(findings)
    }

    private func columns(_ findings: ArraySlice<FaultRateFinding>) -> [Column] {
        let full = findings.map(\.high).max() ?? 1
        let isWide = width >= 100
        let bar = isWide ? 12 : 6
        let name = max(16, min(44, width - (isWide ? 80 : 60)))
        var columns = [
            Column(title: "fault") { Figures.shortened($0.fault, name) },
            Column(title: "rate %", isRight: true) { Figures.percent($0.exactMean) },
            Column(
                title: "",
                value: {
                    Figures.bar(low: $0.low, high: $0.high, full: full, width: bar)
                }, paint: style.red),
            Column(title: "95 %") {
                "\(Figures.percent($0.low))–\(Figures.percent($0.high))"
            },
            Column(title: "explains", isRight: true) { Figures.count($0.explained.rounded()) },
            Column(title: "requests", isRight: true) { Figures.count($0.requests) },
        ]
        if findings.contains(where: { $0.clients > 0 }) {
            columns.append(
                Column(title: "clients", isRight: true) { Figures.count(Double($0.clients)) })
        }
        columns.append(Column(title: "odds", isRight: true) { Figures.odds($0.odds) })
        let isCourse = findings.contains { $0.course.count > 1 }
        if isCourse {
            columns.append(
                Column(title: "since") { finding in
                    if finding.isNew { return "new" }
                    guard let since = finding.since else { return "" }
                    return since.time.map { String(Figures.time($0).suffix(8)) }
                        ?? "block \(since.block)"
                })
            columns.append(
                Column(
                    title: "over time",
                    value: { Figures.sparkline($0.course.suffix(isWide ? 16 : 8)) },
                    paint: style.red))
        }
        return columns
    }
}
