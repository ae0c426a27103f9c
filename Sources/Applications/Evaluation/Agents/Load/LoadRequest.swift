import DMEP
import Ontology

/// The request that load is made of: a browser could not reach a page, and the user's agent has made its own tests
/// (CAPRI thesis, 8.4).
enum LoadRequest {
    static let markedTime: Int64 = 1_111_111_111_111
    static let markedExpiry: Int64 = 2_222_222_222_222

    private static let input = "input"

    private static func name(_ relationship: String) -> String {
        input + "|" + SimulationNames.common(relationship)
    }

    /// The request with marks where values go.
    static var marked: Document {
        func mark(_ slot: RequestTemplate.Slot) -> String { slot.mark }
        let time = mark(.time)
        let explained = ["localNet", "httpServer", "dnsLookup", "ipRouting"]
        let observations = [
            observation(
                nil, "HTTP_Connection",
                [
                    ("status", "FAIL"), ("srcIP", mark(.user)), ("destIP", mark(.server)),
                    ("connTime", time),
                ], links: explained + ["ffoxErrorTest", "outboundConnTest"]),
            observation(
                "localNet", "Local_Network",
                [("ipAddr", mark(.user)), ("consecFailuresFromUser", "0")]),
            observation(
                "httpServer", "HTTP_Server", [("ipAddr", mark(.server)), ("connTime", time)]),
            observation(
                "dnsLookup", "DNS_Lookup", [("hostname", mark(.name)), ("ipAddrs", mark(.server))]),
            observation(
                "ipRouting", "IP_Routing", [("srcIP", mark(.user)), ("destIP", mark(.server))]),
            observation("ffoxErrorTest", "Firefox_Error_Test", [("ffoxErrorCode", mark(.code))]),
            observation(
                "outboundConnTest", "Outbound_Conn_Test",
                [
                    ("srcIP", mark(.user)), ("probeURI", "http://www.example.com/"),
                    ("probeResult", "OK"),
                ]),
        ]
        let request = ServiceRequest(
            kind: .diagnosis, requester: "http://127.0.0.1:9/load", requestID: mark(.id),
            serviceID: "diag:http", expires: markedExpiry, budget: 200_000,
            confidenceThreshold: 0.97, inputComponent: .reference(input),
            explanations: explained.map {
                ExplanationStatement(assignments: [.init(component: name($0), status: "FAIL")])
            }, body: DiagnosticBody(observations: observations))
        return .messages(MessageBatch(time: markedTime, messages: [.request(request)]))
    }

    private static func observation(
        _ relationship: String?, _ componentClass: String, _ texts: [(String, String)],
        links: [String] = []
    ) -> ComponentObservation {
        var properties = texts.map { name, value in
            ComponentDescription.Property(
                name: name == "status" ? SimulationNames.status : SimulationNames.common(name),
                value: .text(value))
        }
        properties += links.map {
            ComponentDescription.Property(
                name: SimulationNames.common($0), value: .reference(name($0)))
        }
        return ComponentObservation(
            metadata: InformationMetadata(time: markedTime),
            component: ComponentDescription(
                kind: componentClass.hasSuffix("Test") ? .test : .component,
                id: relationship.map(name) ?? input,
                classes: [OntologyURI(SimulationNames.common(componentClass))],
                properties: properties))
    }
}
