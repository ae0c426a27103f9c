import AgentRuntime
import DMEP
import Ontology

/// The remote vantage agent: repeats a user's connection from where it stands.
///
/// What works from elsewhere is not the server's fault, what fails everywhere is not the user's: the evidence
/// that one device cannot get. Not in the thesis; the classes and properties are those of our own ontology.
public struct RemoteVantage: TestingRole {
    /// The service, its cheaper form for the agent's own autonomous system, and the knowledge of its test.
    public let services: [ServiceAdvertisement]

    static let visit = AgentNames.remotePath("remoteVisitTest", "remoteVisitResult")
    static let certificate = AgentNames.remotePath("remoteVisitTest", "remoteCertificateResult")
    static let vantage = AgentNames.remotePath("remoteVisitTest", "vantage")
    static let url = AgentNames.remotePath("destURL")
    static let port = AgentNames.remotePath("destPort")
    static let certificateHash = AgentNames.remotePath("certificateHash")
    static let address = AgentNames.path("destIP")
    static let name = AgentNames.path("dnsLookup", "hostname")
    static let errorCode = AgentNames.path("ffoxErrorTest", "ffoxErrorCode")

    /// Makes the role.
    ///
    /// - Parameters:
    ///   - settings: who the agent is.
    ///   - needsCredentials: whether requesters must have authenticated themselves.
    public init(settings: RoleSettings, needsCredentials: Bool = false) {
        var service = settings.service(
            "obs:remotevisit", .observation, cost: 20_000, for: ["regional", "user"])
        service.requesters.needsCredentials = needsCredentials
        service.inputClass = AgentNames.connection
        // What is not revealed is not repeated: an address alone is connected to, no more.
        service.inputs =
            InputProperty.required(Self.address)
            + InputProperty.optional(
                Self.url, Self.name, Self.port, Self.certificateHash, AgentNames.path("status"),
                AgentNames.path("ffoxErrorTest"), Self.errorCode)
        service.outputObservations = [Self.visit, Self.certificate, Self.vantage]
        // Without it nobody who never heard of this test could tell what it is worth.
        var knowledge = settings.service(
            "knowledge:remotevisit", .knowledge, cost: 2_000, for: ["regional"])
        knowledge.outputKnowledge = ["remoteVisitResult", "remoteCertificateResult"].map {
            OutputKnowledge(
                subject: OntologyURI(AgentNames.agents("Remote_Visit_Test")),
                property: AgentNames.agents($0))
        }
        services =
            settings.preferringOwnSystem(service, as: "obs:remotevisit(local)", cost: 18_000)
            + [knowledge]
    }
}
