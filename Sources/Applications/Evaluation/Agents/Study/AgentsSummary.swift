/// What a study of agents found, figure by figure as in chapter 9 of the CAPRI thesis.
public struct AgentsSummary: Sendable {
    /// The world.
    public let settings: WorldSettings
    /// The day after which agents learned.
    public let learningDay: Int
    /// The failures simulated.
    public let failures: Int
    /// What travelled in the usual run.
    public let traffic: TrafficCounters
    /// What learning found, in words.
    public let learning: String?
    /// What agents refused in the usual run, by type and reason.
    public let refused: [String: Int]

    /// Specialist requests by error code (table 9.1).
    public let requests: RequestTable
    /// Requests saved, over all days.
    public let savings: RequestSavings
    /// Requests saved on the held-out days, with what was learned.
    public let savingsAfter: RequestSavings
    /// Diagnoses of the held-out days before and after learning (table 9.3).
    public let before: CauseConfusion, after: CauseConfusion
    /// The same, judged by the rules that label failures afterwards instead of by the truth.
    public let beforeByLabel: CauseConfusion, afterByLabel: CauseConfusion
    /// Regional and specialist requests for each failure of the held-out days, before and after learning.
    public let effortBefore: DiagnosisEffort, effortAfter: DiagnosisEffort
    /// Confidence against accuracy, of the held-out days after learning; failures with a fault.
    public let reliability: ReliabilityTable
    /// The same with connections that nothing broken made fail: any verdict on those is wrong.
    public let reliabilityWithSound: ReliabilityTable
    /// The gain in accuracy by action value, on the held-out days with and without what was learned.
    public let gains: [ActionGain], gainsBefore: [ActionGain]
    /// The share of labels given afterwards that are true, of failures with a fault; what is learned from them is
    /// hardly better.
    public let labels: Proportion
    /// Specialist requests by failures in the last quarter of an hour.
    public let aggregation: [AggregationPoint]
    /// Lookups by the second specialist after it joined.
    public let second: SecondSpecialist

    /// What became of each failed visit, a JSON object a line.
    public let visits: String

    init(
        settings: WorldSettings, learningDay: Int, usual: SimulationOutcome,
        unlearned: SimulationOutcome, exhaustive: SimulationOutcome
    ) {
        self.settings = settings
        self.learningDay = learningDay
        visits = usual.visits.map(\.line).joined()
        failures = usual.visits.count
        traffic = usual.traffic
        learning = usual.learning
        refused = usual.refused
        requests = RequestTable(usual.visits)
        savings = RequestSavings(usual: usual.visits, exhaustive: exhaustive.visits)
        func heldOut(_ outcome: SimulationOutcome) -> [VisitOutcome] {
            outcome.visits.filter { $0.day >= learningDay }
        }
        let (late, early) = (heldOut(usual), heldOut(unlearned))
        savingsAfter = RequestSavings(usual: late, exhaustive: heldOut(exhaustive))
        before = CauseConfusion(early) { $0.truth }
        after = CauseConfusion(late) { $0.truth }
        beforeByLabel = CauseConfusion(early) { $0.label }
        afterByLabel = CauseConfusion(late) { $0.label }
        effortBefore = DiagnosisEffort(early)
        effortAfter = DiagnosisEffort(late)
        func statements(_ visits: [VisitOutcome]) -> [(probability: Double, isTrue: Bool)] {
            visits.compactMap { visit in
                visit.verdict.map { ($0.confidence, $0.cause == visit.truth) }
            }
        }
        reliability = ReliabilityTable(statements(late.filter { $0.truth != .nothing }))
        reliabilityWithSound = ReliabilityTable(statements(late))
        gains = ActionGain.table(late)
        gainsBefore = ActionGain.table(early)
        labels = Proportion(
            of: late.filter { $0.truth != .nothing && $0.label != nil },
            where: { $0.label == $0.truth })
        aggregation = AggregationPoint.table(usual.visits)
        second = SecondSpecialist(usual.lookups, days: settings.days)
    }
}

/// True causes against verdicts, of failures that had a cause.
public struct CauseConfusion: Sendable, Equatable {
    /// How many: true cause × verdict, both in the order of `FailureCause.explained`.
    public let counts: [[Int]]
    /// Failures without any verdict, by true cause.
    public let silent: [Int]

    init(_ visits: [VisitOutcome], judgedBy judge: (VisitOutcome) -> FailureCause?) {
        let causes = FailureCause.explained
        var counts = causes.map { _ in causes.map { _ in 0 } }
        var silent = causes.map { _ in 0 }
        for visit in visits {
            guard let row = judge(visit).flatMap(causes.firstIndex(of:)) else { continue }
            if let column = visit.verdict.flatMap({ causes.firstIndex(of: $0.cause) }) {
                counts[row][column] += 1
            } else {
                silent[row] += 1
            }
        }
        self.counts = counts
        self.silent = silent
    }

    /// The share of all that was right.
    public var accuracy: Proportion {
        Proportion(
            counts.indices.reduce(0) { $0 + counts[$1][$1] },
            of: counts.joined().reduce(0, +) + silent.reduce(0, +))
    }
    /// The share of the failures of a cause that was found.
    public func recall(_ row: Int) -> Proportion {
        Proportion(counts[row][row], of: counts[row].reduce(0, +) + silent[row])
    }
    /// The share of the verdicts that was right.
    public func precision(_ column: Int) -> Proportion {
        Proportion(counts[column][column], of: counts.reduce(0) { $0 + $1[column] })
    }
}

/// What diagnoses cost.
public struct DiagnosisEffort: Sendable, Equatable {
    /// The failures.
    public let failures: Int
    /// How many a regional agent was asked about.
    public let regional: Int
    /// Requests to specialists, statistics left out.
    public let specialist: Int
    /// The median and the 95th percentile of the time to a verdict, in milliseconds.
    public let median: Int64, percentile95: Int64

    init(_ visits: [VisitOutcome]) {
        failures = visits.count
        regional = visits.count { $0.hasAsked }
        specialist = visits.reduce(0) { $0 + $1.testRequests }
        let times = visits.map(\.elapsed).sorted()
        median = times.isEmpty ? 0 : times[times.count / 2]
        percentile95 = times.isEmpty ? 0 : times[min(times.count - 1, times.count * 95 / 100)]
    }
}

extension VisitOutcome {
    /// Requests for tests, statistics left out.
    var testRequests: Int {
        requests.count { service in
            SpecialistKind(service: service).map { $0 != .statistics } ?? false
        }
    }
    /// Kinds of tests that were asked for, statistics left out.
    var testKinds: Set<SpecialistKind> { kinds.subtracting([.statistics]) }
    /// Whether the verdict is the truth.
    var isRight: Bool { verdict?.cause == truth }
}
