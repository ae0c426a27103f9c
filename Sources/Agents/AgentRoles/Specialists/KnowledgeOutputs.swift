import DMEP
import Ontology

/// The dependency knowledge that agents offer (CAPRI thesis, tables 8.1 and 8.3).
///
/// Parents are left open: what is learned may depend on more than what was written down, and a list would
/// keep it from those who ask.
enum KnowledgeOutputs {
    /// What users need (table 8.1).
    static let forUsers = outputs([
        "Local_Network.status", "Local_Network.consecFailuresFromUser", "HTTP_Connection.status",
        "DNS_Lookup.status", "IP_Routing.status", "HTTP_Server.status",
        "HTTP_Server.consecFailuresToServer", "Outbound_Conn_Test.probeResult",
        "Firefox_Error_Test.ffoxErrorCode",
    ])
    /// What regional agents need (table 8.3, `knowledge:http(learned)`).
    static let learned = outputs([
        "Local_Network.status", "Local_Network.consecFailuresFromUser", "HTTP_Connection.status",
        "DNS_Lookup.status", "IP_Routing.status", "HTTP_Server.status",
        "HTTP_Server.consecFailuresToServer", "Outbound_Conn_Test.probeResult",
        "Firefox_Error_Test.ffoxErrorCode", "Verify_DNS_Lookup_Test.dnsLookupResult",
        "AS_Path.status", "AS_Path_Test.asPathTestResult", "AS_Hop.status",
        "AS_Hop_Test.asHopTestResult",
    ])
    /// What specialists need (table 8.3, `knowledge:specialist`).
    static let forSpecialists = learned.filter {
        ![AgentNames.connection, OntologyURI(AgentNames.common("Firefox_Error_Test"))]
            .contains($0.subject)
    }

    private static func outputs(_ names: [String]) -> [OutputKnowledge] {
        names.map { name in
            let parts = name.split(separator: ".").map { String($0) }
            return OutputKnowledge(
                subject: OntologyURI(AgentNames.common(parts[0])),
                property: parts[1] == "status" ? AgentNames.status : AgentNames.common(parts[1]))
        }
    }
}
