import Ontology
import Reasoning
import Testing

@testable import AgentRoles

@Suite("Inference with the tables that are shipped")
struct AgentsKnowledgeInferenceTests {
    private static func common(_ name: String) -> String { "\(ShippedOntologies.common)#\(name)" }
    private static func agents(_ name: String) -> String { "\(ShippedOntologies.agents)#\(name)" }
    private static let status = "\(ShippedOntologies.core)#status"
    private static let culprits: [ComponentID] = ["local", "server", "dns", "path"]

    /// A visit with its four parts, the browser's test and the visit from elsewhere.
    private static let components: [Component] = [
        Component(
            id: "visit", componentClass: OntologyURI(common("HTTP_Connection")),
            properties: [
                common("localNet"): .component("local"), common("httpServer"): .component("server"),
                common("dnsLookup"): .component("dns"), common("ipRouting"): .component("path"),
            ]),
        Component(id: "local", componentClass: OntologyURI(common("Local_Network"))),
        Component(id: "server", componentClass: OntologyURI(common("HTTP_Server"))),
        Component(id: "dns", componentClass: OntologyURI(common("DNS_Lookup"))),
        Component(id: "path", componentClass: OntologyURI(common("IP_Routing"))),
        Component(
            id: "browser", componentClass: OntologyURI(common("Firefox_Error_Test")),
            properties: [common("httpConn"): .component("visit")]),
        Component(
            id: "elsewhere", componentClass: OntologyURI(agents("Remote_Visit_Test")),
            properties: [common("httpConn"): .component("visit")]),
    ]

    /// P(FAIL) of each part of a visit that failed, in the order of `culprits`.
    private func failures(
        _ knowledge: [DependencyKnowledge], code: String, elsewhere: String? = nil
    ) throws -> [ComponentID: Double] {
        let graph = try FailureDependencyGraph(
            components: Self.components, ontology: ShippedOntologies.ontology(),
            knowledge: knowledge, completeness: .asFarAsKnown)
        var diagnoser = try ExplanationDiagnoser(
            graph: graph,
            explanations: Self.culprits.map { [ComponentProperty($0, Self.status): "FAIL"] })
        var evidence = EvidenceSet()
        evidence[ComponentProperty("visit", Self.status)] = .value("FAIL")
        evidence[ComponentProperty("browser", Self.common("ffoxErrorCode"))] = .value(code)
        if let elsewhere {
            evidence[ComponentProperty("elsewhere", Self.agents("remoteVisitResult"))] =
                .value(elsewhere)
        }
        let assessment = try diagnoser.assess(evidence)
        return Dictionary(uniqueKeysWithValues: zip(Self.culprits, assessment.probabilities))
    }

    private func most(_ failures: [ComponentID: Double]) -> ComponentID? {
        failures.max { $0.value < $1.value }?.key
    }

    @Test(
        "the code that a browser shows points the same way in both sets",
        arguments: [("30", ComponentID("dns")), ("13", "server")])
    func errorCodes(code: String, culprit: ComponentID) throws {
        #expect(most(try failures(AgentsKnowledge.manual(), code: code)) == culprit)
        #expect(most(try failures(AgentsKnowledge.learned(), code: code)) == culprit)
    }

    @Test("after a time-out, the visit from elsewhere decides between the server and the way to it")
    func remoteVisit() throws {
        let knowledge = try AgentsKnowledge.manual() + AgentsKnowledge.remoteVantage()
        let before = try failures(knowledge, code: "14")
        let same = try failures(knowledge, code: "14", elsewhere: "SAME_FAILURE")
        let fine = try failures(knowledge, code: "14", elsewhere: "OK")
        let server = try [before, same, fine].map { try #require($0["server"]) }
        #expect(server[1] > server[0] && server[0] > server[2])
        #expect(fine["server"] ?? 1 < 0.05)
        #expect(most(fine) == "path")
        let local = try [before, same, fine].map { try #require($0["local"]) }
        #expect(local[2] > local[0] && local[0] > local[1])
    }

    @Test("the same failure elsewhere settles that a refusing server is to blame")
    func remoteRefusal() throws {
        let knowledge = try AgentsKnowledge.manual() + AgentsKnowledge.remoteVantage()
        let before = try #require(try failures(knowledge, code: "13")["server"])
        let after = try #require(
            try failures(knowledge, code: "13", elsewhere: "SAME_FAILURE")["server"])
        #expect(after > 0.9)
        #expect((1 - after) * 4 < 1 - before)
    }
}
