import AgentRuntime
import DMEP
import Ontology

/// A user agent of the simulation: the agent that diagnoses, and what it has to tell others in its next batch.
final class SimulatedUser {
    let place: Int
    let node: SimulatedNode
    let address: String
    var lastActive: Int64
    /// What it has not told yet: of each failure what it observed, and the verdict.
    var news: [(report: FailureReport, verdict: Verdict?)] = []
    var isFlushScheduled = false
    var attempts = 0

    init(place: Int, node: SimulatedNode, address: String, now: Int64) {
        self.place = place
        self.node = node
        self.address = address
        lastActive = now
    }

    /// The regional agents of its map that diagnose, in the order of preference, with the service.
    var diagnosers: [ServiceAdvertisement] {
        var seen = Set<String>()
        return (node.map?.advertisements ?? []).filter {
            $0.kind == .diagnosis && seen.insert($0.agentURI).inserted
        }
    }

    /// The first subscription of its map whose name begins so.
    func subscription(_ prefix: String) -> ServiceAdvertisement? {
        node.map?.advertisements.first {
            $0.kind == .notification && $0.serviceID.hasPrefix(prefix)
        }
    }

    /// The next batch, for its first regional agent; nil while it knows of none.
    func batch(at now: Int64) -> (messages: [Message], target: String)? {
        guard let connections = subscription("notify:connHist"),
            let diagnoses = subscription("notify:diagHist")
        else { return nil }
        let messages = news.flatMap { report, verdict -> [Message] in
            [
                (connections, report.history()),
                (diagnoses, report.diagnosis(verdict, by: node.uri, at: now)),
            ].map { service, body in
                .notification(
                    Notification(
                        serviceID: service.serviceID,
                        notificationID: "\(service.serviceID) \(report.visit.id)",
                        sender: node.uri, inputComponent: .reference(FailureReport.input),
                        body: body))
            }
        }
        return (messages, connections.agentURI)
    }

    /// What it keeps of a service map: the regional agents that are listed first.
    static func choose(_ map: ServiceMap) -> ServiceMap {
        var agents = [String]()
        for service in map.advertisements
        where !agents.contains(service.agentURI) && agents.count < 2 {
            agents.append(service.agentURI)
        }
        var kept = map
        kept.advertisements = map.advertisements.filter { service in
            service.kind == .knowledge
                ? service.agentURI == agents.first : agents.contains(service.agentURI)
        }
        var hasKnowledge = false
        kept.advertisements.removeAll { service in
            guard service.kind == .knowledge else { return false }
            defer { hasKnowledge = true }
            return hasKnowledge
        }
        return kept
    }
}

/// What a user agent says of a failed connection (CAPRI thesis, 8.5.1; the messages of 8.4 and table 8.6).
struct FailureReport {
    let visit: FailedVisit
    let user: String
    /// The result of the outbound connectivity test; nil when it was not made.
    var outbound: String?

    /// An address that says that none is known: the service of regional agents cannot do without one.
    static let unknownAddress = "0.0.0.0"

    /// The name of the connection in messages; the others are named by their paths from it.
    static let input = "input"

    private func name(_ relationship: String) -> String {
        Self.input + "|" + SimulationNames.common(relationship)
    }

    /// What is observed for a diagnosis.
    func observations(at now: Int64) -> [ComponentObservation] {
        let time = "\(visit.time)"
        var server = [("connTime", time)]
        if let address = visit.address { server.insert(("ipAddr", address), at: 0) }
        var test = [("srcIP", user), ("probeURI", "http://www.example.com/")]
        if let outbound { test.append(("probeResult", outbound)) }
        return [
            observation(
                nil, "HTTP_Connection",
                [("status", "FAIL"), ("destHash", visit.hash), ("connTime", time)],
                links: [
                    "localNet", "httpServer", "dnsLookup", "ipRouting", "ffoxErrorTest",
                    "outboundConnTest",
                ]),
            observation(
                "localNet", "Local_Network",
                [
                    ("ipAddr", user),
                    ("consecFailuresFromUser", "\(min(3, visit.failuresBefore))"),
                ]),
            observation("httpServer", "HTTP_Server", server),
            observation(
                "dnsLookup", "DNS_Lookup",
                [("hostname", visit.name), ("ipAddrs", visit.address ?? "")]),
            observation(
                "ipRouting", "IP_Routing",
                [("srcIP", user), ("destIP", visit.address ?? Self.unknownAddress)]),
            observation(
                "ffoxErrorTest", "Firefox_Error_Test",
                [("destHash", visit.hash), ("ffoxErrorCode", "\(visit.code)")]),
            observation("outboundConnTest", "Outbound_Conn_Test", test, links: ["localNet"]),
        ]
    }

    /// The history of the connection, for those who count failures.
    func history() -> DiagnosticBody {
        var own = [
            ("status", "FAIL"), ("destHash", visit.hash), ("srcIP", user),
            ("connTime", "\(visit.time)"),
        ]
        if let address = visit.address { own.append(("destIP", address)) }
        return DiagnosticBody(observations: [
            observation(nil, "HTTP_Connection", own, links: ["ffoxErrorTest"]),
            observation(
                "ffoxErrorTest", "Firefox_Error_Test", [("ffoxErrorCode", "\(visit.code)")]),
        ])
    }

    /// The diagnosis, with how many destinations failed in a row before and after, for those who learn.
    func diagnosis(_ verdict: Verdict?, by agent: String, at now: Int64) -> DiagnosticBody {
        var told = observations(at: now)
        for place in told.indices where told[place].component.id == name("localNet") {
            told[place].component.properties.append(
                .init(
                    name: SimulationNames.common("totalConsecFailuresFromUser"),
                    value: .text("\(visit.failuresAround)")))
        }
        // Whoever counts connections would count it twice.
        for place in told.indices where told[place].component.id == Self.input {
            told[place].component.properties.removeAll {
                $0.name == SimulationNames.common("destHash")
            }
        }
        let beliefs = FailureCause.explained.map { cause in
            let share =
                verdict.map { $0.cause == cause ? $0.confidence : (1 - $0.confidence) / 3 } ?? 0.25
            return BeliefStatement(
                metadata: InformationMetadata(originator: agent, time: now),
                subject: .reference(Self.input + "|" + cause.relationship),
                property: SimulationNames.status,
                entries: [
                    .init(value: "FAIL", probability: share),
                    .init(value: "OK", probability: 1 - share),
                ])
        }
        return DiagnosticBody(observations: told, beliefs: beliefs)
    }

    private func observation(
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
            metadata: InformationMetadata(time: visit.time),
            component: ComponentDescription(
                kind: componentClass.hasSuffix("Test") ? .test : .component,
                id: relationship.map(name) ?? Self.input,
                classes: [OntologyURI(SimulationNames.common(componentClass))],
                properties: properties))
    }
}
