import AgentRuntime
import DMEP
import Ontology

/// The statistics agent: what users met at a destination, named by the hash of its host name.
///
/// It probes nothing (CAPRI thesis, 8.5.6; services B.2.5). Several such agents divide the hashes by
/// `b64toint, mod N`. All figures are of the latest 64 connections of at most a day.
public struct ConnectionStatistics: AgentRole {
    /// The services: the statistics, and the subscription.
    public let services: [ServiceAdvertisement]
    /// For how long a connection counts, in milliseconds; a day.
    public static let memory: Int64 = 86_400_000
    /// For how long an answer holds, in milliseconds; a minute.
    public static let lifetime: Int64 = 60_000
    /// The longest name of a destination that is kept, in bytes.
    public static let hashLimit = 128

    private var destinations: RecencyTable<String, ConnectionHistory>

    /// Makes the role of an agent that serves its share of the destinations.
    ///
    /// - Parameters:
    ///   - settings: who the agent is, and its share.
    ///   - capacity: how many destinations are kept; 2 KiB each at most.
    public init(settings: RoleSettings, capacity: Int = 50_000) {
        destinations = RecencyTable(capacity: capacity)
        services = Self.services(settings)
    }

    /// Sums up what is known of a destination; without any connection it only says that there were no users.
    public mutating func plan(
        for service: ServiceAdvertisement, inputs: [PropertyPath: String], at now: Int64
    ) -> AnswerPlan {
        guard let hash = inputs[AgentNames.path("destHash")] else {
            return .refuse(.insufficientInput, reason: "destHash is missing")
        }
        var history = destinations.use(hash) ?? ConnectionHistory()
        history.forget(before: now - Self.memory)
        return .found(
            TestFindings(values: Self.figures(of: history, at: now), lifetime: Self.lifetime))
    }

    /// Keeps a connection in the history of its destination.
    public mutating func receive(
        _ notification: Notification, for service: ServiceAdvertisement,
        inputs: [PropertyPath: String], at now: Int64
    ) -> NotificationHandling {
        guard let hash = inputs[AgentNames.path("destHash")], !hash.isEmpty else {
            return .refuse(reason: "destHash is missing")
        }
        guard hash.utf8.count <= Self.hashLimit else {
            return .refuse(reason: "destHash is longer than any hash")
        }
        guard let entry = ConnectionHistory.Entry(inputs: inputs, at: now) else {
            return .refuse(reason: "neither status nor error code says how the connection ended")
        }
        guard entry.time >= now - Self.memory else {
            return .refuse(reason: "the connection is more than a day old")
        }
        destinations.update(hash, initially: ConnectionHistory()) { history in
            history.forget(before: now - Self.memory)
            history.insert(entry)
        }
        return .keep
    }

    /// The figures by path: users and consecutive failing users as numbers, latency in milliseconds, the
    /// last success and failure as ages in milliseconds, the distribution as `OK=0.75,FAIL=0.25`.
    static func figures(
        of history: ConnectionHistory, at now: Int64
    ) -> [PropertyPath: String] {
        let entries = history.entries
        var values = ["users": String(Set(entries.map(\.user)).count)]
        guard !entries.isEmpty else { return named(values) }
        values["consecFailures"] = String(history.consecutiveFailures(at: now))
        let latencies = entries.filter { !$0.isFailure }.compactMap(\.elapsed)
        if !latencies.isEmpty {
            let sum = latencies.reduce(0.0) { $0 + Double($1) }
            values["avgLatency"] = String(Int((sum / Double(latencies.count)).rounded()))
        }
        values["lastSuccess"] = entries.last { !$0.isFailure }.map { String(now - $0.time) }
        values["lastFailure"] = entries.last(where: \.isFailure).map { String(now - $0.time) }
        let failed = Double(entries.count(where: \.isFailure)) / Double(entries.count)
        let hundredths = Int((failed * 100).rounded())
        values["recentStatusDist"] =
            "OK=\(Double(100 - hundredths) / 100),FAIL=\(Double(hundredths) / 100)"
        return named(values)
    }

    private static func named(_ values: [String: String]) -> [PropertyPath: String] {
        Dictionary(
            uniqueKeysWithValues: values.map {
                (PropertyPath(names: [AgentNames.statistics($0)]), $1)
            })
    }

    /// What a subscription to connections takes in besides what names the destination.
    static let connectionInputs = InputProperty.optional(
        AgentNames.path("srcIP"), AgentNames.path("connTime"), AgentNames.path("elapsedTime"),
        AgentNames.path("ffoxErrorTest"), AgentNames.path("ffoxErrorTest", "ffoxErrorCode"))

    private static func services(_ settings: RoleSettings) -> [ServiceAdvertisement] {
        let hash = settings.sharded(AgentNames.path("destHash"), by: .base64ToInteger)
        var subscription = settings.service(
            "notify:connHist(destHash)", .notification, cost: 100, for: ["regional"])
        subscription.inputClass = AgentNames.connection
        subscription.inputs =
            InputProperty.optional(AgentNames.path("status")) + [hash]
            + InputProperty.optional(AgentNames.path("destIP")) + connectionInputs

        var figures = settings.service("obs:stats", .observation, cost: 100, for: ["regional"])
        figures.inputClass = AgentNames.connection
        figures.inputs = [hash]
        figures.outputObservations = [
            "users", "consecFailures", "avgLatency", "lastSuccess", "lastFailure",
            "recentStatusDist",
        ].map { PropertyPath(names: [AgentNames.statistics($0)]) }
        return [subscription, figures]
    }
}
