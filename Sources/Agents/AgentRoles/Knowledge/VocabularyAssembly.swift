import Ontology

/// Turns the ontology file into classes, individuals, explanations and tests.
struct VocabularyAssembly {
    let vocabulary: OntologyDocument
    let file: String

    /// The value of a part that has no fault.
    static let sound = "none"
    /// The individual that is the connection.
    static let connection = ComponentID("connection")

    func uri(_ name: String) -> OntologyURI { OntologyURI(vocabulary.namespace + name) }

    func testClass(_ id: String) -> OntologyURI {
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
                uri: uri(symptom.className),
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
                            kind: .relationship(range: uri(symptom.className), symmetric: nil),
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
            id: Self.connection, componentClass: uri(vocabulary.symptom.className),
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
                        precedence: cause.precedence, degrades: cause.degrades)
                }
            }
        }
    }

    func tests() throws(KnowledgeError) -> [DiagnosticTest] {
        var tests = [DiagnosticTest]()
        for entry in vocabulary.tests {
            guard entry.cost.count == 3, entry.cost.allSatisfy({ $0 >= 0 }) else {
                throw .incomplete(
                    file: file, place: entry.id,
                    need: "cost is [expected ms, worst ms, packets]")
            }
            guard let vantage = DiagnosticTest.Vantage(rawValue: entry.vantage) else {
                throw .unknownName(
                    file: file, place: entry.id, name: entry.vantage)
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
}

extension String {
    /// Orders codes such as L2 before L10: by letter, then by number.
    fileprivate var numericOrder: (String, Int) {
        (String(prefix { !$0.isNumber }), Int(drop { !$0.isNumber }) ?? 0)
    }
}
