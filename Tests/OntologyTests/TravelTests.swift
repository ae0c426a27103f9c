import Foundation
import Ontology
import Testing

@Suite("Vocabulary that travels")
struct TravelTests {
    private func roundTrip<Value: Codable & Equatable>(_ value: Value) throws {
        let data = try JSONEncoder().encode(value)
        #expect(try JSONDecoder().decode(Value.self, from: data) == value)
    }

    private let provenance = Provenance(
        originator: "agent", time: 1_700_000_000_000, isCached: true, expires: 1_700_000_060_000)

    @Test("observations, beliefs and likelihoods come back as they were sent")
    func information() throws {
        let subject = ComponentProperty("httpServer", "status")
        try roundTrip(Observation(subject: subject, value: "FAIL", provenance: provenance))
        try roundTrip(
            Belief(
                subject: subject, probabilities: ["OK": 0.25, "FAIL": 0.75],
                evidence: ["connection.test.result"], provenance: provenance))
        try roundTrip(
            Likelihood(
                subject: subject, likelihoods: ["OK": 0.1], evidence: [], provenance: provenance))
    }

    @Test("classes, individuals and knowledge come back as they were sent")
    func definitions() throws {
        try roundTrip(
            ComponentClass(
                uri: "o#C", superclasses: ["o#B"],
                properties: [
                    PropertyDefinition(
                        name: "peer", kind: .relationship(range: "o#C", symmetric: "peer"))
                ], label: "a class"))
        try roundTrip(
            Component(
                id: "c", componentClass: "o#C",
                properties: ["name": .literal("n"), "peer": .component("d")]))
        try roundTrip(
            DependencyKnowledge(
                subject: "o#C", property: "status", parents: ["peer.status"],
                rows: [.init(when: [["OK"]], distribution: ["OK": 1])], leak: 0.01, source: "me"))
    }

    @Test("names travel as plain strings")
    func names() throws {
        let encoded = try JSONEncoder().encode(["a": OntologyURI("o#C")])
        #expect(String(decoding: encoded, as: UTF8.self) == #"{"a":"o#C"}"#)
        #expect(OntologyURI("http://x/y#Short").shortName == "Short")
        #expect(OntologyURI("plain").shortName == "plain")
    }
}
