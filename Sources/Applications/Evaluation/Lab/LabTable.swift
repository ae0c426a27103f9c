import Foundation

/// The table of scenarios for a terminal, a row at a time as the runs end.
public struct LabTable: Sendable {
    private let style: TextColumns
    private let width: Int
    private let nameWidth: Int
    private let saidWidth: Int
    private let showsClasses: Bool
    private let comparesWithEverything: Bool

    /// A table.
    ///
    /// - Parameters:
    ///   - names: the scenarios to come, for the width of their column.
    ///   - width: the width of the terminal in characters; below 72 lines become longer than it.
    ///   - usesColour: whether colours may be used.
    ///   - comparesWithEverything: whether each scenario is also run with every test made.
    public init(
        names: [String], width: Int, usesColour: Bool, comparesWithEverything: Bool = false
    ) {
        style = TextColumns(usesColour: usesColour)
        self.width = max(width, 72)
        self.comparesWithEverything = comparesWithEverything
        let widest = max(8, names.map(\.count).max() ?? 8)
        let figures = 6 + (comparesWithEverything ? 8 + 13 : 6 + 8) + 8
        let room = self.width - 2 - figures
        // Class names stand beside codes where there is room for them; names are cut last.
        showsClasses = room >= min(widest, 30) + 1 + 17 + 1 + 22
        let truthWidth = showsClasses ? 17 : 5
        saidWidth = showsClasses ? 22 : 15
        nameWidth = max(8, min(widest, room - truthWidth - saidWidth - 2))
    }

    /// The line above the rows, with a line break.
    public var header: String {
        style.dim(line(" ", "scenario", "truth", "said", "sure", "tests", "cost", "time", end: ""))
            + "\n"
    }

    /// The row of a scenario and, if it is not right, the line that explains it; each with a line break.
    public func row(_ grade: ScenarioGrade) -> String {
        let truth = named(grade.outcome.truth.className, grade.outcome.truth.cause)
        guard let answer = grade.trial.answer else {
            let state = grade.trial.word.replacingOccurrences(of: "-", with: " ")
            let mark = grade.trial.isGraded ? "✗" : "?"
            let text = line(mark, grade.name, truth, state, "", "", "", time(grade))
            return paint(text, grade) + explanation(grade)
        }
        let verdict = answer.answer.verdict
        let all = grade.everything?.answer
        var said = named(verdict.className, verdict.cause)
        if !answer.answer.indistinguishable.isEmpty {
            let rivals = answer.answer.indistinguishable.joined(separator: " ")
            said = "\(showsClasses ? said : verdict.cause) or \(rivals)"
            if said.count > saidWidth { said = "\(verdict.cause) or \(rivals)" }
        }
        let text = line(
            grade.isRight ? "✓" : answer.isClassRight ? "~" : "✗", grade.name, truth, said,
            Percent.text(verdict.probability),
            pair("\(answer.testCount)", all.map { "\($0.testCount)" }),
            pair(
                "\(Int(answer.cost.rounded()))", all.map { "\(Int($0.cost.rounded()))" }),
            time(grade))
        return paint(text, grade) + (grade.isRight ? "" : explanation(grade))
    }

    private func named(_ className: String, _ cause: String) -> String {
        className == "none" ? "nothing" : showsClasses ? "\(cause) \(className)" : cause
    }

    private func pair(_ spent: String, _ everything: String?) -> String {
        comparesWithEverything ? "\(spent)/\(everything ?? "?")" : spent
    }

    private func time(_ grade: ScenarioGrade) -> String {
        grade.trial.isGraded ? String(format: "%.1f s", grade.outcome.trialSeconds) : ""
    }

    private func explanation(_ grade: ScenarioGrade) -> String {
        style.dim(TextColumns.shortened("    " + grade.explanation, width)) + "\n"
    }

    /// Colours the mark in front of a row.
    private func paint(_ row: String, _ grade: ScenarioGrade) -> String {
        let mark = String(row.prefix(1))
        let painted =
            grade.isRight
            ? style.green(mark)
            : grade.trial.isClassRight == true || !grade.trial.isGraded
                ? style.yellow(mark) : style.red(mark)
        return painted + row.dropFirst()
    }

    private func line(
        _ mark: String, _ name: String, _ truth: String, _ said: String, _ sure: String,
        _ tests: String, _ cost: String, _ time: String, end: String = "\n"
    ) -> String {
        let cells = [
            mark, TextColumns.left(name, nameWidth),
            TextColumns.left(truth, showsClasses ? 17 : 5) + " "
                + TextColumns.left(said, saidWidth) + TextColumns.right(sure, 6)
                + TextColumns.right(tests, comparesWithEverything ? 8 : 6)
                + TextColumns.right(cost, comparesWithEverything ? 13 : 8)
                + TextColumns.right(time, 8),
        ]
        return cells.joined(separator: " ") + end
    }
}
