import DMEP
import Ontology

@testable import AgentRuntime

/// A role in few words: services and fixed plans.
struct ScriptedRole: AgentRole {
    var services: [ServiceAdvertisement]
    var plans: [String: AnswerPlan] = [:]
    var handling = NotificationHandling.keep
    var received: [Notification] = []

    mutating func plan(
        for service: ServiceAdvertisement, inputs: [PropertyPath: String], at now: Int64
    ) -> AnswerPlan {
        plans[service.serviceID] ?? .refuse(.requestRefused, reason: "no plan")
    }

    mutating func receive(
        _ notification: DMEP.Notification, for service: ServiceAdvertisement,
        inputs: [PropertyPath: String], at now: Int64
    ) -> NotificationHandling {
        received.append(notification)
        return handling
    }
}

/// Agents of the small world.
enum WebAgents {
    static let regional = "http://regional.test/agent"
    static let history = "http://history.test/agent"
    static let resolver = "http://resolver.test/agent"

    static func diagnosisService(at agent: String = regional) -> ServiceAdvertisement {
        ServiceAdvertisement(
            serviceID: "diag:web", agentURI: agent, time: 1, kind: .diagnosis,
            inputClass: WebOntology.uri("Connection"),
            inputs: [InputProperty(path: WebOntology.path("status"))],
            candidateExplanations: [
                WebOntology.path("server", "status"), WebOntology.path("lookup", "status"),
            ])
    }

    static func historyService(at agent: String = history) -> ServiceAdvertisement {
        ServiceAdvertisement(
            serviceID: "bel:server.status", agentURI: agent, time: 1, kind: .belief,
            cost: ServiceCost(expected: 100), inputClass: WebOntology.uri("Server"),
            inputs: [InputProperty(path: WebOntology.path("address"), isRequired: true)],
            outputObservations: [WebOntology.path("failures")],
            outputBeliefs: [
                OutputBelief(
                    path: WebOntology.path("status"), evidence: [WebOntology.path("failures")])
            ],
            outputKnowledge: [
                OutputKnowledge(
                    subject: WebOntology.uri("Server"), property: CoreOntology.status)
            ])
    }

    static func lookupService(at agent: String = resolver) -> ServiceAdvertisement {
        ServiceAdvertisement(
            serviceID: "bel:lookup.status", agentURI: agent, time: 1, kind: .belief,
            cost: ServiceCost(expected: 500), inputClass: WebOntology.uri("Lookup"),
            inputs: [
                InputProperty(path: WebOntology.path("hostname"), isRequired: true),
                InputProperty(path: WebOntology.path("addresses"), isRequired: true),
            ],
            outputObservations: [WebOntology.path("lookupTest", "lookupResult")],
            outputBeliefs: [
                OutputBelief(
                    path: WebOntology.path("status"),
                    evidence: [WebOntology.path("lookupTest", "lookupResult")])
            ])
    }

    static func makeRegional(
        knowledge: [DependencyKnowledge] = WebOntology.all,
        configuration: AgentConfiguration = AgentConfiguration()
    ) throws -> Agent {
        Agent(
            profile: AgentProfile(uri: regional, type: "regional"),
            role: ScriptedRole(
                services: [diagnosisService()], plans: ["diag:web": .diagnose]),
            library: try WebOntology.library(), knowledge: knowledge, configuration: configuration)
    }

    static func makeHistory(failures: String) throws -> Agent {
        Agent(
            profile: AgentProfile(uri: history, type: "specialist"),
            role: ScriptedRole(
                services: [historyService()],
                plans: [
                    "bel:server.status": .found(
                        TestFindings(values: [WebOntology.path("failures"): failures]))
                ]),
            library: try WebOntology.library(),
            knowledge: [WebOntology.serverPrior, WebOntology.failures])
    }

    static func makeResolver() throws -> Agent {
        Agent(
            profile: AgentProfile(uri: resolver, type: "specialist"),
            role: ScriptedRole(
                services: [lookupService()], plans: ["bel:lookup.status": .test]),
            library: try WebOntology.library(),
            knowledge: [WebOntology.lookupPrior, WebOntology.lookupResult])
    }

