extension LoadSummary {
    /// The figures for people.
    public func text(usesColour: Bool) -> String {
        let style = TextColumns(usesColour: usesColour)
        var lines = [style.bold("agent under load: \(agent)"), ""]
        lines.append(style.dim(Self.row(Self.titles)))
        lines += figures.map { Self.row(Self.cells(of: $0)) }
        for figures in figures {
            let notes = Self.notes(of: figures)
            if !notes.isEmpty { lines += ["", style.bold(figures.phase.name)] + notes }
        }
        lines.append("")
        for bar in bars {
            let mark =
                switch bar.isMet {
                case true?: style.green("met   ")
                case false?: style.red("missed")
                case nil: style.yellow("?     ")
                }
            lines.append("\(mark) \(bar.name): \(bar.measured)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static let titles = [
        "phase", "offered/s", "answered/s", "p50 ms", "p95 ms", "p99 ms", "max ms", "refused",
        "failed", "asked", "CPU ms", "cores", "others", "MB",
    ]
    private static let widths = [19, 10, 11, 8, 8, 8, 8, 8, 7, 6, 7, 6, 7, 5]

    private static func row(_ cells: [String]) -> String {
        zip(cells, widths).enumerated().map { place, cell in
            place == 0 ? TextColumns.left(cell.0, cell.1) : TextColumns.right(cell.0, cell.1)
        }.joined()
    }

    private static func cells(of figures: LoadFigures) -> [String] {
        func shown(_ value: Double?) -> String { value.map { decimal($0) } ?? "-" }
        func hundredths(_ value: Double?) -> String {
            value.map { value in
                let count = Int((value * 100).rounded())
                return "\(count / 100).\(count % 100 < 10 ? "0" : "")\(count % 100)"
            } ?? "-"
        }
        func cores(_ seconds: Double?) -> String {
            hundredths(seconds.map { $0 / figures.elapsed })
        }
        return [
            figures.phase.name, shown(figures.phase.rate), shown(figures.answeredRate),
            shown(figures.latency.quantile(0.5)), shown(figures.latency.quantile(0.95)),
            shown(figures.latency.quantile(0.99)), shown(figures.latency.longest),
            "\(figures.refused)", "\(figures.failed)",
            figures.specialistRequests.map { "\($0)" } ?? "-",
            hundredths(figures.agentMillisecondsPerRequest), cores(figures.agentSeconds),
            cores(figures.otherSeconds),
            figures.residentBytes.map { "\($0 / 1_000_000)" } ?? "-",
        ]
    }

    private static func notes(of figures: LoadFigures) -> [String] {
        figures.refusals.sorted { $0.key < $1.key }.map { "  refused: \($0.key): \($0.value)" }
            + figures.failures.sorted { $0.key < $1.key }.map { "  failed: \($0.key): \($0.value)" }
            + figures.flaws.prefix(5).map { "  wrong: \($0)" }
    }
}
