import AgentRuntime
import DMEP
import Ontology

/// The second DNS specialist: asks the name servers of the zone itself, at a lower price.
///
/// It stands where the thesis has CoDNS, and speaks of that test's class: five outcomes, no alias (B.1.4;
/// services B.2.6). It brings the dependency knowledge of its test with it, so that agents which never heard
/// of it can use it.
public struct IterativeDNSTest: TestingRole {
    /// The service, its cheaper form for the agent's own autonomous system, and the knowledge.
    public let services: [ServiceAdvertisement]

    /// What the outcome is found under.
    static let result = PropertyPath(names: [
        AgentNames.planetlab("codnsLookupTest"), AgentNames.planetlab("codnsLookupResult"),
    ])

    /// Makes the role.
    public init(settings: RoleSettings) {
        var service = settings.service(
            "bel:dnslookup.status[codns]", .belief, cost: 500, for: ["regional"])
        service.inputClass = AgentNames.lookup
        service.inputs = InputProperty.required(
            AgentNames.path("hostname"), AgentNames.path("ipAddrs"))
        service.outputBeliefs = [
            OutputBelief(path: AgentNames.path("status"), evidence: [Self.result])
        ]
        service.outputObservations = [Self.result]
        var knowledge = settings.service(
            "knowledge:codns", .knowledge, cost: 2_000, for: ["regional"])
        knowledge.outputKnowledge = [
            OutputKnowledge(
                subject: OntologyURI(AgentNames.planetlab("CoDNS_Lookup_Test")),
                property: AgentNames.planetlab("codnsLookupResult"),
                parents: [AgentNames.path("dnsLookup", "status")])
        ]
        services =
            settings.preferringOwnSystem(
                service, as: "bel:dnslookup.status(local)[codns]", cost: 400) + [knowledge]
    }
}
