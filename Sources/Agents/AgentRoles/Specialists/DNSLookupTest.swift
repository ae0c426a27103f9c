import AgentRuntime
import DMEP
import Ontology

/// The DNS lookup test agent: looks a name up again and compares (CAPRI thesis, 8.5.4; services B.2.3).
public struct DNSLookupTest: TestingRole {
    /// The service, and its cheaper form for the agent's own autonomous system.
    public let services: [ServiceAdvertisement]

    /// Makes the role.
    public init(settings: RoleSettings) {
        let result = AgentNames.path("verifyDNSLookupTest", "dnsLookupResult")
        var service = settings.service(
            "bel:dnslookup.status", .belief, cost: 10_000, for: ["regional"])
        service.inputClass = AgentNames.lookup
        service.inputs = InputProperty.required(
            AgentNames.path("hostname"), AgentNames.path("ipAddrs"))
        service.outputBeliefs = [
            OutputBelief(path: AgentNames.path("status"), evidence: [result])
        ]
        service.outputObservations = [result]
        service.outputKnowledge = [
            OutputKnowledge(subject: AgentNames.lookup, property: AgentNames.status)
        ]
        services = settings.preferringOwnSystem(
            service, as: "bel:dnslookup.status(local)", cost: 9_000)
    }
}