    static func request(
        _ id: String = "1", body: DiagnosticBody, threshold: Double? = nil,
        budget: Double? = 10_000,
        expires: Int64 = 30_000, via: [String] = [],
        explanations: [ExplanationStatement] = [
            ExplanationStatement(assignments: [.init(component: "s", status: "FAIL")]),
            ExplanationStatement(assignments: [.init(component: "l", status: "FAIL")]),
        ]
    ) -> Message {
        .request(
            ServiceRequest(
                kind: .diagnosis, requester: "http://user.test/agent", requestID: id,
                serviceID: "diag:web", expires: expires, budget: budget,
                confidenceThreshold: threshold, via: via, inputComponent: .reference("c"),
                explanations: explanations, body: body))
    }
}

/// Agents that hear one another at once, on a clock that the test moves.
struct WebNetwork {
    var agents: [String: Agent]
    /// Agents that do not answer.
    var dead = Set<String>()
    /// What tests find.
    var findings: [String: TestFindings] = [:]
    var now: Int64 = 1_000
    /// How long a message or a test takes.
    var delay: Int64 = 10
    private(set) var replies: [ExchangeID: MessageBatch] = [:]
    private(set) var sent: [(to: String, batch: MessageBatch)] = []
    private(set) var stored: [StoredInformation] = []
    private(set) var performed = 0
    private var queue: [(time: Int64, agent: String, event: AgentEvent)] = []
    private var exchange: UInt64 = 1_000
    private var origins: [ExchangeID: (agent: String, errand: ErrandID)] = [:]

    init(_ agents: [Agent]) {
        self.agents = Dictionary(
            agents.map { ($0.profile.uri, $0) }, uniquingKeysWith: { $1 })
        let map = ServiceMap(advertisements: agents.flatMap(\.advertisements))
        for agent in agents { tell(agent.profile.uri, .serviceMap(map)) }
    }

    mutating func tell(_ agent: String, _ event: AgentEvent) {
        for effect in agents[agent]?.handle(event, at: now) ?? [] { execute(effect, of: agent) }
    }

    mutating func ask(
        _ agent: String, _ messages: [Message], exchange number: UInt64 = 1,
        from requester: Requester = Requester()
    ) {
        tell(
            agent,
            .received(MessageBatch(time: now, messages: messages), from: requester, .init(number)))
    }

    /// Lets everything happen that is under way.
    mutating func run(until end: Int64 = .max) {
        while let place = queue.indices.min(by: { queue[$0].time < queue[$1].time }),
            queue[place].time <= end
        {
            let item = queue.remove(at: place)
            now = max(now, item.time)
            tell(item.agent, item.event)
        }
    }

    private mutating func execute(_ effect: AgentEffect, of agent: String) {
        switch effect {
        case .store(let information): stored.append(information)
        case .reply(let id, let batch):
            if let origin = origins.removeValue(forKey: id) {
                queue.append((now + delay, origin.agent, .answered(origin.errand, batch)))
            } else {
                replies[id] = batch
            }
        case .send(let errand, let address, let batch, let deadline):
            sent.append((address, batch))
            guard agents[address] != nil, !dead.contains(address) else {
                queue.append((deadline, agent, .unanswered(errand, reason: "nobody answers")))
                return
            }
            exchange += 1
            origins[ExchangeID(exchange)] = (agent, errand)
            queue.append(
                (
                    now + delay, address,
                    .received(batch, from: Requester(), ExchangeID(exchange))
                ))
        case .perform(let errand, let invocation):
            performed += 1
            let result: Result<TestFindings, TestFailure> =
                findings[invocation.serviceID].map { .success($0) } ?? .failure(.init("broken"))
            queue.append((now + delay, agent, .tested(errand, result)))
        case .fetch(let errand, _): queue.append((now + delay, agent, .defined(errand, nil)))
        case .wake(let time): if time < 1 << 50 { queue.append((time, agent, .tick)) }
        }
    }

    /// The answer to the only message of an exchange.
    func answer(_ number: UInt64 = 1) -> Message? {
        replies[ExchangeID(number)]?.messages.first
    }

    /// The answer as a response.
    func response(_ number: UInt64 = 1) -> ServiceResponse? {
        if case .response(let response)? = answer(number) { return response }
        return nil
    }

    /// The answer as a problem.
    func problem(_ number: UInt64 = 1) -> ProblemReport? {
        if case .problem(let report)? = answer(number) { return report }
        return nil
    }

    /// The requests that an agent was sent.
    func requests(to agent: String) -> [ServiceRequest] {
        sent.filter { $0.to == agent }.flatMap(\.batch.messages).compactMap { message in
            if case .request(let request) = message { return request }
            return nil
        }
    }
}
