import DMEP
import Ontology

/// Puts the outcome of a diagnosis into words for other agents and for the record.
struct DiagnosisAnswer {
    let process: DiagnosisProcess
    let named: NamedComponents
    let view: DiagnosisView?
    let profile: AgentProfile
    let ontology: ComponentOntology
    let now: Int64

    init(
        process: DiagnosisProcess, named: NamedComponents, view: DiagnosisView?,
        profile: AgentProfile, ontology: ComponentOntology, at now: Int64
    ) {
        self.process = process
        self.named = named
        self.view = view
        self.profile = profile
        self.ontology = ontology
        self.now = now
    }

    /// The answer: the explanations, what was found on the way, and what is believed of each component.
    func response(signed sign: (DiagnosticBody) -> DiagnosticBody) -> ServiceResponse {
        let names = localNames
        let explanations = zip(process.explanations, process.probabilities).map {
            explanation, probability in
            var statement =
                explanation.statement
                ?? ExplanationStatement(
                    assignments: explanation.assignments.map {
                        .init(component: names($0.individual), status: $0.value)
                    })
            statement.probability = probability
            return statement
        }.sorted { ($0.probability ?? 0) > ($1.probability ?? 0) }
        return ServiceResponse(
            kind: .diagnosis, requestID: process.request.requestID,
            serviceID: process.service.serviceID, time: now, cost: process.spent,
            explanations: explanations,
            body: sign(
                DiagnosticBody(observations: findings, beliefs: beliefs(of: names))))
    }

    /// The name of an individual in the answer: that of the request where it had one.
    private var localNames: (Int) -> String {
        let asked = Dictionary(
            process.names.map { (process.graph.canonical($0.value), $0.key) },
            uniquingKeysWith: min)
        return { individual in
            asked[process.graph.canonical(individual)]
                ?? named.name(of: individual, in: process.graph)?.text ?? "unknown"
        }
    }

    /// What other agents found for this diagnosis, and what was remembered: the requester does not know it yet.
    private var findings: [ComponentObservation] {
        let names = localNames
        var found = [ComponentObservation]()
        for component in named.components {
            guard let index = named.individuals[component.id] else { continue }
            let individual = process.graph[index]
            let fresh = individual.readings.filter { $0.value.origin != .request }
            let isAsked = process.names.values.contains { process.graph.canonical($0) == index }
            let isExplained = process.explanations.contains { explanation in
                explanation.statement == nil
                    && explanation.assignments.contains {
                        process.graph.canonical($0.individual) == index
                    }
            }
            // A supposed individual is told of when an explanation or a finding needs it as a stepping stone.
            let leads = individual.links.contains { _, end in
                process.graph[end].readings.values.contains { $0.origin != .request }
            }
            guard !fresh.isEmpty || (isExplained && !isAsked) || leads || component.id == "input"
            else { continue }
            var properties = fresh.map {
                ComponentDescription.Property(name: $0.key, value: .text($0.value.value))
            }
            properties += individual.links.map {
                ComponentDescription.Property(name: $0.key, value: .reference(names($0.value)))
            }
            let newest = fresh.values.max { $0.time < $1.time }
            found.append(
                ComponentObservation(
                    metadata: InformationMetadata(
                        originator: newest?.originator ?? profile.uri, time: newest?.time ?? now,
                        isCached: newest?.origin == .cache,
                        expires: fresh.values.compactMap(\.expires).min()),
                    component: ComponentDescription(
                        id: names(index), classes: individual.classes,
                        properties: properties.sorted { $0.name < $1.name })))
        }
        return found
    }

    /// What is believed of each component that an explanation of a single component speaks of.
    private func beliefs(of names: (Int) -> String) -> [BeliefStatement] {
        statements { individual, _ in names(individual) }
    }

    /// The same for a notification, in which components are named by their path.
    func beliefs(named name: (PropertyPath) -> String) -> [BeliefStatement] {
        statements { individual, property in
            process.service.candidateExplanations.first { path in
                path.property == property
                    && process.graph.follow(path.relationships, from: process.input)
                        == process.graph.canonical(individual)
            }.map(name) ?? "unknown"
        }
    }

    private func statements(_ name: (Int, String) -> String) -> [BeliefStatement] {
        var statements = [BeliefStatement]()
        var seen = Set<String>()
        for (explanation, probability) in zip(process.explanations, process.probabilities) {
            guard explanation.assignments.count == 1, let only = explanation.assignments.first
            else { continue }
            let range = ontology.sharedProperty(only.property)?.range ?? []
            // With two values the other one has the rest; with more the whole distribution is not known here.
            guard range.count == 2, let other = range.first(where: { $0 != only.value }),
                seen.insert("\(only.individual) \(only.property)").inserted
            else { continue }
            statements.append(
                BeliefStatement(
                    metadata: InformationMetadata(
                        originator: profile.uri, time: now, expires: now + 3_600_000),
                    subject: .reference(name(only.individual, only.property)),
                    property: only.property,
                    entries: [
                        .init(value: only.value, probability: probability),
                        .init(value: other, probability: 1 - probability),
                    ], evidence: basis(of: only.individual)))
        }
        return statements
    }

    /// What a belief of an individual rests on, as paths from it where there are such.
    private func basis(of individual: Int) -> [PropertyPath] {
        guard let view, let start = named.name(of: individual, in: process.graph) else {
            return []
        }
        let walks = view.compiled.walks(from: start)
        return view.assembly.pieces.compactMap { piece in
            walks[piece.subject.component].map {
                PropertyPath(names: $0 + [piece.subject.property])
            }
        }
    }

    /// The record of the diagnosis.
    func record(ending: String) -> DiagnosisRecord {
        func path(_ subject: ComponentProperty) -> String {
            let walk = subject.component.text.split(separator: "|").dropFirst().map(String.init)
            return PropertyPath(names: walk + [subject.property]).description
        }
        let texts = process.explanations.map { explanation in
            explanation.assignments.map { individual, property, value in
                let name = named.name(of: individual, in: process.graph) ?? "input"
                return path(ComponentProperty(name, property)) + "=" + value
            }.joined(separator: " ")
        }
        let explanations = Dictionary(
            zip(texts, process.probabilities).map { ($0, $1) }, uniquingKeysWith: { $1 })
        let expectations = process.expectations.map { expectation in
            DiagnosisRecord.Expectation(
                service: expectation.service, value: expectation.value,
                confidence: expectation.before,
                leading: expectation.leading.map { texts[$0] } ?? "")
        }
        var evidence = [String: String]()
        for piece in view?.assembly.pieces ?? [] { evidence[path(piece.subject)] = piece.value }
        return DiagnosisRecord(
            time: now, serviceID: process.service.serviceID, requester: process.request.requester,
            subject: process.graph.identitiesKnown(of: process.input).first?.text ?? "",
            explanations: explanations, evidence: evidence, actions: process.actions,
            cost: process.spent, elapsed: now - process.began, ending: ending,
            expectations: expectations)
    }
}
