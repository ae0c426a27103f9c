import AgentRuntime
import DMEP
import InternetProtocols
import Ontology
import RoutingData

/// The regional agent: diagnoses for users, passes on what they saw, hands out knowledge
/// (CAPRI thesis, 8.5.2, tables 8.1 and 8.4; services B.2.1).
///
/// Statistics are not offered here: users see the statistics agents' own services in their service map.
public struct RegionalRole: AgentRole {
    /// The services: diagnosis, subscriptions and knowledge, each also for the agent's own autonomous system
    /// at half the cost; and for itself the AS path of an IP path, where it has a prefix table.
    public let services: [ServiceAdvertisement]
    private let table: PrefixTable?
    /// The share of its sure diagnoses that a regional agent follows up for those who learn: a tenth of the cost of
    /// asking everything always, and enough to see each month what is never doubted.
    public static let followedUpShare = 0.1

    /// Makes the role.
    ///
    /// - Parameters:
    ///   - settings: who the agent is.
    ///   - table: the origins of addresses; nil when there is none.
    public init(settings: RoleSettings, table: PrefixTable? = nil) {
        self.table = table
        services =
            [
                Self.diagnosis(settings),
                Self.subscription("notify:connHist", HTTPConnectionInputs.connection, settings),
                Self.subscription("notify:diagHist", HTTPConnectionInputs.diagnosis, settings),
                Self.knowledge(settings),
            ].flatMap { service in
                settings.preferringOwnSystem(
                    service, as: "\(service.serviceID)(\(settings.autonomousSystem ?? 0))",
                    cost: service.cost.expected / 2)
            } + (table == nil ? [] : [Self.path(settings)])
    }

    /// Diagnoses, hands out knowledge, or looks up whose addresses a path joins.
    public mutating func plan(
        for service: ServiceAdvertisement, inputs: [PropertyPath: String], at now: Int64
    ) -> AnswerPlan {
        switch service.kind {
        case .diagnosis: return .diagnose
        case .knowledge: return .knowledge
        case .observation:
            func system(_ input: String) -> String? {
                inputs[AgentNames.path(input)].flatMap { IPAddress($0) }
                    .flatMap { table?.origin(of: $0) }.map { String($0) }
            }
            var values = [PropertyPath: String]()
            values[AutonomousSystemPathTest.source] = system("srcIP")
            values[AutonomousSystemPathTest.destination] = system("destIP")
            return .found(TestFindings(values: values))
        case .belief, .notification:
            return .refuse(.requestRefused, reason: "this agent gives no beliefs of its own")
        }
    }

    /// Passes everything on to those who subscribe.
    public mutating func receive(
        _ notification: Notification, for service: ServiceAdvertisement,
        inputs: [PropertyPath: String], at now: Int64
    ) -> NotificationHandling {
        .passOn
    }

    private static func diagnosis(_ settings: RoleSettings) -> ServiceAdvertisement {
        var service = settings.service("diag:http", .diagnosis, cost: 2_000, for: ["user"])
        service.inputClass = AgentNames.connection
        service.inputs =
            InputProperty.optional(
                AgentNames.path("status"), AgentNames.path("dnsLookup", "hostname"),
                AgentNames.path("localNet", "srcIP"))
            // Required in B.2; but what a user does not reveal is to cost confidence and nothing else.
            + InputProperty.optional(AgentNames.path("ipRouting", "destIP"))
        service.candidateExplanations = ["localNet", "httpServer", "dnsLookup", "ipRouting"].map {
            AgentNames.path($0, "status")
        }
        return service
    }

    private static func subscription(
        _ serviceID: String, _ inputs: [InputProperty], _ settings: RoleSettings
    ) -> ServiceAdvertisement {
        var service = settings.service(serviceID, .notification, cost: 2_000, for: ["user"])
        service.inputClass = AgentNames.connection
        service.inputs = inputs
        return service
    }

    private static func knowledge(_ settings: RoleSettings) -> ServiceAdvertisement {
        var service = settings.service("knowledge:http", .knowledge, cost: 200, for: ["user"])
        service.outputKnowledge = KnowledgeOutputs.forUsers
        return service
    }

    private static func path(_ settings: RoleSettings) -> ServiceAdvertisement {
        var service = settings.service("aspath", .observation, cost: 10, for: ["local"])
        service.inputClass = AgentNames.routing
        service.inputs = InputProperty.required(
            AgentNames.path("srcIP"), AgentNames.path("destIP"))
        service.outputObservations = [
            AutonomousSystemPathTest.source, AutonomousSystemPathTest.destination,
        ]
        return service
    }
}
