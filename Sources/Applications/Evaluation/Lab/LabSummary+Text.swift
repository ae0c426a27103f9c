import Foundation

extension LabSummary {
    /// The summary for people, with a line break at its end.
    public func text(usesColour: Bool) -> String {
        let style = TextColumns(usesColour: usesColour)
        var sections = [[headline(style)] + notGraded(style)]
        guard classAccuracy.whole > 0 else { return Self.joined(sections) }
        sections[0] += figures(style)
        // Of a few runs, tables would say no more than their rows did.
        guard classAccuracy.whole >= Self.fewestForTables else { return Self.joined(sections) }
        sections.append([style.bold("by class")] + classTable(style))
        sections.append(
            [style.bold("said (columns) for what was true (rows); of a pair, what was said")]
                + matrix(style))
        if !wrongCauses.cells.isEmpty {
            sections.append([style.bold("wrong causes")] + wrongLines)
        }
        sections.append(
            [style.bold("how sure it was, and how often it was right")] + reliability(style))
        return Self.joined(sections)
    }

    /// Below this many graded runs there are no tables.
    private static let fewestForTables = 5

    private static func joined(_ sections: [[String]]) -> String {
        sections.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    /// A line for each true cause that was missed: what was said in its place.
    private var wrongLines: [String] {
        var truths = [String]()
        for cell in wrongCauses.cells where !truths.contains(cell.truth) {
            truths.append(cell.truth)
        }
        return truths.map { truth in
            let said = wrongCauses.cells.filter { $0.truth == truth }.map { cell in
                (cell.said ?? "no answer") + (cell.count > 1 ? " (\(cell.count) times)" : "")
            }
            return "  \(TextColumns.left(truth, 5)) called \(said.joined(separator: ", "))"
        }
    }

    private func headline(_ style: TextColumns) -> String {
        let count = "\(scenarios) run\(scenarios == 1 ? "" : "s")"
        guard classAccuracy.whole > 0 else { return style.bold("\(count), none graded") }
        let wrong = causeAccuracy.whole - causeAccuracy.part
        let words = "\(count), \(causeAccuracy.part) right" + (wrong > 0 ? ", \(wrong) wrong" : "")
        return style.bold(words)
    }

    private func notGraded(_ style: TextColumns) -> [String] {
        var lines = [String]()
        if notMade > 0 { lines.append(style.red("\(notMade) not made: see the rows above")) }
        if notApplied > 0 {
            lines.append(style.red("\(notApplied) not graded: the fault was not proved"))
        }
        if unanswered > 0 {
            lines.append(style.red("\(unanswered) of the wrong ones without an answer"))
        }
        return lines
    }

    private func figures(_ style: TextColumns) -> [String] {
        var lines = [
            row("class right", Self.words(classAccuracy)),
            row("cause right", Self.words(causeAccuracy) + pairs),
            row(
                "Brier score",
                brierScore.map { String(format: "%.4f, of 0 (best) to 2", $0) } ?? "unknown"),
        ]
        if falseAlarms.whole > 0 {
            let part = falseAlarms.part
            lines.append(
                row(
                    "false alarms",
                    "\(part == 0 ? "none" : style.red("\(part)")) in \(falseAlarms.whole) sound network"
                        + (falseAlarms.whole == 1 ? "" : "s")
                ))
        }
        if reachabilityWrong > 0 {
            lines.append(
                row(
                    "page came?", style.yellow("\(reachabilityWrong) times not as the truth has it")
                ))
        }
        lines.append(row("tests made", Self.words(tests)))
        lines.append(row("cost", Self.words(cost)))
        if let all = everythingAccuracy {
            lines.append(
                row(
                    "everything",
                    "when asked, class right \(all.className.part) and cause right "
                        + "\(all.cause.part) of \(all.className.whole)"))
        }
        if let mean = trialSeconds.mean, let median = trialSeconds.median,
            let longest = longestTrial
        {
            lines.append(
                row(
                    "time",
                    String(
                        format: "mean %.2f s, median %.2f s, longest %.1f s", mean, median, longest)
                        + (setUpSeconds.mean.map { String(format: "; lab up in %.1f s", $0) } ?? "")
                ))
        }
        return lines
    }

    private var pairs: String {
        honestPairs == 0
            ? "" : "; \(honestPairs) of them as a pair that one device cannot tell apart"
    }

    private func row(_ name: String, _ words: String) -> String {
        "  " + TextColumns.left(name, 14) + words
    }

    private static func words(_ proportion: Proportion) -> String {
        guard let share = proportion.share, let interval = proportion.interval else { return "-" }
        return
            "\(Percent.precise(share)) (\(proportion.part) of \(proportion.whole); 95 % interval "
            + String(
                format: "%.1f to %.1f %%)", interval.lowerBound * 100, interval.upperBound * 100)
    }

    private static func words(_ spending: Spending) -> String {
        guard let mean = spending.mean, let median = spending.median else { return "-" }
        let text = String(
            format: "%.0f in all, mean %.1f, median %.0f", spending.spent, mean, median)
        guard let everything = spending.everything, let ratio = spending.ratio else { return text }
        return text
            + String(format: "; %.0f %% of the %.0f", ratio * 100, everything)
            + " of asking everything (\(spending.pairs) scenario\(spending.pairs == 1 ? "" : "s"))"
    }

    private func classTable(_ style: TextColumns) -> [String] {
        let header =
            "  " + TextColumns.left("", 15) + "   runs    class right    cause right   Brier"
        return [style.dim(header)]
            + byClass.map { figures in
                "  " + TextColumns.left(figures.className, 15)
                    + TextColumns.right("\(figures.classRight.whole)", 7)
                    + TextColumns.right(Self.cell(figures.classRight), 15)
                    + TextColumns.right(Self.cell(figures.causeRight), 15)
                    + TextColumns.right(String(format: "%.3f", figures.brierScore), 8)
            }
    }

    private static func cell(_ proportion: Proportion) -> String {
        "\(proportion.part)" + TextColumns.right(proportion.share.map(Percent.text) ?? "", 7)
    }

    private func matrix(_ style: TextColumns) -> [String] {
        let said = Set(classConfusion.cells.map(\.said))
        let known = CauseClass.allCases.map(\.rawValue)
        let others = said.compactMap { $0 }.filter { !known.contains($0) }.sorted()
        let columns: [String?] = (known + others).map { $0 } + (said.contains(nil) ? [nil] : [])
        let header = columns.map { TextColumns.right(Self.letter($0), Self.column) }.joined()
        return [style.dim("  " + TextColumns.left("", 18) + header)]
            + byClass.map(\.className).map { truth in
                let letter = Self.letter(truth)
                return "  " + TextColumns.left(letter == truth ? truth : "\(letter) \(truth)", 18)
                    + columns.map { column in
                        let count = classConfusion.count(truth: truth, said: column)
                        let cell = TextColumns.right(count == 0 ? "·" : "\(count)", Self.column)
                        return count == 0
                            ? style.dim(cell)
                            : column == truth ? style.green(cell) : style.red(cell)
                    }.joined()
            }
    }

    private static let column = 8

    /// How a class stands above a column: by the letter of its causes.
    private static func letter(_ className: String?) -> String {
        switch className.map({ CauseClass(rawValue: $0) }) {
        case nil: "silent"
        case .some(.localNetwork): "L"
        case .some(.nameLookup): "D"
        case .some(.routing): "P"
        case .some(.webServer): "S"
        case .some(.some(.none)): "none"
        case .some(nil): TextColumns.shortened(className ?? "", 6)
        }
    }

    private func reliability(_ style: TextColumns) -> [String] {
        let header =
            "  " + TextColumns.left("sure of the cause", 19) + "  verdicts     mean    right"
        let rows = causeReliability.bins.filter { $0.right.whole > 0 }.map { bin in
            let range = String(format: "%2.0f to %3.0f %%", bin.lower * 100, bin.upper * 100)
            return "  " + TextColumns.left(range, 19)
                + TextColumns.right("\(bin.right.whole)", 10)
                + TextColumns.right(bin.meanProbability.map(Percent.precise) ?? "", 9)
                + TextColumns.right(bin.right.share.map(Percent.precise) ?? "", 9)
        }
        let errors = [
            causeReliability.expectedCalibrationError.map { String(format: "%.3f of causes", $0) },
            classReliability.expectedCalibrationError.map { String(format: "%.3f of classes", $0) },
        ].compactMap { $0 }
        return [style.dim(header)] + rows
            + ["  calibration error: \(errors.joined(separator: ", "))"]
    }
}
