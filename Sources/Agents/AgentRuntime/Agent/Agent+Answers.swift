import DMEP
import Ontology
import Reasoning

/// Answers from the agent's own role: what it knows or tests, and what it believes because of that.
extension Agent {
    /// Makes a test for a request, unless the same one is under way.
    mutating func test(for job: AnswerJob, inputs: [PropertyPath: String], at now: Int64) {
        let key = ActionKey(
            service: ServiceKey(agentURI: profile.uri, serviceID: job.service.serviceID),
            inputs: inputs)
        let isUnderWay = jobs[key] != nil || actions[key] != nil
        jobs[key, default: []].append(job)
        if isUnderWay {
            counters.sharedActions += 1
            return
        }
        perform(key, until: job.request.expires, at: now)
    }

    /// Has a test of the agent's own made.
    mutating func perform(_ key: ActionKey, until deadline: Int64, at now: Int64) {
        let errand = ErrandID(nextNumber())
        tests[errand] = key
        counters.tests += 1
        effects.append(
            .perform(
                errand,
                TestInvocation(
                    serviceID: key.service.serviceID, inputs: key.inputs,
                    deadline: max(now + 1, deadline - configuration.margin))))
    }

    /// Takes in what a test found.
    mutating func take(
        _ result: Result<TestFindings, TestFailure>, for errand: ErrandID, at now: Int64
    ) {
        guard let key = tests.removeValue(forKey: errand) else { return }
        for job in jobs.removeValue(forKey: key) ?? [] {
            switch result {
            case .success(let findings): answer(job, with: findings, repeats: true, at: now)
            case .failure(let failure):
                report(
                    .requestRefused, "the test failed: \(failure.reason)", to: job.origin,
                    request: job.request, at: now)
            }
        }
        guard let action = actions.removeValue(forKey: key) else { return }
        switch result {
        case .success(let findings): fold(findings, of: action, at: now)
        case .failure(let failure): fail(action, reason: failure.reason, at: now)
        }
    }

    /// Answers with findings: as observations, and as beliefs where the service gives any.
    ///
    /// - Parameter repeats: whether the answer repeats the inputs on which the findings depend, so that nobody
    ///   takes them for the findings of other inputs.
    mutating func answer(
        _ job: AnswerJob, with findings: TestFindings, repeats: Bool, at now: Int64
    ) {
        var graph = job.graph
        let expires = now + (findings.lifetime ?? configuration.informationLifetime)
        var found = [PropertyPath]()
        for (path, value) in findings.values.sorted(by: { $0.key < $1.key }) {
            guard let end = graph.suppose(path.relationships, from: job.input) else { continue }
            graph.forget(path.property, of: end)
            graph.set(
                path.property, of: end,
                to: Reading(
                    value: value, originator: profile.uri, time: now, expires: expires,
                    origin: .action))
            found.append(path)
        }
        let told = job.service.outputObservations.isEmpty ? [] : found
        let repeated = repeats ? job.service.inputs.filter(\.isRequired).map(\.path) : []
        // Named as in the request where it had a name, so that the requester knows what is meant.
        let names = Dictionary(
            job.names.map { (graph.canonical($0.value), $0.key) }, uniquingKeysWith: min)
        let root = names[graph.canonical(job.input)] ?? "input"
        var observations = graph.observations(
            of: job.input, named: root, along: told + repeated, own: profile.uri, at: now)
        observations = observations.map { observation in
            var observation = observation
            observation.metadata.originator = profile.uri
            observation.metadata.time = now
            observation.metadata.expires = expires
            return observation
        }
        let beliefs = beliefs(of: job, graph: &graph, root: root, expires: expires, at: now)
        answer(
            job.origin,
            with: .response(
                ServiceResponse(
                    kind: job.service.kind, requestID: job.request.requestID,
                    serviceID: job.service.serviceID, time: now, cost: job.service.cost.expected,
                    body: signed(
                        DiagnosticBody(
                            observations: observations, beliefs: beliefs,
                            knowledge: job.service.kind == .belief
                                ? statements(of: job.service.outputKnowledge, at: now) : [])))),
            at: now)
    }

