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

    /// Makes a report of its parts.
    public init(
        diagnosis: Diagnosis, steps: [DiagnosisStep], isDecided: Bool, titles: [String: String],
        classLabels: [String: String], network: [NetworkVariable]
    ) {
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
            knowledge.groups[group]?.first.flatMap { knowledge.tests[$0]?.label }
        }
        let leader = assessment.leader
        return DiagnosisProgress(
            milliseconds: elapsed.milliseconds,
            waitingFor: context.stage.map { stage in
                Self.words(for: stage.name) + " \(context.page.host)"
            },
            tests: names,
            leading: leader == 0
                ? nil : knowledge.wordings[diagnoser.explanations[leader - 1].cause]?.title,
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
    func report(ending: Diagnosis.Ending, elapsed: Duration) throws -> DiagnosisReport {
        let remote = knowledge.tests.values.filter { $0.vantage == .remote }
        let unasked = (remote + knowledge.tests.values.filter { $0.vantage == .local })
            .filter { context.results[$0.id] == nil }.sorted { $0.id < $1.id }
        let final = try diagnoser.assess(
            evidence, blaming: blame, candidates: unasked.map { WhyKnowledge.result(of: $0.id) })
        let conclusion = Conclusion(
            assessment: final, prior: prior, confidence: context.options.confidence)
        let weights =
            pageCame && conclusion.verdict == 0
            ? [:] : try diagnoser.weights(of: evidence, for: conclusion.verdict, blaming: blame)
        let ranked = final.probabilities.indices.filter { final.probabilities[$0] >= 0.0005 }
            .sorted { final.probabilities[$0] > final.probabilities[$1] }
        let diagnosis = Diagnosis(
            target: context.target.description, isReachable: pageCame,
            verdict: explanation(conclusion.verdict, final),
            explanations: ranked.map { explanation($0, final) },
            indistinguishable: conclusion.rivals.map { explanation($0, final).cause },
            ruledOut: conclusion.ruledOut.map { explanation($0, final).cause },
            evidence: records.map { record in
                Diagnosis.Evidence(
                    test: record.result.test, result: record.result.value,
                    subject: record.result.subject,
                    milliseconds: record.result.elapsed.milliseconds, cost: record.cost,
                    statement: knowledge.tests[record.result.test]?.outcomes[
                        record.result.value] ?? "",
                    detail: record.result.detail,
                    weight: weights[WhyKnowledge.result(of: record.result.test)] ?? 0)
            },
            notAsked: zip(unasked, final.values).map { test, value in
                Diagnosis.NotAsked(
                    test: test.id, label: test.label, reason: reason(test, value, ending),
                    expectedGain: value.value, isRemote: test.vantage == .remote)
            },
            statement: statement(conclusion.verdict), advice: advice(conclusion.verdict),
            affected: "this device; others were not asked", ending: ending,
            elapsedMilliseconds: elapsed.milliseconds)
        return DiagnosisReport(
            diagnosis: diagnosis, steps: steps, isDecided: conclusion.isDecided,
            titles: knowledge.wordings.mapValues(\.title), classLabels: knowledge.classLabels,
            network: context.options.explains ? try network() : [])
    }

    private func network() throws -> [NetworkVariable] {
        let marginals = try diagnoser.marginals(given: evidence)
        let network = diagnoser.graph.network
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
        let explanation = diagnoser.explanations[index - 1]
        return .init(
            className: explanation.className, cause: explanation.cause, name: explanation.name,
            probability: probability)
    }

    private func statement(_ verdict: Int) -> String {
        if verdict > 0, let wording = knowledge.wordings[diagnoser.explanations[verdict - 1].cause]
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
        return "The page did not come, but no fault was found: it may have been a passing one."
    }

    private func advice(_ verdict: Int) -> String {
        if verdict > 0, let wording = knowledge.wordings[diagnoser.explanations[verdict - 1].cause]
        {
            return Wordings.fill(wording.advice, context.facts)
        }
        return pageCame ? "Nothing to do." : "You: try again."
    }

    private func reason(
        _ test: DiagnosticTest, _ value: TestValue, _ ending: Diagnosis.Ending
    ) -> String {
        if test.vantage == .remote { return "it needs another device" }
        guard let group = knowledge.group(of: test.id) else { return "no probe makes it" }
        if let obstacle = obstacles[group] { return obstacle }
        if running.contains(group) { return "the answer was certain before it ended" }
        guard let probe = probes[group] else {
            return "it is part of the visit, which did not get there"
        }
        if let obstacle = probe.obstacle(in: context) { return obstacle }
        if value.value < selection.leastValue { return "it would not have changed the answer" }
        switch ending {
        case .confident: return "the answer was certain without it"
        case .timeout: return "the time was over"
        case .budget: return "the budget was spent"
        case .exhausted: return "it would have told too little"
        }
    }
}
