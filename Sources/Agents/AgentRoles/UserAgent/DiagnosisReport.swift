import Foundation
import Ontology
import Probes
import Reasoning

/// A diagnosis with the way that led to it.
public struct DiagnosisReport: Sendable {
    /// The answer.
    public let diagnosis: Diagnosis
    /// Each choice of tests on the way.
    public let steps: [DiagnosisStep]
    /// Whether the verdict, or the verdict and its rivals, are as certain as was asked for.
    public let isDecided: Bool
    /// Words for the causes, by code.
    public let titles: [String: String]
    /// Words for the classes, by machine name.
    public let classLabels: [String: String]
    /// The network that was reasoned over, a variable a line.
    public let network: [NetworkVariable]
    /// How many probes were started beside the visit to the page.
    public let probes: Int
    /// The price of those probes, in the units of `DiagnosticTest.Cost.price`.
    public let price: Double

    /// Makes a report of its parts.
    public init(
        diagnosis: Diagnosis, steps: [DiagnosisStep], isDecided: Bool, titles: [String: String],
        classLabels: [String: String], network: [NetworkVariable], probes: Int, price: Double
    ) {
        self.probes = probes
        self.price = price
        self.diagnosis = diagnosis
        self.steps = steps
        self.isDecided = isDecided
        self.titles = titles
        self.classLabels = classLabels
        self.network = network
    }
}

/// A variable of the network that a diagnosis reasons over.
public struct NetworkVariable: Hashable, Sendable, Codable {
    /// The component and its property.
    public let name: String
    /// The values that it can take.
    public let states: [String]
    /// What it depends on.
    public let parents: [String]
    /// How probable each value is, given all the evidence.
    public let probabilities: [Double]

    /// Makes a variable of its parts.
    public init(name: String, states: [String], parents: [String], probabilities: [Double]) {
        self.name = name
        self.states = states
        self.parents = parents
        self.probabilities = probabilities
    }
}

/// What is under way, for people who wait.
public struct DiagnosisProgress: Hashable, Sendable {
    /// How long the diagnosis has taken.
    public let milliseconds: Double
    /// What the visit to the page is waiting for; nil when it has ended.
    public let waitingFor: String?
    /// The tests under way, in words.
    public let tests: [String]
    /// The leading explanation, in words; nil for none.
    public let leading: String?
    /// Its probability.
    public let confidence: Double
}

extension DiagnosisSession {
    /// What is under way.
    func progress(elapsed: Duration, now: ContinuousClock.Instant) -> DiagnosisProgress {
        let names = running.sorted().compactMap { group in
            vocabulary.groups[group]?.first.flatMap { vocabulary.tests[$0]?.label }
        }
        let leader = assessment.leader
        return DiagnosisProgress(
            milliseconds: elapsed.milliseconds,
            waitingFor: context.stage.map { stage in
                Self.words(for: stage.name) + " \(context.page.host)"
            },
            tests: names,
            leading: leader == 0
                ? nil : vocabulary.wordings[vocabulary.explanations[leader - 1].cause]?.title,
            confidence: assessment.confidence)
    }

    private static func words(for stage: PageVisitStage) -> String {
        switch stage {
        case .resolving: "looking up"
        case .connecting: "connecting to"
        case .tunnelling: "asking the proxy for"
        case .handshaking: "agreeing on encryption with"
        case .waiting: "waiting for an answer of"
        case .receiving: "receiving from"
        }
    }

    /// The answer.
    mutating func report(
        ending: Diagnosis.Ending, elapsed: Duration
    ) throws -> DiagnosisReport {
        let judgement = try judgement()
        let assessment = judgement.assessment
        let verdict = judgement.conclusion.verdict
        let ranked = assessment.probabilities.indices
            .filter { assessment.probabilities[$0] >= 0.0005 }
            .sorted { assessment.probabilities[$0] > assessment.probabilities[$1] }
        let diagnosis = Diagnosis(
            target: context.target.description, isReachable: pageCame,
            verdict: explanation(verdict, assessment),
            explanations: ranked.map { explanation($0, assessment) },
            indistinguishable: judgement.conclusion.rivals.map {
                explanation($0, assessment).cause
            },
            ruledOut: judgement.conclusion.ruledOut.map { explanation($0, assessment).cause },
            evidence: records.map { evidence($0, judgement) },
            notAsked: unasked.map { test in
                let gain = judgement.values[test.id] ?? 0
                return Diagnosis.NotAsked(
                    test: test.id, label: test.label, reason: reason(test, ending),
                    expectedGain: gain, isRemote: test.vantage == .remote)
            },
            statement: statement(verdict, ending), advice: advice(verdict, ending),
            affected: affected, ending: ending,
            elapsedMilliseconds: elapsed.milliseconds)
        return DiagnosisReport(
            diagnosis: diagnosis, steps: steps,
            isDecided: isDecided(judgement.conclusion, ending: ending),
            titles: vocabulary.wordings.mapValues(\.title), classLabels: vocabulary.classLabels,
            network: context.options.explains ? try network() : [],
            probes: running.union(finished).count, price: spent)
    }

    /// A verdict that needs its rivals to be sure enough is one only when all was tried.
    private func isDecided(_ conclusion: Conclusion, ending: Diagnosis.Ending) -> Bool {
        let stands = conclusion.probability >= context.options.confidence
        return conclusion.isDecided && (stands || [.confident, .exhausted].contains(ending))
    }

    /// What all the evidence amounts to.
    private struct Judgement {
        let assessment: Assessment
        let conclusion: Conclusion
        /// How far each result moved the verdict.
        var weights = [ComponentProperty: Double]()
        /// What each test that was not made would tell.
        var values = [String: Double]()
    }

