import Foundation
import NetworkLab

extension ScenarioGrade {
    /// What was said and what was true, or why there is nothing to grade, on one line.
    public var explanation: String {
        switch trial {
        case .notMade(let reason): "the lab could not be made: \(Self.line(reason))"
        case .notApplied(let reason): "the fault is not in force: \(Self.line(reason))"
        case .unanswered(let reason): "\(Self.line(reason)); true: \(truth)"
        case .answered(let grade): "said: \(grade.answer.words); true: \(truth)"
        }
    }

    private var truth: String {
        guard outcome.truth.className != "none" else {
            return outcome.faults.isEmpty
                ? "nothing is wrong and the page comes"
                : "nothing is wrong with this page, though \(outcome.faults.joined(separator: "; "))"
        }
        let rivals = outcome.truth.alsoPossible
        return outcome.truth.cause
            + (rivals.isEmpty ? "" : " (or \(rivals.joined(separator: ", ")))")
            + (outcome.faults.isEmpty ? "" : ", \(outcome.faults.joined(separator: "; "))")
    }

    private static func line(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
            .joined(separator: " ")
    }
}

extension WhyAnswer {
    /// The verdict with its rivals: `S2 port-closed 61 %, or P4`.
    var words: String {
        let percent = Percent.text(verdict.probability)
        if verdict.className == "none" {
            return (isReachable ? "nothing is wrong" : "the page did not come, no fault found")
                + " \(percent)" + rivals
        }
        return ([verdict.cause, verdict.name].compactMap { $0 } + [percent]).joined(separator: " ")
            + rivals
    }

    private var rivals: String {
        indistinguishable.isEmpty ? "" : ", or \(indistinguishable.joined(separator: ", "))"
    }
}

/// Shares as people read them.
enum Percent {
    /// Whole percent; never 100 % for less than all, nor 0 % for more than none.
    static func text(_ share: Double) -> String {
        switch share * 100 {
        case let value where value > 99 && value < 100: "> 99 %"
        case let value where value > 0 && value < 1: "< 1 %"
        case let value: "\(Int(value.rounded())) %"
        }
    }

    /// One decimal, for shares that are compared.
    static func precise(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }
}
