import InternetProtocols
import Ontology
import Probes
import Reasoning

/// A diagnosis under way: what is known, what was tried, and what to do next.
///
/// A value without clock or network: it is told what happened and when, and says which probes to start.
struct DiagnosisSession: Sendable {
    let vocabulary: WhyVocabulary
    /// What it thinks with; a page that comes at once needs no thinking.
    var mind: Mind?
    let probes: [String: any LocalTest]
    var context: DiagnosisContext
    var selection = TestSelection()

    /// What has been observed, for inference.
    private(set) var evidence = EvidenceSet()
    /// What has been observed, for people, in the order in which it came.
    private(set) var records = [Record]()
    /// The probes under way and over, by group.
    private(set) var running = Set<String>()
    private(set) var finished = Set<String>()
    /// Why probes could not be made.
    private(set) var obstacles = [String: String]()
    /// The price of the tests made so far.
    private(set) var spent = 0.0
    /// How each choice came about.
    private(set) var steps = [DiagnosisStep]()
    /// Outcomes that are read again when more is known.
    private var rereadings = [String: @Sendable (DiagnosisContext) -> TestResult]()
    /// Whether anything has changed since the last decision.
    private var hasNews = true
    private var wasEarly = true
    /// The probes that were started although the answer was certain enough: their end is waited for.
    private var doubts = Set<String>()
    /// The latest assessment.
    private(set) var assessment = Assessment(probabilities: [1], values: [])

    /// A result with what it cost.
    struct Record: Sendable {
        let result: TestResult
        let cost: Double
    }

    /// What to do next.
    enum Decision: Sendable {
        /// Wait for what is under way.
        case wait
        /// Start the probes of these groups.
        case start([String])
        /// The search is over.
        case stop(Diagnosis.Ending)
    }

    /// Before this much time only reads that send nothing run beside the visit: most pages come by then.
    static let patience: Duration = .milliseconds(500)
    /// Before this much time nothing but the visit runs.
    static let firstThought: Duration = .milliseconds(120)

    init(
        vocabulary: WhyVocabulary, context: DiagnosisContext,
        probes: [any LocalTest] = LocalTests.all
    ) {
        self.vocabulary = vocabulary
        self.context = context
        self.probes = Dictionary(probes.map { ($0.group, $0) }, uniquingKeysWith: { $1 })
        selection.isExhaustive = context.options.asksEverything
    }

    /// Gives the session what it thinks with.
    mutating func think(with mind: Mind) {
        self.mind = mind
        hasNews = true
        judgePace()
        if context.name == nil {
            // Nothing is looked up for an address: no fault of the lookup can be to blame.
            for part in vocabulary.lookupParts { observe(part, .value("none")) }
        }
    }

    /// Takes the mind out, to be put back: a second holder would have its tables copied at each question.
    mutating func lendMind() -> Mind? {
        defer { mind = nil }
        return mind
    }

    /// Whether the page came and nothing else was asked: then there is nothing to infer.
    var isAnswered: Bool {
        pageCame && !context.options.judgesSlowness && !context.options.explains
            && !context.options.asksEverything
    }

    /// Whether it is time to think: the page did not come, or takes long, or more was asked.
    func needsMind(elapsed: Duration) -> Bool {
        !isAnswered && (context.visit != nil || elapsed >= Self.firstThought)
    }

    /// Whether the page came.
    var pageCame: Bool { evidence[WhyVocabulary.status] == .value("OK") }

    /// Which faults count: a page that came is not blamed on what merely slows it.
    var blame: Diagnoser.Blame {
        pageCame && !context.options.judgesSlowness ? .breakingFault : .anyFault
    }

    /// Takes in the results of tests.
    mutating func incorporate(_ results: [TestResult]) {
        for result in results {
            guard let test = vocabulary.tests[result.test] else { continue }
            note(result)
            result.learn?(&context)
            rereadings[result.test] = result.reread
            records.append(Record(result: result, cost: test.cost.price))
        }
        reread()
    }

    private mutating func note(_ result: TestResult) {
        observe(WhyVocabulary.result(of: result.test), .value(result.value))
        context.results[result.test] = result.value
        context.facts.merge(result.facts) { $1 }
    }

    /// Reads outcomes again that compare with what has come in since.
    private mutating func reread() {
        for (test, read) in rereadings {
            let again = read(context)
            guard again.value != context.results[test],
                let place = records.lastIndex(where: { $0.result.test == test })
            else { continue }
            note(again)
            records[place] = Record(result: again, cost: records[place].cost)
        }
    }

    /// Takes in the end of a group of tests; `obstacle` says why it told nothing.
    mutating func finish(_ group: String, obstacle: String? = nil) {
        hasNews = true
        running.remove(group)
        finished.insert(group)
        obstacles[group] = obstacle
    }

