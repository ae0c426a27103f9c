import Foundation
import Reasoning

/// The faults that a block names, a line each.
struct RatesTable {
    let style: TerminalStyle
    let width: Int

    /// What a column is called and holds.
    private struct Column {
        let title: String
        let isRight: Bool
        let value: (FaultRateFinding) -> String
        var paint: (String) -> String = { $0 }
    }

    func text(_ findings: ArraySlice<FaultRateFinding>) -> String {
        var columns = columns(findings)
        var cells = columns.map { column in findings.map(column.value) }
        var widths = zip(columns, cells).map { column, cells in
            max(column.title.count, cells.map(\.count).max() ?? 0)
        }
        for title in Self.dispensable where 2 * columns.count + widths.reduce(0, +) > width {
            guard let place = columns.firstIndex(where: { $0.title == title }) else { continue }
            columns.remove(at: place)
            cells.remove(at: place)
            widths.remove(at: place)
        }
        var text =
            style.dim("  " + line(columns, widths) { columns[$0].title }) + "\n"
        for row in 0..<findings.count {
            text += "  " + line(columns, widths) { cells[$0][row] } + "\n"
        }
        return text
    }

    /// What is left out, one after the other, where lines are too short for all.
    private static let dispensable = ["odds", "clients", "requests", "over time", "since", ""]

    private func line(
        _ columns: [Column], _ widths: [Int], _ cell: (Int) -> String
    ) -> String {
        var line = columns.indices.map { place in
            let text = cell(place)
            let padded = Figures.padded(text, widths[place], right: columns[place].isRight)
            return text == columns[place].title ? padded : columns[place].paint(padded)
        }.joined(separator: "  ")
        while line.last == " " { line.removeLast() }
        return line
    }

    private func columns(_ findings: ArraySlice<FaultRateFinding>) -> [Column] {
        let full = findings.map(\.high).max() ?? 1
        let isWide = width >= 100
        let bar = isWide ? 12 : 6
        let name = max(16, min(44, width - (isWide ? 80 : 60)))
        var columns = [
            Column(title: "fault", isRight: false) { Figures.shortened($0.fault, name) },
            Column(title: "rate %", isRight: true) { Figures.percent($0.exactMean) },
            Column(
                title: "", isRight: false,
                value: {
                    Figures.bar(low: $0.low, high: $0.high, full: full, width: bar)
                }, paint: style.red),
            Column(title: "95 %", isRight: false) {
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
                Column(title: "since", isRight: false) { finding in
                    if finding.isNew { return "new" }
                    guard let since = finding.since else { return "" }
                    return since.time.map { String(Figures.time($0).suffix(8)) }
                        ?? "block \(since.block)"
                })
            columns.append(
                Column(
                    title: "over time", isRight: false,
                    value: { Figures.sparkline($0.course.suffix(isWide ? 16 : 8)) },
                    paint: style.red))
        }
        return columns
    }
}
