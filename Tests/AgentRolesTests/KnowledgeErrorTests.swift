import Testing

@testable import AgentRoles

@Suite("Knowledge that cannot be used")
struct KnowledgeErrorTests {
    private func read(ontology: String? = nil, knowledge: String? = nil) throws -> WhyKnowledge {
        try WhyKnowledge(
            about: WhyVocabulary(text: ontology ?? ShippedText.ontology, file: "o.yaml"),
            text: knowledge ?? ShippedText.knowledge, file: "k.yaml")
    }

    @Test("a test that the ontology does not define is refused by name")
    func unknownTest() {
        let text = ShippedText.knowledge.replacing("  interface.state:", with: "  interface.mood:")
        #expect(
            throws: KnowledgeError.unknownName(
                file: "k.yaml", place: "tests", name: "interface.mood")
        ) { try read(knowledge: text) }
    }

    @Test("a condition on a class that does not exist is refused by name")
    func unknownClass() {
        let text = ShippedText.knowledge.replacing(
            "{local: [L2], then: {link-local: 0.7", with: "{lokal: [L2], then: {link-local: 0.7")
        #expect(
            throws: KnowledgeError.unknownName(
                file: "k.yaml", place: "interface.address", name: "lokal")
        ) { try read(knowledge: text) }
    }

    @Test("another schema is refused with both numbers")
    func schema() {
        let text = ShippedText.knowledge.replacing("schema: 1", with: "schema: 7")
        #expect(throws: KnowledgeError.schema(file: "k.yaml", found: 7, known: 1)) {
            try read(knowledge: text)
        }
    }

    @Test("text that is no YAML, or not of the form, is refused with the place")
    func unreadable() {
        for text in ["{", "[1, 2]", "schema: [1]", "", "schema: 1\nsource: x\n"] {
            #expect(throws: KnowledgeError.self) { try read(knowledge: text) }
            #expect(throws: KnowledgeError.self) { try read(ontology: text) }
            #expect(throws: KnowledgeError.self) { try Landmarks(text: text, file: "l.yaml") }
        }
    }

    @Test("a row that does not add up is found when the network is made")
    func wrongSum() throws {
        let text = ShippedText.knowledge.replacing(
            "{down: 0.45, no-carrier: 0.4", with: "{down: 0.75, no-carrier: 0.4")
        let knowledge = try read(knowledge: text)
        #expect(throws: (any Error).self) { try knowledge.diagnoser() }
    }

    @Test("the shipped landmarks can be read")
    func landmarks() throws {
        let landmarks = try Landmarks.shipped()
        #expect(landmarks.resolvers.count >= 3)
        #expect(landmarks.portalChecks.allSatisfy { $0.url.scheme == .http })
    }
}
