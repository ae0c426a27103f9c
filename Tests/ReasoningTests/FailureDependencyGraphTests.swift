import Ontology
import Testing

@testable import Reasoning

@Suite("Failure dependency graph")
struct FailureDependencyGraphTests {
    @Test("a property of a superclass is known of the individuals of its subclasses")
    func superclassKnowledge() throws {
        let general = DependencyKnowledge(
            subject: "test#Component", property: "status", parents: [],
            rows: [.init(when: [], distribution: ["FAIL": 0.5, "OK": 0.5])])
        let graph = try FailureDependencyGraph(
            components: FourCauses.components.filter { $0.id == "httpServer" },
            ontology: FourCauses.ontology, knowledge: [general])
        #expect(graph.subjects == [ComponentProperty("httpServer", "status")])
        #expect(graph.network.nodes[0].table == [0.5, 0.5])
    }

    @Test("knowledge of the nearest class holds, and a table holds before a prior")
    func nearestKnowledge() throws {
        let general = DependencyKnowledge(
            subject: "test#Component", property: "status", parents: [],
            rows: [.init(when: [], distribution: ["OK": 1])])
        let graph = try FailureDependencyGraph(
            components: FourCauses.components, ontology: FourCauses.ontology,
            knowledge: [general] + FourCauses.knowledge)
        let variable = try graph.variable(of: FourCauses.connectionStatus)
        #expect(graph.network.nodes[variable].parents.count == 4)
    }

    @Test("a path that leads nowhere and a parent without knowledge are refused by name")
    func refusals() throws {
        let lost = FourCauses.components.map { component in
            component.id == "lookup"
                ? Component(id: "lookup", componentClass: "test#Lookup_Test") : component
        }
        #expect(
            throws: ReasoningError.brokenPath(
                component: "lookup", path: "connection.dnsLookup.status")
        ) {
            try FailureDependencyGraph(
                components: lost, ontology: FourCauses.ontology, knowledge: FourCauses.knowledge)
        }
        let without = FourCauses.knowledge.filter { $0.subject != "test#IP_Routing" }
        #expect(
            throws: ReasoningError.missingKnowledge(ComponentProperty("ipRouting", "status"))
        ) {
            try FailureDependencyGraph(
                components: FourCauses.components, ontology: FourCauses.ontology,
                knowledge: without)
        }
    }
}
