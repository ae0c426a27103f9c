import DMEP
import Ontology

@testable import AgentRuntime

/// A small world in the shape of the thesis: a connection that depends on a server, a lookup and a route.
enum WebOntology {
    static let base = "https://ontology.test/web#"
    static func uri(_ name: String) -> OntologyURI { OntologyURI(base + name) }
    static func property(_ name: String) -> String {
        name == "status" ? CoreOntology.status : base + name
    }
    static func path(_ names: String...) -> PropertyPath {
        PropertyPath(names: names.map(property))
    }

    static var document: OntologyDocument {
        func values(_ name: String, _ range: [String] = []) -> PropertyDefinition {
            PropertyDefinition(name: property(name), kind: .descriptive(range: range))
        }
        func relation(_ name: String, _ range: String, back: String? = nil) -> PropertyDefinition {
            PropertyDefinition(
                name: property(name),
                kind: .relationship(range: uri(range), symmetric: back.map(property)))
        }
        return OntologyDocument(
            classes: [
                .init(name: uri("Component")),
                .init(
                    name: uri("Connection"), superclasses: [uri("Component")],
                    identifyingProperties: [property("destination"), property("time")]),
                .init(
                    name: uri("Server"), superclasses: [uri("Component")],
                    identifyingProperties: [property("address")]),
                .init(
                    name: uri("Lookup"), superclasses: [uri("Component")],
                    identifyingProperties: [property("hostname")]),
                .init(name: uri("Error_Test")), .init(name: uri("Lookup_Test")),
            ],
            properties: [
                values("destination"), values("time"), values("address"), values("hostname"),
                values("addresses"), values("failures", ["0", "1", "2", "3"]),
                values("code", ["refused", "timeout", "unknown-name"]),
                values("lookupResult", ["CORRECT", "INCORRECT", "ERROR"]),
                relation("server", "Server"), relation("lookup", "Lookup"),
                relation("error", "Error_Test", back: "connection"),
                relation("connection", "Connection"),
                relation("lookupTest", "Lookup_Test", back: "lookup"),
            ])
    }

    static var core: OntologyDocument {
        OntologyDocument(properties: [
            PropertyDefinition(
                name: CoreOntology.status, kind: .descriptive(range: ["OK", "FAIL"]))
        ])
    }

    static func library() throws -> OntologyLibrary {
        try OntologyLibrary(shipped: [
            "https://ontology.test/web": document,
            "http://capri.csail.mit.edu/2006/capri/core": core,
        ])
    }

    private static func piece(
        _ subject: String, _ name: String, parents: [PropertyPath] = [],
        _ rows: [([String], [String: Double])]
    ) -> DependencyKnowledge {
        DependencyKnowledge(
            subject: uri(subject), property: property(name), parents: parents,
            rows: rows.map { row in
                DependencyKnowledge.Row(
                    when: row.0.map { $0.isEmpty ? [] : [$0] }, distribution: row.1)
            })
    }

    static let serverPrior = piece("Server", "status", [([], ["OK": 0.9, "FAIL": 0.1])])
    static let lookupPrior = piece("Lookup", "status", [([], ["OK": 0.9, "FAIL": 0.1])])
    static let connection = piece(
        "Connection", "status", parents: [path("server", "status"), path("lookup", "status")],
        [
            (["OK", "OK"], ["OK": 1]), (["", ""], ["FAIL": 1]),
        ])
    static let failures = piece(
        "Server", "failures", parents: [path("status")],
        [
            (["FAIL"], ["0": 0.1, "1": 0.2, "2": 0.3, "3": 0.4]),
            (["OK"], ["0": 0.9, "1": 0.08, "2": 0.015, "3": 0.005]),
        ])
    static let lookupResult = piece(
        "Lookup_Test", "lookupResult", parents: [path("lookup", "status")],
        [
            (["FAIL"], ["CORRECT": 0.02, "INCORRECT": 0.48, "ERROR": 0.5]),
            (["OK"], ["CORRECT": 0.96, "INCORRECT": 0.02, "ERROR": 0.02]),
        ])
    static let code = piece(
        "Error_Test", "code",
        parents: [
            path("connection", "server", "status"), path("connection", "lookup", "status"),
        ],
        [
            (["", "FAIL"], ["unknown-name": 0.8, "timeout": 0.15, "refused": 0.05]),
            (["FAIL", "OK"], ["refused": 0.6, "timeout": 0.39, "unknown-name": 0.01]),
            (["", ""], ["timeout": 0.9, "refused": 0.05, "unknown-name": 0.05]),
        ])
    static let all = [serverPrior, lookupPrior, connection, failures, lookupResult, code]

    /// A failure story: who could not reach what, as a user agent tells it.
    static func failure(
        destination: String = "www.test", server: String = "192.0.2.1", code: String? = nil,
        addresses: String? = nil, time: Int64 = 1_000
    ) -> DiagnosticBody {
        func text(_ name: String, _ value: String) -> ComponentDescription.Property {
            .init(name: property(name), value: .text(value))
        }
        func reference(_ name: String, _ id: String) -> ComponentDescription.Property {
            .init(name: property(name), value: .reference(id))
        }
        let metadata = InformationMetadata(time: time)
        var connection = [
            text("destination", destination), text("time", "\(time)"), text("status", "FAIL"),
            reference("server", "s"), reference("lookup", "l"),
        ]
        var observations = [
            ComponentObservation(
                metadata: metadata,
                component: .init(
                    id: "s", classes: [uri("Server")], properties: [text("address", server)])),
            ComponentObservation(
                metadata: metadata,
                component: .init(
                    id: "l", classes: [uri("Lookup")],
                    properties: [text("hostname", destination)]
                        + (addresses.map { [text("addresses", $0)] } ?? []))),
        ]
        if let code {
            connection.append(reference("error", "e"))
            observations.append(
                ComponentObservation(
                    metadata: metadata,
                    component: .init(
                        kind: .test, id: "e", classes: [uri("Error_Test")],
                        properties: [text("code", code)])))
        }
        observations.append(
            ComponentObservation(
                metadata: metadata,
                component: .init(
                    id: "c", classes: [uri("Connection")], properties: connection)))
        return DiagnosticBody(observations: observations)
    }
}
