import AgentRuntime
import DMEP
import InternetProtocols
import Ontology

/// The web server history agent: how many users in a row could not connect to a server address.
///
/// It probes nothing: regional agents pass on to it what users saw (CAPRI thesis, 8.5.3; services B.2.2).
/// Several such agents divide the addresses by `iptoint, mod N`.
public struct WebServerHistory: AgentRole {
    /// The services: beliefs in the status of servers, the counts, and the subscription.
    public let services: [ServiceAdvertisement]
    /// For how long a connection counts, in milliseconds; a day.
    public static let memory: Int64 = 86_400_000
    /// For how long an answer holds, in milliseconds; a minute.
    public static let lifetime: Int64 = 60_000

    private var servers: RecencyTable<IPAddress, ConnectionHistory>

    /// Makes the role of an agent that serves its share of the addresses.
    ///
    /// - Parameters:
    ///   - settings: who the agent is, and its share.
    ///   - capacity: how many servers are kept; 2 KiB each at most.
    public init(settings: RoleSettings, capacity: Int = 50_000) {
        servers = RecencyTable(capacity: capacity)
        services = Self.services(settings)
    }

    /// Counts the failures in a row.
    public mutating func plan(
        for service: ServiceAdvertisement, inputs: [PropertyPath: String], at now: Int64
    ) -> AnswerPlan {
        guard let text = inputs[AgentNames.path("ipAddr")], let address = IPAddress(text) else {
            return .refuse(.insufficientInput, reason: "ipAddr is not an address")
        }
        let time =
            inputs[AgentNames.path("connTime")].flatMap { Int64($0) }.map { min($0, now) } ?? now
        var history = servers.use(Self.key(address)) ?? ConnectionHistory()
        history.forget(before: now - Self.memory)
        // The range of the property ends with 3, "three or more" (B.1.2).
        var values = [
            AgentNames.path("consecFailuresToServer"):
                String(min(3, history.consecutiveFailures(at: time)))
        ]
        let total = AgentNames.path("totalConsecFailuresToServer")
        if service.outputObservations.contains(total) {
            values[total] = String(history.totalConsecutiveFailures(around: time))
        }
        return .found(TestFindings(values: values, lifetime: Self.lifetime))
    }

    /// Keeps a connection in the history of its server.
    public mutating func receive(
        _ notification: Notification, for service: ServiceAdvertisement,
        inputs: [PropertyPath: String], at now: Int64
    ) -> NotificationHandling {
        guard let text = inputs[AgentNames.path("destIP")], let address = IPAddress(text) else {
            return .refuse(reason: "destIP is not an address")
        }
        guard let entry = ConnectionHistory.Entry(inputs: inputs, at: now) else {
            return .refuse(reason: "neither status nor error code says how the connection ended")
        }
        guard entry.time >= now - Self.memory else {
            return .refuse(reason: "the connection is more than a day old")
        }
        servers.update(Self.key(address), initially: ConnectionHistory()) { history in
            history.forget(before: now - Self.memory)
            history.insert(entry)
        }
        return .keep
    }

    /// One key for all ways to write an address.
    private static func key(_ address: IPAddress) -> IPAddress {
        address.mappedIPv4 ?? address.withoutZone
    }

    private static func services(_ settings: RoleSettings) -> [ServiceAdvertisement] {
        let count = AgentNames.path("consecFailuresToServer")
        var belief = settings.service(
            "bel:webserver.status", .belief, cost: 1_000, for: ["regional"])
        belief.inputClass = AgentNames.server
        belief.inputs =
            [settings.sharded(AgentNames.path("ipAddr"), by: .addressToInteger)]
            + InputProperty.required(AgentNames.path("connTime"))
            + InputProperty.optional(
                AgentNames.path("hostHash"), AgentNames.path("httpConn"),
                AgentNames.path("httpConn", "status"), AgentNames.path("httpConn", "destHash"),
                AgentNames.path("httpConn", "destIP"), AgentNames.path("httpConn", "srcIP"),
                AgentNames.path("httpConn", "connTime"),
                AgentNames.path("httpConn", "elapsedTime"),
                AgentNames.path("httpConn", "ffoxErrorTest"),
                AgentNames.path("httpConn", "ffoxErrorTest", "ffoxErrorCode"))
        belief.outputBeliefs = [
            OutputBelief(path: AgentNames.path("status"), evidence: [count])
        ]
        belief.outputObservations = [count]
        belief.outputKnowledge = [
            OutputKnowledge(subject: AgentNames.server, property: AgentNames.status)
        ]

        var counts = settings.service(
            "obs:webserver.cfts", .observation, cost: 1_100, for: ["learning"])
        counts.inputClass = AgentNames.server
        counts.inputs =
            [settings.sharded(AgentNames.path("ipAddr"), by: .addressToInteger)]
            + InputProperty.optional(AgentNames.path("hostHash"))
            + InputProperty.required(AgentNames.path("connTime"))
        counts.outputObservations = [count, AgentNames.path("totalConsecFailuresToServer")]

        var subscription = settings.service(
            "notify:connHist(destIP)", .notification, cost: 1_000, for: ["regional"])
        subscription.inputClass = AgentNames.connection
        subscription.inputs =
            InputProperty.optional(AgentNames.path("status"))
            + [settings.sharded(AgentNames.path("destIP"), by: .addressToInteger)]
            + ConnectionStatistics.connectionInputs
        return [belief, counts, subscription]
    }
}