    /// What the agent believes because of its findings alone: the requester's own evidence is not in it, so that
    /// the requester may add it to what it knows.
    private mutating func beliefs(
        of job: AnswerJob, graph: inout ComponentGraph, root: String, expires: Int64, at now: Int64
    ) -> [BeliefStatement] {
        let outputs =
            job.service.outputBeliefs.map { ($0, BeliefStatement.Kind.distribution) }
            + job.service.outputLikelihoods.map { ($0, BeliefStatement.Kind.likelihood) }
        guard !outputs.isEmpty else { return [] }
        var ends = [Int]()
        for (output, _) in outputs {
            guard let end = graph.suppose(output.path.relationships, from: job.input) else {
                return []
            }
            ends.append(end)
        }
        let named = graph.named(from: job.input)
        var statements = [BeliefStatement]()
        for ((output, kind), end) in zip(outputs, ends) {
            guard let name = named.name(of: end, in: graph) else { continue }
            let subject = ComponentProperty(name, output.path.property)
            guard
                let belief = belief(of: subject, graph: graph, named: named, kind: kind, at: now)
            else { continue }
            let reference = ([root] + output.path.relationships).joined(separator: "|")
            statements.append(
                BeliefStatement(
                    metadata: InformationMetadata(
                        originator: profile.uri, time: now, expires: expires),
                    subject: .reference(reference), property: output.path.property, kind: kind,
                    entries: belief,
                    evidence: Self.basis(output, of: graph, from: job.input)))
        }
        return statements
    }

    /// The evidence of an output that was found, as paths from the believed component.
    private static func basis(
        _ output: OutputBelief, of graph: ComponentGraph, from input: Int
    ) -> [PropertyPath] {
        let depth = output.path.relationships.count
        return output.evidence.filter { path in
            graph.reading(at: path, from: input).map { $0.origin == .action } ?? false
        }.map { path in
            // Paths are from the input; where the believed component lies on the way, the rest leads on from it.
            path.names.starts(with: output.path.relationships)
                ? PropertyPath(names: Array(path.names.dropFirst(depth))) : path
        }
    }

    private mutating func belief(
        of subject: ComponentProperty, graph: ComponentGraph, named: NamedComponents,
        kind: BeliefStatement.Kind, at now: Int64
    ) -> [BeliefStatement.Entry]? {
        guard
            var compiled = compile(
                named: named,
                explanations: { values in
                    (values.first.map { [[subject: $0]] }) ?? []
                }, of: subject)
        else { return nil }
        let assembly = EvidenceAssembly(
            graph: graph, named: named, soft: [], compiled: compiled, weight: { _ in 1 },
            prior: { _ in [:] }, at: now, counting: { origin, _ in origin == .action })
        guard !assembly.pieces.isEmpty,
            let before = compiled.distribution(of: subject, given: EvidenceSet()),
            let after = compiled.distribution(of: subject, given: assembly.evidence)
        else { return nil }
        let values = compiled.values(of: subject)
        switch kind {
        case .distribution:
            return zip(values, after).map { BeliefStatement.Entry(value: $0, probability: $1) }
        case .likelihood:
            let ratios = zip(after, before).map { $1 > 0 ? $0 / $1 : 0 }
            let most = ratios.max() ?? 1
            return zip(values, ratios).map {
                BeliefStatement.Entry(value: $0, probability: most > 0 ? $1 / most : 0)
            }
        }
    }

    /// The compiled network of components, for explanations of one property.
    mutating func compile(
        named: NamedComponents,
        explanations make: ([String]) -> [ExplanationDiagnoser.Assignments],
        of subject: ComponentProperty
    ) -> CompiledDiagnosis? {
        let range = named.individuals[subject.component].flatMap { _ in
            ontology.sharedProperty(subject.property)?.range
        }
        let explanations = make(range ?? [])
        guard !explanations.isEmpty else { return nil }
        let compiled = compile(named: named, explanations: explanations)
        return compiled.flatMap { $0.places.isEmpty ? nil : $0 }
    }

    /// The compiled network of components, from the memory where it is known.
    mutating func compile(
        named: NamedComponents, explanations: [ExplanationDiagnoser.Assignments]
    ) -> CompiledDiagnosis? {
        let (pieces, fingerprint) = knowledge.reasoned()
        let ontology = ontology
        let key = CompiledDiagnoses.Key(
            components: named.components, explanations: explanations, knowledge: fingerprint,
            definitions: definitionsFingerprint)
        return try? compiled.find(key) {
            var usable = pieces
            // Knowledge that makes a network impossible is left out, the newest first.
            for _ in 0..<8 {
                if let made = try? CompiledDiagnoses.compile(
                    components: named.components, explanations: explanations, ontology: ontology,
                    knowledge: usable)
                {
                    return made
                }
                if usable.isEmpty { break }
                usable.removeLast()
            }
            return try CompiledDiagnoses.compile(
                components: named.components, explanations: explanations, ontology: ontology,
                knowledge: pieces)
        }
    }
}
