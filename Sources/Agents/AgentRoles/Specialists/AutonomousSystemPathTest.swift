import AgentRuntime
import DMEP
import Ontology

/// The AS path test agent: traces the way to an address and says through which autonomous systems it leads
/// (CAPRI thesis, 8.5.5; service B.2.4).
///
/// It tests for users of its own autonomous system, as others send their packets another way.
public struct AutonomousSystemPathTest: TestingRole {
    /// The service.
    public let services: [ServiceAdvertisement]

    static let result = AgentNames.path("asPath", "asPathTest", "asPathTestResult")
    static let systems = AgentNames.path("asPath", "pathASes")
    static let source = AgentNames.path("asPath", "srcAS")
    static let destination = AgentNames.path("asPath", "destAS")

    /// Makes the role; without a known autonomous system it tests for everybody.
    public init(settings: RoleSettings) {
        var service = settings.service(
            "bel:iprouting.status", .belief, cost: 100_000, for: ["regional"], onlyOwnSystem: true)
        service.inputClass = AgentNames.routing
        var from = InputProperty(path: AgentNames.path("srcIP"), isRequired: true)
        if let own = settings.autonomousSystem {
            from.indexFunctions = [.autonomousSystem]
            from.indexRanges = [UInt64(own)...UInt64(own)]
        }
        service.inputs = [from] + InputProperty.required(AgentNames.path("destIP"))
        service.outputBeliefs = [
            OutputBelief(path: AgentNames.path("status"), evidence: [Self.result])
        ]
        service.outputObservations = [Self.result, Self.systems, Self.source, Self.destination]
        service.outputKnowledge = [
            OutputKnowledge(subject: AgentNames.routing, property: AgentNames.status)
        ]
        services = [service]
    }
}
