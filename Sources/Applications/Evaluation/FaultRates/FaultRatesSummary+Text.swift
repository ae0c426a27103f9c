import Foundation

extension FaultRatesSummary {
    /// The figures for people.
    public func text(usesColour: Bool) -> String {
        let style = TextColumns(usesColour: usesColour)
        let parts = [syntheticText, risingText, timingText, linksText]
        return parts.map { style.bold($0.title) + "\n" + $0.lines.map { "  \($0)\n" }.joined() }
            .joined(separator: "\n")
    }

    private typealias Part = (title: String, lines: [String])

    private static func line(_ name: String, _ cells: [String], width: Int = 11) -> String {
        TextColumns.left(name, 34) + cells.map { TextColumns.right($0, width) }.joined()
    }

    private var syntheticText: Part {
        let size = synthetic.instance.configuration
        let count = synthetic.instance.rates.count { $0 > synthetic.limit }
        var lines = [
            "\(count) of the faults have a true rate above \(synthetic.limit); by loss: they cost more than "
                + "\(synthetic.lossLimit) nats when put back, too",
            Self.line(
                "",
                [
                    "objective", "error", "rank corr.", "prec. mean", "recall", "prec. loss",
                    "recall", "95 % holds", "CPU s",
                ]),
        ]
        lines += synthetic.rows.map { row in
            Self.line(
                row.method,
                [
                    decimal(row.objective, 1), decimal(row.meanError, 5),
                    decimal(row.correlation, 3),
                    decimal(row.byMean.precision, 3), decimal(row.byMean.recall, 3),
                    decimal(row.byLoss.precision, 3), decimal(row.byLoss.recall, 3),
                    decimal(row.coverage.share, 2), decimal(row.seconds, 3),
                ])
        }
        return (
            "Synthetic: \(size.faults) faults from Beta(\(size.prior.alpha), \(size.prior.beta)), "
                + "\(size.observations) observations", lines
        )
    }

    private var risingText: Part {
        var lines = [
            Self.line(
                "", ["first seen", "second seen", "others seen", "mean error", "CPU s"], width: 13)
        ]
        lines += rising.tracks.map { track in
            let others = track.alarmed.subtracting(rising.faults).count
            return Self.line(
                track.method,
                track.noticed.map { $0.map { "block \($0)" } ?? "never" }
                    + ["\(others)", decimal(track.meanError, 4), decimal(track.seconds, 2)],
                width: 13)
        }
        let begin = RisingSystemsStudy.Configuration().begin
        return ("Two systems that rise together, from block \(begin) on", lines)
    }

    private var timingText: Part {
        var lines = [Self.line("", ["CPU s", "million/s", "objective"], width: 13)]
        lines += timing.rows.map { row in
            Self.line(
                row.method,
                [
                    decimal(row.seconds, 2),
                    decimal(Double(timing.requests) / max(1e-9, row.seconds) / 1e6, 1),
                    decimal(row.objective, 0),
                ], width: 13)
        }
        return (
            "Timing: \(timing.requests) requests in \(timing.blocks) blocks, \(timing.faults) faults",
            lines
        )
    }

    private var linksText: Part {
        var lines = [Self.line("", ["threshold", "precision", "recall", "F"])]
        lines += links.map { row in
            Self.line(
                row.rule,
                [
                    String(format: "%.4g", row.threshold), decimal(row.grade.precision, 3),
                    decimal(row.grade.recall, 3), decimal(row.grade.fMeasure, 3),
                ])
        }
        return (
            "Failing links of a fat tree: \(settings.cases) cases, thresholds from \(settings.training) others",
            lines
        )
    }

    private func decimal(_ value: Double, _ digits: Int) -> String {
        String(format: "%.\(digits)f", value)
    }
}
