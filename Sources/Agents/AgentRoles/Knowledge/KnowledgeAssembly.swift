import Ontology

/// Turns the two files into the values that diagnosis works on.
struct KnowledgeAssembly {
    let vocabulary: OntologyDocument
    let ontologyName: String
    let beliefs: KnowledgeDocument
    let knowledgeName: String

    /// The value of a part that has no fault.
    static let sound = "none"
    /// The individual that is the connection.
    static let connection = ComponentID("connection")

    private func uri(_ name: String) -> OntologyURI { OntologyURI(vocabulary.namespace + name) }

    private func testClass(_ id: String) -> OntologyURI {
        let words = id.split(whereSeparator: { ".-".contains($0) }).map { word in
            word.prefix(1).uppercased() + word.dropFirst()
        }
        return uri(words.joined(separator: "_") + "_Test")
    }

    private func faults(of part: OntologyDocument.Class) -> [String] {
        [Self.sound] + part.causes.keys.sorted { $0.numericOrder < $1.numericOrder }
    }

    var ontology: ComponentOntology {
        var classes = vocabulary.classes.map { part in
            ComponentClass(
                uri: uri(part.name),
                properties: [
                    PropertyDefinition(name: "fault", kind: .descriptive(range: faults(of: part))),
                    PropertyDefinition(name: "status", kind: .descriptive(range: ["OK", "FAIL"])),
                ], label: part.label)
        }
        let symptom = vocabulary.symptom
        classes.append(
            ComponentClass(
                uri: uri(symptom.class),
                properties: [
                    PropertyDefinition(name: "status", kind: .descriptive(range: symptom.status)),
                    PropertyDefinition(name: "pace", kind: .descriptive(range: symptom.pace)),
                ]
                    + vocabulary.classes.map {
                        PropertyDefinition(
                            name: $0.relationship,
                            kind: .relationship(range: uri($0.name), symmetric: nil),
                            isIdentifying: true)
                    }, label: symptom.label))
        for test in vocabulary.tests {
            classes.append(
                ComponentClass(
                    uri: testClass(test.id),
                    properties: [
                        PropertyDefinition(
                            name: "connection",
                            kind: .relationship(range: uri(symptom.class), symmetric: nil),
                            isIdentifying: true),
                        PropertyDefinition(
                            name: "result",
                            kind: .descriptive(range: test.outcomes.keys.sorted())),
                    ], label: test.label))
        }
        return ComponentOntology(classes: classes)
    }

    var components: [Component] {
        var relationships = [String: Component.Value]()
        for part in vocabulary.classes {
            relationships[part.relationship] = .component(ComponentID(part.relationship))
        }
        let parts = vocabulary.classes.map {
            Component(id: ComponentID($0.relationship), componentClass: uri($0.name))
        }
        let connection = Component(
            id: Self.connection, componentClass: uri(vocabulary.symptom.class),
            properties: relationships)
        let tests = vocabulary.tests.map { test in
            Component(
                id: ComponentID(test.id), componentClass: testClass(test.id),
                properties: ["connection": .component(Self.connection)])
        }
        return parts + [connection] + tests
    }

    var explanations: [CandidateExplanation] {
        vocabulary.classes.flatMap { part in
            faults(of: part).dropFirst().compactMap { code in
                part.causes[code].map { cause in
                    CandidateExplanation(
                        subject: ComponentProperty(ComponentID(part.relationship), "fault"),
                        value: code, className: part.slug, cause: code, name: cause.name,
                        precedence: cause.precedence, degrades: cause.degrades ?? false)
                }
            }
        }
    }

    func tests() throws(KnowledgeError) -> [DiagnosticTest] {
        var tests = [DiagnosticTest]()
        for entry in vocabulary.tests {
            guard entry.cost.count == 3, entry.cost.allSatisfy({ $0 >= 0 }) else {
                throw .incomplete(
                    file: ontologyName, place: entry.id,
                    need: "cost is [expected ms, worst ms, packets]")
            }
            guard let vantage = DiagnosticTest.Vantage(rawValue: entry.vantage ?? "local") else {
                throw .unknownName(
                    file: ontologyName, place: entry.id, name: entry.vantage ?? "")
            }
            tests.append(
                DiagnosticTest(
                    id: entry.id, componentClass: testClass(entry.id), label: entry.label,
                    vantage: vantage,
                    cost: .init(
                        milliseconds: entry.cost[0], worstMilliseconds: entry.cost[1],
                        packets: entry.cost[2]),
                    outcomes: entry.outcomes))
        }
        return tests
    }

