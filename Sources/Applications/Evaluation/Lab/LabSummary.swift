import NetworkLab

/// What all runs of a lab amount to.
public struct LabSummary: Sendable, Equatable {
    /// How many runs there were.
    public let scenarios: Int
    /// How many labs could not be made.
    public let notMade: Int
    /// How many faults were not proved.
    public let notApplied: Int
    /// How many runs gave no answer that can be read; they count as wrong.
    public let unanswered: Int
    /// How many of the graded runs named the right class.
    public let classAccuracy: Proportion
    /// How many of the graded runs named the right cause.
    public let causeAccuracy: Proportion
    /// How many of them were right only as an honest pair.
    public let honestPairs: Int
    /// The mean Brier score of the classes, 0 to 2; nil with nothing to grade.
    public let brierScore: Double?
    /// The figures of each true class that occurred.
    public let byClass: [ClassFigures]
    /// How often each class was said for each true class, as counts above zero.
    public let classConfusion: Confusion
    /// The same for the causes of the runs whose cause is wrong.
    public let wrongCauses: Confusion
    /// How many of the sound networks were called faulty.
    public let falseAlarms: Proportion
    /// How many answers disagree with the truth on whether the page comes.
    public let reachabilityWrong: Int
    /// How often the verdict was the very truth, by its probability.
    public let causeReliability: ReliabilityTable
    /// How often the verdict's class was true, by its probability, honest pairs being one class.
    public let classReliability: ReliabilityTable
    /// How many tests were made.
    public let tests: Spending
    /// What they cost.
    public let cost: Spending
    /// Seconds that the program under test ran.
    public let trialSeconds: Spending
    /// Seconds until labs stood with their faults proved.
    public let setUpSeconds: Spending
    /// The longest trial in seconds; nil without trials.
    public let longestTrial: Double?
    /// How many of the runs that asked everything named the right class and cause; nil without them.
    public let everythingAccuracy: Accuracy?

    /// The right classes and causes.
    public struct Accuracy: Sendable, Equatable {
        /// How many named the right class.
        public let className: Proportion
        /// How many named the right cause.
        public let cause: Proportion
    }

    /// The figures of one true class.
    public struct ClassFigures: Sendable, Equatable {
        /// The class.
        public let className: String
        /// How many named it.
        public let classRight: Proportion
        /// How many named the right cause in it.
        public let causeRight: Proportion
        /// The mean Brier score.
        public let brierScore: Double
    }

    /// Sums grades up; with nothing to grade all shares are nil.
    public init(_ grades: [ScenarioGrade]) {
        let graded = grades.filter(\.trial.isGraded)
        let answers = graded.compactMap(\.trial.answer)
        scenarios = grades.count
        notMade = grades.count { if case .notMade = $0.trial { true } else { false } }
        notApplied = grades.count - graded.count - notMade
        unanswered = graded.count - answers.count
        classAccuracy = Proportion(of: graded) { $0.trial.isClassRight == true }
        causeAccuracy = Proportion(of: graded) { $0.trial.isCauseRight == true }
        honestPairs = answers.count(where: \.isHonestPair)
        brierScore = Self.mean(graded.compactMap(\.trial.brierScore))
        byClass = Self.figures(graded)
        classConfusion = Confusion(
            graded.map { ($0.outcome.truth.className, $0.trial.answer?.answer.verdict.className) })
        wrongCauses = Confusion(
            graded.filter { $0.trial.isCauseRight == false }
                .map { ($0.outcome.truth.cause, $0.trial.answer?.answer.verdict.cause) })
        falseAlarms = Proportion(
            of: graded.filter { $0.outcome.truth.className == "none" && $0.trial.answer != nil }
        ) { $0.trial.answer?.answer.verdict.className != "none" }
        reachabilityWrong = answers.count { !$0.isReachabilityRight }
        causeReliability = ReliabilityTable(
            answers.map { ($0.answer.verdict.probability, $0.isExact) })
        classReliability = ReliabilityTable(
            answers.map { ($0.classProbability, $0.isClassOutcomeTrue) })
        let pairs = graded.compactMap(\.answers)
        tests = Spending(
            answers.map { Double($0.testCount) },
            pairs: pairs.map { (Double($0.spent.testCount), Double($0.everything.testCount)) })
        cost = Spending(
            answers.map(\.cost), pairs: pairs.map { ($0.spent.cost, $0.everything.cost) })
        let seconds = graded.map(\.outcome.trialSeconds)
        trialSeconds = Spending(seconds, pairs: [])
        setUpSeconds = Spending(graded.map(\.outcome.setUpSeconds), pairs: [])
        longestTrial = seconds.max()
        let everything = grades.compactMap(\.everything).filter(\.isGraded)
        everythingAccuracy =
            everything.isEmpty
            ? nil
            : Accuracy(
                className: Proportion(of: everything) { $0.isClassRight == true },
                cause: Proportion(of: everything) { $0.isCauseRight == true })
    }

    /// Whether every lab was made and every fault proved: otherwise the figures are not of all scenarios.
    public var isComplete: Bool { notMade == 0 && notApplied == 0 }

    private static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    private static func figures(_ graded: [ScenarioGrade]) -> [ClassFigures] {
        let order = CauseClass.allCases.map(\.rawValue)
        let groups = Dictionary(grouping: graded, by: \.outcome.truth.className)
        let others = groups.keys.filter { !order.contains($0) }.sorted()
        return (order + others).compactMap { name in
            guard let own = groups[name] else { return nil }
            return ClassFigures(
                className: name, classRight: Proportion(of: own) { $0.trial.isClassRight == true },
                causeRight: Proportion(of: own) { $0.trial.isCauseRight == true },
                brierScore: mean(own.compactMap(\.trial.brierScore)) ?? 0)
        }
    }
}
