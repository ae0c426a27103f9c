import Foundation

/// Figures in words.
enum FigureText {
    static func percent(_ share: Double?) -> String {
        share.map { String(format: "%.1f %%", 100 * $0) } ?? "-"
    }
    static func percent(_ proportion: Proportion) -> String { percent(proportion.share) }
    static func number(_ value: Double) -> String { String(format: "%.2f", value) }
}

extension AgentsSummary {
    /// The figures as tables, those of the thesis beside ours.
    public func text(usesColour: Bool) -> String {
        let style = TextColumns(usesColour: usesColour)
        return [
            preface(style), requestsText(style), savingsText(style), learningText(style),
            reliabilityText(style), gainsText(style), aggregationText(style), secondText(style),
        ].joined(separator: "\n")
    }

    private func row(_ first: String, _ cells: [String], width: Int = 9) -> String {
        TextColumns.left(first, 24)
            + cells.map { TextColumns.right($0, width) }.joined() + "\n"
    }

    private func preface(_ style: TextColumns) -> String {
        style.bold("Simulated network") + ", seed \(settings.seed): \(settings.users) user agents, "
            + "40 servers, \(settings.days) days, \(failures) failures\n"
            + "\(traffic.documents) documents, \(traffic.bytes / 1_000_000) MB, "
            + "\(traffic.lost) lost, \(traffic.unreadable) unreadable\n"
    }

    private func requestsText(_ style: TextColumns) -> String {
        var text = style.bold("Specialists asked, by error code") + " (thesis: table 9.1)\n"
        text += style.dim(row("", ["user"] + RequestTable.combinations + ["all"], width: 7))
        for line in requests.rows {
            text += row(
                line.title,
                (["\(line.settledByUser)"] + line.counts.map { "\($0)" }
                    + ["\(line.counts.reduce(0, +))"]), width: 7)
            text += style.dim(
                row(
                    "  thesis",
                    ["-"] + line.thesis.map { "\($0)" }
                        + ["\(line.thesis.reduce(0, +))"], width: 7))
        }
        return text
    }

    private func savingsText(_ style: TextColumns) -> String {
        let all = [savings, savingsAfter]
        func cells(_ name: String, _ figure: (RequestSavings) -> String) -> String {
            row(name, all.map(figure), width: 16)
        }
        return style.bold("Requests saved") + " (thesis: 38 % of asking everything)\n"
            + style.dim(row("", ["all days", "after learning"], width: 16))
            + cells("requests for tests") { "\($0.requests)" }
            + cells("one of each kind") { "\($0.everything)" }
            + cells("every agent") { "\($0.everyAgent)" }
            + cells("share") { FigureText.percent($0.share) }
            + cells("accuracy") { FigureText.percent($0.accuracy) }
            + cells("  asking everything") { FigureText.percent($0.accuracyOfEverything) }
    }

    private func learningText(_ style: TextColumns) -> String {
        var text =
            style.bold("Learning") + " after day \(learningDay) (thesis: 86 % before, 97 % after)\n"
        text += "\(learning ?? "nothing was learned")\n"
        text += matrix("before learning", before, style) + matrix("after learning", after, style)
        text += row(
            "by labels",
            [
                FigureText.percent(beforeByLabel.accuracy),
                FigureText.percent(afterByLabel.accuracy),
            ])
        text += row("labels that are true", [FigureText.percent(labels)])
        func effort(_ name: String, _ effort: DiagnosisEffort) -> String {
            let count = Double(max(1, effort.failures))
            return row(
                name,
                [
                    FigureText.number(Double(effort.regional) / count),
                    FigureText.number(Double(effort.specialist) / count), "\(effort.median) ms",
                    "\(effort.percentile95) ms",
                ], width: 12)
        }
        text += style.dim(
            row("for each failure", ["regional", "specialists", "median", "95 %"], width: 12))
        return text + effort("before learning", effortBefore)
            + effort("after learning", effortAfter)
    }

    private func matrix(_ title: String, _ confusion: CauseConfusion, _ style: TextColumns)
        -> String
    {
        let causes = FailureCause.explained
        var text = style.dim(row(title, causes.map(\.title) + ["silent", "recall"], width: 14))
        for (place, cause) in causes.enumerated() {
            text += row(
                cause.title,
                confusion.counts[place].map { "\($0)" } + [
                    "\(confusion.silent[place])", FigureText.percent(confusion.recall(place)),
                ], width: 14)
        }
        return text
            + row(
                "precision",
                causes.indices.map { FigureText.percent(confusion.precision($0)) }
                    + ["", FigureText.percent(confusion.accuracy)], width: 14)
    }

    private func reliabilityText(_ style: TextColumns) -> String {
        var text = style.bold("Confidence and accuracy") + " (thesis: figure 9-5)\n"
        text += style.dim(
            row("", ["diagnoses", "said", "right", "with no fault: said", "right"], width: 20))
        for (bin, whole) in zip(reliability.bins, reliabilityWithSound.bins) {
            text += row(
                "\(bin.lower) to \(bin.upper)",
                [
                    "\(bin.right.whole)", FigureText.percent(bin.meanProbability),
                    FigureText.percent(bin.right), FigureText.percent(whole.meanProbability),
                    FigureText.percent(whole.right),
                ], width: 20)
        }
        return text
    }

    private func gainsText(_ style: TextColumns) -> String {
        var text =
            style.bold("Gain in accuracy by action value")
            + " (thesis: 0.02 for 0 to 0.05, 0.25 for 0.05 to 0.1, 0.55 for 0.15 to 0.2)\n"
        for (title, table) in [("after learning", gains), ("without learning", gainsBefore)] {
            text += style.dim(row(title, ["actions", "mean", "gain", "±"]))
            for gain in table {
                text += row(
                    "\(gain.lower) to \(gain.upper)",
                    [
                        "\(gain.count)", FigureText.number(gain.meanValue),
                        FigureText.number(gain.gain), FigureText.number(gain.standardError),
                    ])
            }
        }
        return text
    }

    private func aggregationText(_ style: TextColumns) -> String {
        var text =
            style.bold("Specialist requests by failures in the last 15 minutes")
            + " (thesis: figure 9-8, falling)\n"
        text += style.dim(row("failures", ["diagnoses", "requests"], width: 12))
        for point in aggregation {
            let bounds = point.recent
            text += row(
                bounds.upperBound > 1_000
                    ? "\(bounds.lowerBound) and more"
                    : bounds.count == 1
                        ? "\(bounds.lowerBound)"
                        : "\(bounds.lowerBound) to \(bounds.upperBound)",
                ["\(point.count)", FigureText.number(point.requests)], width: 12)
        }
        return text
    }

    private func secondText(_ style: TextColumns) -> String {
        var text =
            style.bold("Second DNS specialist, joined at run time")
            + " (thesis: median 0.84 s against 1.21 s)\n"
        text += style.dim(row("hour", ["first", "second", "share"]))
        for period in second.periods {
            text += row(
                "\(period.hour)",
                [
                    "\(period.first)", "\(period.second)",
                    FigureText.percent(Proportion(period.second, of: period.first + period.second)),
                ])
        }
        for (name, times) in [("first", second.firstTimes), ("second", second.secondTimes)] {
            let cells = [0.15, 0.5, 0.85, 0.95].map { share in
                SecondSpecialist.quantile(share, of: times).map { "\($0) ms" } ?? "-"
            }
            text += row("15, 50, 85, 95 % \(name)", cells, width: 11)
        }
        return text
    }
}