    /// Takes in what is known of the page as a whole.
    mutating func observe(_ subject: ComponentProperty, _ item: EvidenceSet.Item) {
        guard evidence[subject] != item else { return }
        hasNews = true
        evidence[subject] = item
    }

    /// Takes back what was taken to be known of `subject`.
    mutating func forget(_ subject: ComponentProperty) {
        guard evidence[subject] != nil else { return }
        hasNews = true
        evidence[subject] = nil
    }

    /// Weighs all that is known and says what to do next.
    mutating func decide(elapsed: Duration) throws -> Decision {
        if isAnswered { return .stop(.confident) }
        if elapsed >= context.options.timeout { return .stop(.timeout) }
        let isEarly = context.visit == nil && elapsed < Self.patience
        guard hasNews || isEarly != wasEarly, var mind = lendMind() else { return .wait }
        defer { self.mind = mind }
        hasNews = false
        wasEarly = isEarly
        assessment = try mind.diagnoser.assess(evidence, blaming: blame)
        let isSure = isSettled && !context.options.asksEverything
        if isSure, !doubts.isDisjoint(with: running) { return .wait }

        // Of the tests under way, those that settle cheap doubt are waited for.
        let candidates = open(isEarly: isEarly) + (isSure ? underWay : [])
        assessment = try mind.diagnoser.assess(
            evidence, blaming: blame, candidates: candidates.map { WhyVocabulary.result(of: $0.id) }
        )
        let choices = zip(candidates, assessment.values).map(TestChoice.init)
        let left = context.options.budget - spent
        let chosen =
            isSure
            ? selection.worthwhileWhenSure(among: choices, budget: left)
            : selection.next(among: choices, running: running.count, budget: left)
        if isSure, chosen.isEmpty { return .stop(.confident) }
        var groups = [String]()
        for choice in chosen {
            guard let group = vocabulary.probes[choice.test.id], !groups.contains(group) else {
                continue
            }
            if isSure { doubts.insert(group) }
            if running.contains(group) { continue }
            groups.append(group)
            spent += choice.test.cost.price
        }
        if !groups.isEmpty {
            note(choices, started: groups, elapsed: elapsed)
            running.formUnion(groups)
            return .start(groups)
        }
        guard running.isEmpty, context.visit != nil else { return .wait }
        let unaffordable = !selection.next(among: choices, running: 0, budget: .infinity).isEmpty
        return .stop(unaffordable ? .budget : .exhausted)
    }

    /// Whether the leading explanation is certain enough to stop.
    private var isSettled: Bool {
        guard assessment.confidence >= context.options.confidence else { return false }
        if context.visit != nil { return true }
        // While the page may still come, only what surely keeps it from coming settles the matter.
        let leader = assessment.leader
        return leader > 0 && !vocabulary.explanations[leader - 1].degrades
    }

    /// The local tests that could be started now.
    private func open(isEarly: Bool) -> [DiagnosticTest] {
        vocabulary.tests.values.filter { test in
            guard context.results[test.id] == nil,
                !isEarly || test.cost.packets == 0,
                let group = vocabulary.probes[test.id], let probe = probes[group]
            else { return false }
            return !running.contains(group) && !finished.contains(group)
                && probe.obstacle(in: context) == nil
        }.sorted { $0.id < $1.id }
    }

    /// The tests whose probes are under way and have told nothing yet.
    private var underWay: [DiagnosticTest] {
        vocabulary.tests.values.filter { test in
            guard context.results[test.id] == nil, let group = vocabulary.probes[test.id] else {
                return false
            }
            return running.contains(group)
        }.sorted { $0.id < $1.id }
    }

    private mutating func note(_ choices: [TestChoice], started: [String], elapsed: Duration) {
        let ranked = assessment.probabilities.indices
            .sorted { assessment.probabilities[$0] > assessment.probabilities[$1] }.prefix(4)
        steps.append(
            DiagnosisStep(
                milliseconds: elapsed.milliseconds,
                leading: ranked.map { index in
                    DiagnosisStep.Leading(
                        cause: index == 0 ? "none" : vocabulary.explanations[index - 1].cause,
                        probability: assessment.probabilities[index])
                },
                candidates: choices.sorted { $0.utility > $1.utility }.map { choice in
                    DiagnosisStep.Candidate(
                        test: choice.test.id, expectedGain: choice.value.expectedGain,
                        information: choice.value.information, price: choice.test.cost.price,
                        utility: choice.utility,
                        isStarted: started.contains(vocabulary.probes[choice.test.id] ?? ""))
                }))
    }
}
