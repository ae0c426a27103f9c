import Ontology
import Reasoning

/// What inference says of a diagnosis at one moment.
struct DiagnosisView: Sendable {
    let named: NamedComponents
    var compiled: CompiledDiagnosis
    let assembly: EvidenceAssembly
    /// What each variable that is believed of was believed to be without evidence.
    let priors: [ComponentProperty: [String: Double]]

    /// Compiles and gathers the evidence; nil when no explanation can be reasoned about.
    init?(process: DiagnosisProcess, agent: inout Agent, at now: Int64) {
        let graph = process.graph
        let named = graph.named(from: process.input)
        let explanations = process.explanations.map { explanation in
            var assignments = ExplanationDiagnoser.Assignments()
            for (individual, property, value) in explanation.assignments {
                let name = named.name(of: individual, in: graph) ?? "unknown"
                assignments[ComponentProperty(name, property)] = value
            }
            return assignments
        }
        guard let compiled = agent.compile(named: named, explanations: explanations),
            !compiled.places.isEmpty
        else { return nil }
        self.named = named
        self.compiled = compiled
        priors = Self.priors(
            of: process.soft.compactMap { piece in
                named.name(of: piece.individual, in: graph).map {
                    ComponentProperty($0, piece.property)
                }
            }, in: &self.compiled)
        let known = priors
        let standing = agent.standing
        assembly = EvidenceAssembly(
            graph: graph, named: named, soft: process.soft, compiled: compiled,
            weight: { standing.weight(of: $0) }, prior: { known[$0] ?? [:] }, at: now)
    }

    private static func priors(
        of subjects: [ComponentProperty], in compiled: inout CompiledDiagnosis
    ) -> [ComponentProperty: [String: Double]] {
        var priors = [ComponentProperty: [String: Double]]()
        for subject in subjects {
            guard let shares = compiled.distribution(of: subject, given: EvidenceSet()) else {
                continue
            }
            priors[subject] = Dictionary(
                zip(compiled.values(of: subject), shares).map { ($0, $1) },
                uniquingKeysWith: { $1 })
        }
        return priors
    }

    /// The probability of each explanation given some evidence; 0 for those that nothing is known of.
    ///
    /// Where the evidence is impossible by what the agent knows, the newest knowledge is at odds with what is
    /// seen: nothing is concluded from it and the prior is given.
    mutating func probabilities(
        given evidence: EvidenceSet, of process: DiagnosisProcess
    ) -> [Double] {
        var all = [Double](repeating: 0, count: process.explanations.count)
        let assessment = compiled.assess(evidence) ?? compiled.assess(EvidenceSet())
        for (place, probability) in zip(compiled.places, assessment?.probabilities ?? []) {
            all[place] = probability
        }
        return all
    }

    /// What each action would tell.
    mutating func prospects(
        of actions: [DiagnosticAction], process: DiagnosisProcess, agent: Agent
    ) -> [ActionProspect] {
        let outputs = actions.map { self.outputs(of: $0, process: process) }
        let candidates = Array(Set(outputs.flatMap { $0.known + $0.believed })).sorted()
        let assessment = compiled.assess(assembly.evidence, candidates: candidates)
        let found = Dictionary(
            zip(candidates, assessment?.prospects ?? []).map { ($0, $1) },
            uniquingKeysWith: { $1 })
        let selection = agent.configuration.selection
        let confidence = process.confidence
        return zip(actions, outputs).map { action, outputs in
            let cost = action.service.cost
            var prospect = ActionProspect(
                expectedGain: 0, information: 0, doubt: 1, cost: cost.expected,
                cost95: cost.percentile95 ?? cost.expected, milliseconds95: cost.milliseconds95,
                topic: action.topic(named, process.graph))
            func consider(_ subject: ComponentProperty, share: Double) {
                guard let told = found[subject] else { return }
                prospect.expectedGain = max(prospect.expectedGain, share * told.expectedGain)
                prospect.information = max(prospect.information, share * told.information)
                let doubt = told.probabilityOfDoubt(below: process.threshold)
                prospect.doubt = min(prospect.doubt, 1 - share * (1 - doubt))
            }
            for subject in outputs.known { consider(subject, share: 1) }
            if outputs.known.isEmpty {
                // Nothing is known of what the beliefs rest on: they may settle what they speak of, or not.
                for subject in outputs.believed {
                    consider(subject, share: selection.reliabilityOfStrangers)
                }
            }
            if action.service.kind == .diagnosis {
                prospect.expectedGain = selection.reliabilityOfStrangers * (1 - confidence)
            }
            return prospect
        }
    }

    /// What an action would observe, and of what it would give beliefs, as far as it is not known.
    private func outputs(
        of action: DiagnosticAction, process: DiagnosisProcess
    ) -> (known: [ComponentProperty], believed: [ComponentProperty]) {
        let graph = process.graph
        func subject(_ path: PropertyPath) -> ComponentProperty? {
            guard let end = graph.follow(path.relationships, from: action.input),
                graph[end].readings[path.property] == nil,
                let name = named.name(of: end, in: graph)
            else { return nil }
            let subject = ComponentProperty(name, path.property)
            return compiled.holds(subject) && assembly.evidence[subject] == nil ? subject : nil
        }
        let service = action.service
        let beliefs = service.outputBeliefs + service.outputLikelihoods
        let evidence = service.outputObservations + beliefs.flatMap(\.evidence)
        let believed = beliefs.filter { output in
            // A belief whose evidence is seen already tells nothing new.
            output.evidence.isEmpty
                || output.evidence.contains { graph.reading(at: $0, from: action.input) == nil }
        }
        return (evidence.compactMap(subject), believed.map(\.path).compactMap(subject))
    }
}

extension DiagnosticAction {
    /// What it speaks of: the component that it is about.
    func topic(_ named: NamedComponents, _ graph: ComponentGraph) -> String {
        named.name(of: input, in: graph)?.text ?? ""
    }
}
