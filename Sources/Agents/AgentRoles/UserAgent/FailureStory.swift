import AgentRuntime
import DMEP
import InternetProtocols
import Ontology
import Probes

/// What a user agent tells others of a failure: the components of the thesis with what was seen of them, as far as
/// the user reveals it (CAPRI thesis, 8.4, 8.8).
struct FailureStory {
    let body: DiagnosticBody
    let explanations: [ExplanationStatement]

    /// The name of the connection in the message.
    static let connection = "connection"

    init(context: DiagnosisContext, revelation: Revelation, hash: NameHash?, at now: Int64) {
        var drafts = Drafts(now: now)
        func revealed(_ name: Revelation.Name) -> (name: String?, hash: String?) {
            switch revelation.reveal(name, hash: hash) {
            case .name(let text): (text, nil)
            case .hash(let text): (nil, text)
            case nil: (nil, nil)
            }
        }
        let host = context.page.host.description
        let destination = revealed(.destination(host))
        let endpoint = context.endpoint?.address ?? context.addresses.first
        let address = endpoint.flatMap { revealed(.address($0.description)).name }
        let source = context.attempts.compactMap(\.localEndpoint).last?.address.description

        drafts.add(Self.connection, AgentNames.connection) { connection in
            connection.text(AgentNames.status, "FAIL")
            connection.text(AgentNames.common("connTime"), "\(now)")
            // Whoever may know the name may count it under its hash, too.
            connection.text(
                AgentNames.common("destHash"),
                destination.hash
                    ?? hash.flatMap { hash in
                        destination.name.map { hash.hash(host: $0) }
                    })
            connection.text(AgentNames.common("destIP"), address)
            connection.text(AgentNames.common("srcIP"), address == nil ? nil : source)
            connection.text(
                AgentNames.agents("destURL"), revealed(.url(context.page.description)).name)
            if address != nil {
                connection.text(AgentNames.agents("destPort"), "\(context.page.port)")
                connection.text(
                    AgentNames.agents("certificateHash"),
                    context.tls?.chain.first?.fingerprint)
            }
            for (property, name) in Self.parts {
                connection.reference(AgentNames.common(property), name)
            }
            connection.reference(AgentNames.common("ffoxErrorTest"), "error")
            connection.reference(AgentNames.common("outboundConnTest"), "outbound")
        }
        drafts.add("localNet", AgentNames.localNetwork) {
            $0.text(AgentNames.common("ipAddr"), address == nil ? nil : source)
        }
        drafts.add("httpServer", AgentNames.server) { server in
            server.text(AgentNames.common("ipAddr"), address)
            server.text(AgentNames.common("connTime"), address == nil ? nil : "\(now)")
            server.text(AgentNames.common("hostHash"), destination.hash)
        }
        drafts.add("dnsLookup", AgentNames.lookup) { lookup in
            guard context.name != nil, let name = destination.name else { return }
            lookup.text(AgentNames.common("hostname"), name)
            lookup.text(
                AgentNames.common("ipAddrs"),
                context.systemAddresses.map(\.description).joined(separator: ","))
        }
        drafts.add("ipRouting", AgentNames.routing) { routing in
            guard let address, let source else { return }
            routing.text(AgentNames.common("srcIP"), source)
            routing.text(AgentNames.common("destIP"), address)
        }
        drafts.add("error", OntologyURI(AgentNames.common("Firefox_Error_Test")), kind: .test) {
            $0.text(AgentNames.common("ffoxErrorCode"), Self.errorCode(context.results))
        }
        drafts.add("outbound", OntologyURI(AgentNames.common("Outbound_Conn_Test")), kind: .test) {
            switch context.results["internet.tcp"] {
            case "reached": $0.text(AgentNames.common("probeResult"), "OK")
            case .some: $0.text(AgentNames.common("probeResult"), "FAIL")
            case nil: break
            }
        }
        body = DiagnosticBody(observations: drafts.observations)
        explanations = Self.parts.map { _, name in
            ExplanationStatement(assignments: [.init(component: name, status: "FAIL")])
        }
    }

    private static let parts = [
        ("localNet", "localNet"), ("httpServer", "httpServer"), ("dnsLookup", "dnsLookup"),
        ("ipRouting", "ipRouting"),
    ]

    /// How the failure looks to a browser, by the codes of the thesis' (B.1.2).
    private static func errorCode(_ results: [String: String]) -> String? {
        switch results["dns.system"] {
        case "resolved", nil: break
        default: return "30"
        }
        switch results["tcp.target"] {
        case "refused", "rejected-by-target", "rejected-by-self": return "13"
        case "timeout", "unreachable", "no-route": return "14"
        case "reset": return "20"
        default: break
        }
        switch results["tls.target"] {
        case "reset", "closed": return "20"
        case "timeout": return "14"
        default: break
        }
        switch results["http.target"] {
        case "closed", "reset": return "20"
        case "timeout": return "14"
        default: return nil
        }
    }

    /// Descriptions under way.
    private struct Drafts {
        let now: Int64
        var observations: [ComponentObservation] = []

        struct Draft {
            var properties: [ComponentDescription.Property] = []

            mutating func text(_ name: String, _ value: String?) {
                guard let value else { return }
                properties.append(.init(name: name, value: .text(value)))
            }

            mutating func reference(_ name: String, _ id: String) {
                properties.append(.init(name: name, value: .reference(id)))
            }
        }

        mutating func add(
            _ id: String, _ componentClass: OntologyURI,
            kind: ComponentDescription.Kind = .component, _ fill: (inout Draft) -> Void
        ) {
            var draft = Draft()
            fill(&draft)
            observations.append(
                ComponentObservation(
                    metadata: InformationMetadata(time: now),
                    component: ComponentDescription(
                        kind: kind, id: id, classes: [componentClass],
                        properties: draft.properties)))
        }
    }
}
