import Ontology

@testable import Reasoning

/// The four causes of the thesis with two tests, small enough to compute by hand.
enum FourCauses {
    static let parts = [
        ("Local_Network", "localNet", 0.05), ("DNS_Lookup", "dnsLookup", 0.05),
        ("IP_Routing", "ipRouting", 0.08), ("HTTP_Server", "httpServer", 0.02),
    ]

    static let ontology = ComponentOntology(
        classes: parts.map { name, _, _ in
            ComponentClass(
                uri: OntologyURI("test#" + name), superclasses: ["test#Component"])
        } + [
            ComponentClass(
                uri: "test#Component",
                properties: [
                    PropertyDefinition(name: "status", kind: .descriptive(range: ["OK", "FAIL"]))
                ]),
            ComponentClass(
                uri: "test#HTTP_Connection", superclasses: ["test#Component"],
                properties: parts.map { name, relationship, _ in
                    PropertyDefinition(
                        name: relationship,
                        kind: .relationship(range: OntologyURI("test#" + name), symmetric: nil))
                }),
            ComponentClass(
                uri: "test#Lookup_Test",
                properties: [
                    PropertyDefinition(
                        name: "result", kind: .descriptive(range: ["correct", "wrong"])),
                    PropertyDefinition(
                        name: "connection",
                        kind: .relationship(range: "test#HTTP_Connection", symmetric: nil)),
                ]),
        ])

    static let components =
        parts.map { name, relationship, _ in
            Component(
                id: ComponentID(relationship), componentClass: OntologyURI("test#" + name))
        } + [
            Component(
                id: "connection", componentClass: "test#HTTP_Connection",
                properties: Dictionary(
                    uniqueKeysWithValues: parts.map {
                        ($0.1, Component.Value.component(ComponentID($0.1)))
                    })),
            Component(
                id: "lookup", componentClass: "test#Lookup_Test",
                properties: ["connection": .component("connection")]),
        ]

    static let knowledge =
        parts.map { name, _, prior in
            DependencyKnowledge(
                subject: OntologyURI("test#" + name), property: "status", parents: [],
                rows: [.init(when: [], distribution: ["FAIL": prior, "OK": 1 - prior])])
        } + [
            DependencyKnowledge(
                subject: "test#HTTP_Connection", property: "status",
                parents: parts.map { PropertyPath("\($0.1).status") },
                rows: [
                    .init(when: [["OK"], ["OK"], ["OK"], ["OK"]], distribution: ["OK": 1]),
                    .init(when: [[], [], [], []], distribution: ["FAIL": 1]),
                ]),
            DependencyKnowledge(
                subject: "test#Lookup_Test", property: "result",
                parents: ["connection.dnsLookup.status"],
                rows: [
                    .init(when: [["FAIL"]], distribution: ["wrong": 0.9, "correct": 0.1]),
                    .init(when: [[]], distribution: ["correct": 0.95, "wrong": 0.05]),
                ]),
        ]

    static let explanations = parts.enumerated().map { index, part in
        CandidateExplanation(
            subject: ComponentProperty(ComponentID(part.1), "status"), value: "FAIL",
            className: part.0, cause: part.1, name: part.0, precedence: index)
    }

    static let connectionStatus = ComponentProperty("connection", "status")
    static let lookupResult = ComponentProperty("lookup", "result")

    static func diagnoser() throws -> Diagnoser {
        try Diagnoser(
            graph: FailureDependencyGraph(
                components: components, ontology: ontology, knowledge: knowledge),
            explanations: explanations)
    }

    static func assess(_ evidence: EvidenceSet, blaming blame: Diagnoser.Blame) throws -> Assessment
    {
        var diagnoser = try diagnoser()
        return try diagnoser.assess(evidence, blaming: blame)
    }
}