    func knowledge() throws(KnowledgeError) -> [DependencyKnowledge] {
        let symptom = uri(vocabulary.symptom.class)
        var pieces = [DependencyKnowledge]()
        for part in vocabulary.classes { pieces += [try prior(of: part), status(of: part)] }
        pieces.append(
            try table(
                of: symptom, property: "status", rows: beliefs.symptom.status, place: "symptom",
                prefix: ""))
        pieces.append(
            try table(
                of: symptom, property: "pace", rows: beliefs.symptom.pace, place: "symptom",
                prefix: ""))
        let known = Set(vocabulary.tests.map(\.id))
        let named = Set(beliefs.tests.keys).union(beliefs.leaks.keys).union(beliefs.pending.keys)
        for id in named.sorted() where !known.contains(id) {
            throw .unknownName(file: knowledgeName, place: "tests", name: id)
        }
        for test in vocabulary.tests {
            guard let rows = beliefs.tests[test.id] else {
                throw .incomplete(
                    file: knowledgeName, place: "tests", need: "rows for \(test.id) are missing")
            }
            pieces.append(
                try table(
                    of: testClass(test.id), property: "result", rows: rows, place: test.id,
                    prefix: "connection."))
        }
        return pieces
    }

    private func prior(
        of part: OntologyDocument.Class
    ) throws(KnowledgeError) -> DependencyKnowledge {
        var distribution = beliefs.priors[part.name] ?? [:]
        for code in distribution.keys.sorted() where part.causes[code] == nil {
            throw .unknownName(file: knowledgeName, place: "priors.\(part.name)", name: code)
        }
        let total = distribution.values.reduce(0, +)
        guard total < 1, distribution.values.allSatisfy({ $0 >= 0 }) else {
            throw .incomplete(
                file: knowledgeName, place: "priors.\(part.name)",
                need: "the priors add up to \(total); less than 1 is needed")
        }
        distribution[Self.sound] = 1 - total
        return DependencyKnowledge(
            subject: uri(part.name), property: "fault", parents: [],
            rows: [.init(when: [], distribution: distribution)], source: beliefs.source)
    }

    /// A part is OK when it has no fault: the class is the AND of its causes.
    private func status(of part: OntologyDocument.Class) -> DependencyKnowledge {
        DependencyKnowledge(
            subject: uri(part.name), property: "status", parents: ["fault"],
            rows: [
                .init(when: [[Self.sound]], distribution: ["OK": 1]),
                .init(when: [[]], distribution: ["FAIL": 1]),
            ], source: beliefs.source)
    }

    private func table(
        of subject: OntologyURI, property: String, rows: [KnowledgeDocument.Row], place: String,
        prefix: String
    ) throws(KnowledgeError) -> DependencyKnowledge {
        let named = Set(rows.flatMap(\.conditions.keys))
        let parts = vocabulary.classes.filter { named.contains($0.short) }
        let shorts = Set(vocabulary.classes.map(\.short))
        for name in named.sorted() where !shorts.contains(name) {
            throw .unknownName(file: knowledgeName, place: place, name: name)
        }
        return DependencyKnowledge(
            subject: subject, property: property,
            parents: parts.map { PropertyPath("\(prefix)\($0.relationship).fault") },
            rows: rows.map { row in
                .init(
                    when: parts.map { row.conditions[$0.short] ?? [] },
                    distribution: row.distribution)
            }, leak: beliefs.leaks[place] ?? beliefs.leak, source: beliefs.source)
    }
}

extension String {
    /// Orders codes such as L2 before L10: by letter, then by number.
    fileprivate var numericOrder: (String, Int) {
        (String(prefix { !$0.isNumber }), Int(drop { !$0.isNumber }) ?? 0)
    }
}
