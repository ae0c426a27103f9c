import NetworkLab

/// One run of the program under test, graded.
public enum TrialGrade: Sendable, Equatable {
    /// The lab could not be made: there is nothing to grade.
    case notMade(reason: String)
    /// The fault was not proved: there is nothing to grade.
    case notApplied(reason: String)
    /// The program ran and gave no answer that can be read, which is wrong.
    case unanswered(reason: String)
    /// The program answered.
    case answered(AnswerGrade)

    /// Grades an outcome.
    public init(_ outcome: LabOutcome) {
        switch outcome.state {
        case .notMade(let reason): self = .notMade(reason: reason)
        case .notApplied(let reason): self = .notApplied(reason: reason)
        case .ran:
            do throws(EvaluationError) {
                let answer = try WhyAnswer(parsing: outcome.output)
                self = .answered(AnswerGrade(answer, outcome.truth))
            } catch {
                let status = outcome.exitStatus.map { ", exit status \($0)" } ?? ""
                let said = outcome.errors.split(whereSeparator: \.isNewline).last ?? ""
                self = .unanswered(
                    reason: "\(error)\(status)"
                        + (said.isEmpty ? "" : ", and said \u{201C}\(said)\u{201D}"))
            }
        }
    }

    /// The grade of the answer, if there was one.
    public var answer: AnswerGrade? {
        if case .answered(let grade) = self { return grade }
        return nil
    }

    /// Whether the program under test ran with the fault in force.
    public var isGraded: Bool {
        switch self {
        case .notMade, .notApplied: false
        case .unanswered, .answered: true
        }
    }

    /// Whether the class is right; nil where there is nothing to grade.
    public var isClassRight: Bool? { isGraded ? answer?.isClassRight ?? false : nil }
    /// Whether the cause is right; nil where there is nothing to grade.
    public var isCauseRight: Bool? { isGraded ? answer?.isCauseRight ?? false : nil }
    /// The Brier score of the classes; the worst one without an answer, nil with nothing to grade.
    public var brierScore: Double? {
        isGraded ? answer?.brierScore ?? BrierScore.worst : nil
    }
}

/// An answer, graded against the truth.
public struct AnswerGrade: Sendable, Equatable {
    /// The answer.
    public let answer: WhyAnswer
    /// Whether the verdict is of the true class, or the answer is the honest pair.
    public let isClassRight: Bool
    /// Whether the verdict is the true cause, or the answer is the honest pair.
    public let isCauseRight: Bool
    /// Whether the answer is right only because one device cannot know better and it says so: the
    /// verdict is a cause that cannot be told from the truth, and the truth is named beside it.
    public let isHonestPair: Bool
    /// Whether the verdict is the very cause that is true.
    public let isExact: Bool
    /// Whether the page came or not as the truth has it.
    public let isReachabilityRight: Bool
    /// The Brier score of the classes, 0 to 2.
    public let brierScore: Double
    /// The probability that the answer gives to the outcome of its verdict: the verdict's class, and
    /// with it those that one device cannot tell from it where that is so.
    public let classProbability: Double
    /// Whether that outcome is the true one.
    public let isClassOutcomeTrue: Bool

    /// Grades an answer.
    ///
    /// Nothing wrong is right only if the page came, too.
    public init(_ answer: WhyAnswer, _ truth: Truth) {
        self.answer = answer
        let verdict = answer.verdict
        let isHealthy = truth.className == "none"
        let isPair =
            !isHealthy && verdict.cause != truth.cause
            && truth.alsoPossible.contains(verdict.cause)
            && answer.indistinguishable.contains(truth.cause)
        let cameIfHealthy = !isHealthy || answer.isReachable
        let isClass = verdict.className == truth.className && cameIfHealthy
        isExact = verdict.cause == truth.cause && isClass
        isHonestPair = isPair
        isClassRight = isClass || isPair
        isCauseRight = isExact || isPair
        isReachabilityRight = answer.isReachable == truth.isReachable
        brierScore = BrierScore.score(answer.explanations, truth)
        isClassOutcomeTrue = truth.classes.contains(verdict.className) && cameIfHealthy
        let outcome =
            truth.classes.contains(verdict.className) ? truth.classes : [verdict.className]
        classProbability = answer.explanations.filter { outcome.contains($0.className) }
            .reduce(0) { $0 + $1.probability }
    }

    /// How many tests were made.
    public var testCount: Int { answer.evidence.count }
    /// What they cost.
    public var cost: Double { answer.cost }
}

/// One run of one scenario, graded, beside the run of the same that asked everything.
public struct ScenarioGrade: Sendable, Equatable {
    /// What the lab gave.
    public let outcome: LabOutcome
    /// The grade of the ordinary run.
    public let trial: TrialGrade
    /// The grade of the run that asked everything; nil when there was none.
    public let everything: TrialGrade?

    /// Grades what the lab gave.
    ///
    /// - Parameters:
    ///   - outcome: the ordinary run.
    ///   - everything: the run of the same scenario in which every test was made, if there was one.
    public init(_ outcome: LabOutcome, everything: LabOutcome? = nil) {
        self.outcome = outcome
        trial = TrialGrade(outcome)
        self.everything = everything.map(TrialGrade.init)
    }

    /// Whether class and cause are right; false where there is nothing to grade.
    public var isRight: Bool { trial.isClassRight == true && trial.isCauseRight == true }

    /// The scenario's name, and which run of it it was if it was not the first.
    public var name: String {
        outcome.repetition > 1
            ? "\(outcome.scenario)#\(outcome.repetition)" : outcome.scenario
    }

    /// The answers of both runs, where both gave one.
    var answers: (spent: AnswerGrade, everything: AnswerGrade)? {
        guard let spent = trial.answer, let all = everything?.answer else { return nil }
        return (spent, all)
    }
}
