import AgentRoles
import AgentRuntime
import DMEP
import Ontology

/// What a user agent does for itself (CAPRI thesis, 8.5.1).
///
/// It diagnoses with what it knows, and tests whether it reaches the outside. Asking a regional agent is the next
/// step, with all that was found.
struct SimulatedUserRole: AgentRole {
    let services: [ServiceAdvertisement]
    static let diagnosis = "diag:http(user)"
    static let outbound = "obs:outbound"

    init(uri: String, time: Int64) {
        let local = RequesterRestriction(types: [ServiceAdvertisement.localType])
        services = [
            ServiceAdvertisement(
                serviceID: Self.diagnosis, agentURI: uri, time: time, kind: .diagnosis,
                requesters: local, inputClass: SimulationNames.connection,
                candidateExplanations: FailureCause.explained.map(\.path)),
            ServiceAdvertisement(
                serviceID: Self.outbound, agentURI: uri, time: time, kind: .observation,
                cost: ServiceCost(expected: 10), requesters: local,
                inputClass: SimulationNames.connection,
                outputObservations: [SimulationNames.path("outboundConnTest", "probeResult")]),
        ]
    }

    mutating func plan(
        for service: ServiceAdvertisement, inputs: [PropertyPath: String], at now: Int64
    ) -> AnswerPlan {
        service.kind == .diagnosis ? .diagnose : .test
    }

    mutating func receive(
        _ notification: Notification, for service: ServiceAdvertisement,
        inputs: [PropertyPath: String], at now: Int64
    ) -> NotificationHandling {
        .refuse(reason: "a user agent takes no notifications")
    }
}

/// The knowledge agent of the product, which also keeps at hand what it is told, for learning.
struct CollectingKnowledgeRole: AgentRole {
    private var inner: KnowledgeRole
    let services: [ServiceAdvertisement]
    /// What it was told of failures and not yet taken out.
    private(set) var collected: [(time: Int64, values: [PropertyPath: String])] = []

    /// What it takes besides, where it is known: when the connection was made, and what tests found.
    static let further: [PropertyPath] = [
        SimulationNames.path("connTime"), SimulationNames.path("httpServer", "ipAddr"),
        SimulationNames.path("dnsLookup", "verifyDNSLookupTest", "dnsLookupResult"),
        SimulationNames.path("ipRouting", "asPath", "asPathTest", "asPathTestResult"),
    ]

    init(settings: RoleSettings) {
        inner = KnowledgeRole(settings: settings)
        services = inner.services.map { service in
            guard service.kind == .notification else { return service }
            var service = service
            let known = Set(service.inputs.map(\.path))
            service.inputs += Self.further.filter { !known.contains($0) }
                .map { InputProperty(path: $0) }
            return service
        }
    }

    mutating func plan(
        for service: ServiceAdvertisement, inputs: [PropertyPath: String], at now: Int64
    ) -> AnswerPlan {
        inner.plan(for: service, inputs: inputs, at: now)
    }

    mutating func receive(
        _ notification: Notification, for service: ServiceAdvertisement,
        inputs: [PropertyPath: String], at now: Int64
    ) -> NotificationHandling {
        let handling = inner.receive(notification, for: service, inputs: inputs, at: now)
        if handling == .keep { collected.append((now, inputs)) }
        return handling
    }
}