    private mutating func judgement() throws -> Judgement {
        let confidence = context.options.confidence
        guard !isAnswered, var mind = lendMind() else {
            // The page came: that is seen, not inferred.
            let certain = Assessment(
                probabilities: [1] + vocabulary.explanations.map { _ in 0 }, values: [])
            return Judgement(
                assessment: certain,
                conclusion: Conclusion(
                    assessment: certain, prior: certain, confidence: confidence))
        }
        defer { self.mind = mind }
        let first = try mind.diagnoser.assess(evidence, blaming: blame)
        let conclusion = Conclusion(
            assessment: first, prior: mind.prior, confidence: confidence)
        var judgement = Judgement(assessment: first, conclusion: conclusion)
        judgement.weights = try mind.diagnoser.weights(
            of: evidence, for: conclusion.verdict, blaming: blame)
        if !conclusion.isDecided || !conclusion.rivals.isEmpty {
            let possible = unasked.filter(isPossible)
            let asked = try mind.diagnoser.assess(
                evidence, blaming: blame,
                candidates: possible.map { WhyVocabulary.result(of: $0.id) })
            judgement.values = Dictionary(
                zip(possible.map(\.id), asked.values.map(\.value)), uniquingKeysWith: { $1 })
        }
        return judgement
    }

    /// Whether somebody could make the test as things stand: this device, or another one.
    private func isPossible(_ test: DiagnosticTest) -> Bool {
        if test.vantage == .remote { return true }
        guard let group = vocabulary.probes[test.id], let probe = probes[group] else {
            return false
        }
        return obstacles[group] == nil && probe.obstacle(in: context) == nil
    }

    private var unasked: [DiagnosticTest] {
        vocabulary.tests.values.filter { context.results[$0.id] == nil }.sorted { $0.id < $1.id }
    }

    private func evidence(_ record: Record, _ judgement: Judgement) -> Diagnosis.Evidence {
        let result = record.result
        return Diagnosis.Evidence(
            test: result.test, result: result.value, subject: result.subject,
            milliseconds: result.elapsed.milliseconds, cost: record.cost,
            statement: vocabulary.tests[result.test]?.outcomes[result.value] ?? "",
            detail: result.detail,
            weight: judgement.weights[WhyVocabulary.result(of: result.test)] ?? 0)
    }

    private mutating func network() throws -> [NetworkVariable] {
        guard var mind = lendMind() else { return [] }
        defer { self.mind = mind }
        let marginals = try mind.diagnoser.marginals(given: evidence)
        let network = mind.diagnoser.graph.network
        return network.nodes.enumerated().map { index, node in
            NetworkVariable(
                name: node.variable.name, states: node.variable.states,
                parents: node.parents.map { network.name(of: $0) },
                probabilities: marginals[index])
        }
    }

    private func explanation(_ index: Int, _ assessment: Assessment) -> Diagnosis.Explanation {
        let probability = assessment.probabilities[index]
        guard index > 0 else {
            return .init(className: "none", cause: "none", name: "none", probability: probability)
        }
        let explanation = vocabulary.explanations[index - 1]
        return .init(
            className: explanation.className, cause: explanation.cause, name: explanation.name,
            probability: probability)
    }

    private func statement(_ verdict: Int, _ ending: Diagnosis.Ending) -> String {
        if verdict > 0,
            let wording = vocabulary.wordings[vocabulary.explanations[verdict - 1].cause]
        {
            return Wordings.fill(wording.statement, context.facts)
        }
        if pageCame {
            let time = context.visit.map {
                String(format: "%.2f s", $0.elapsed.milliseconds / 1000)
            }
            return "The page loads" + (time.map { " in \($0)" } ?? "")
                + (context.options.judgesSlowness ? "; nothing on the way is slow." : ".")
        }
        if ending == .timeout {
            return "The page had not come when the time was over, and no fault was found by then."
        }
        return "The page did not come, but no fault was found: it may have been a passing one."
    }

    /// Whom it hurts, as far as anybody looked.
    private var affected: String {
        switch context.results["remote.visit"] {
        case "ok": "this device; the site works from elsewhere"
        case "same-failure": "this device and others elsewhere"
        default: "this device; others were not asked"
        }
    }

    private func advice(_ verdict: Int, _ ending: Diagnosis.Ending) -> String {
        if verdict > 0,
            let wording = vocabulary.wordings[vocabulary.explanations[verdict - 1].cause]
        {
            return Wordings.fill(wording.advice, context.facts)
        }
        if ending == .timeout && !pageCame { return "You: allow more time with --timeout." }
        return pageCame ? "Nothing to do." : "You: try again."
    }

    private func reason(_ test: DiagnosticTest, _ ending: Diagnosis.Ending) -> String {
        guard let group = vocabulary.probes[test.id] else { return "no probe makes it" }
        if test.vantage == .remote, context.options.network == nil || probes[group] == nil {
            return "it needs another device"
        }
        if let obstacle = obstacles[group] { return obstacle }
        if running.contains(group) {
            return ending == .confident
                ? "the answer was certain before it ended" : "the time was over before it ended"
        }
        guard let probe = probes[group] else {
            return "it is part of the visit, which did not get there"
        }
        if let obstacle = probe.obstacle(in: context) { return obstacle }
        switch ending {
        case .confident: return "the answer was certain without it"
        case .timeout: return "the time was over"
        case .budget: return "the budget was spent"
        case .exhausted: return "it would not have changed the answer"
        }
    }
}
