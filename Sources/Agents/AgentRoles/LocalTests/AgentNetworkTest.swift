import AgentRuntime
import DMEP
import Foundation
import Ontology

/// Asks the network of agents: a regional agent that a directory names finds whoever can see the site from
/// elsewhere (CAPRI thesis, 8.5.1).
struct AgentNetworkTest: LocalTest {
    let group = "agents"

    func obstacle(in context: DiagnosisContext) -> String? {
        if context.options.network == nil { return "it needs other agents: --directory" }
        if context.usesProxy { return Obstacle.proxied }
        return context.visit == nil ? "the visit is under way" : nil
    }

    func run(in context: DiagnosisContext) async throws -> [TestResult] {
        guard let network = context.options.network else { return [] }
        let clock = ContinuousClock()
        let start = clock.now
        let client = try MessageClient(configuration: network.client)
        let answer = await ask(network, about: context, through: client)
        await client.shutdown()
        guard let answer else { return [] }
        let findings = Self.findings(in: answer.response.body)
        let seen = Self.detail(of: answer.response, from: answer.agent)
        return RemoteEvidence.tests(of: findings).sorted { $0.key < $1.key }.map { test, value in
            TestResult(
                test: test, value: value, subject: findings[RemoteVantage.vantage] ?? answer.agent,
                elapsed: clock.now - start, detail: seen)
        }
    }

    private struct Answer: Sendable {
        let response: ServiceResponse
        let agent: String
    }

    /// The diagnosis of the first regional agent that gives one; nil when none does.
    private func ask(
        _ network: AgentNetwork, about context: DiagnosisContext, through client: MessageClient
    ) async -> Answer? {
        let directory = DirectoryClient(directories: network.directories, client: client)
        let question = ServiceMapRequest(
            agentType: "user", autonomousSystem: network.autonomousSystem)
        guard let map = try? await directory.serviceMap(for: question) else { return nil }
        let now = Int64(Date().timeIntervalSince1970 * 1_000)
        let story = FailureStory(
            context: context, revelation: network.revelation,
            hash: map.hashKey.flatMap { NameHash(base64Key: $0) }, at: now)
        await tell(of: story, in: map, through: client, at: now)
        var best: Answer?
        for service in Self.candidates(in: map) {
            let isDiagnosis = service.kind == .diagnosis
            // A regional agent that was sure without looking has told all it will.
            if isDiagnosis, best != nil { continue }
            let request = ServiceRequest(
                kind: service.kind, requester: "urn:culprit:user", requestID: "1",
                serviceID: service.serviceID, expires: now + Self.patience,
                budget: isDiagnosis ? 1_000_000 : nil,
                confidenceThreshold: isDiagnosis ? 0.99 : nil,
                inputComponent: .reference(FailureStory.connection),
                explanations: isDiagnosis ? story.explanations : [], body: story.body)
            let batch = MessageBatch(time: now, messages: [.request(request)])
            // An agent that does not answer is worked round by the next.
            guard
                let answer = try? await client.post(
                    batch, to: service.agentURI, deadline: now + Self.patience)
            else { continue }
            for case .response(let response) in answer.messages where response.isSuccess {
                let found = Answer(response: response, agent: service.agentURI)
                if Self.findings(in: response.body)[RemoteVantage.visit] != nil { return found }
                best = best ?? found
            }
        }
        return best
    }

    /// Tells a regional agent of the failed connection, which passes it on to those who count failures.
    private func tell(
        of story: FailureStory, in map: ServiceMap, through client: MessageClient, at now: Int64
    ) async {
        let subscription = map.advertisements.filter { service in
            service.kind == .notification && service.inputClass == AgentNames.connection
                && !service.inputs.contains { $0.path.property == AgentNames.common("localNet") }
        }.min { $0.cost.expected < $1.cost.expected }
        guard let subscription else { return }
        let notification = DMEP.Notification(
            serviceID: subscription.serviceID, notificationID: UUID().uuidString,
            sender: "urn:culprit:user", inputComponent: .reference(FailureStory.connection),
            body: story.body)
        // Nobody waits for what comes of it: the answer is for others.
        _ = try? await client.post(
            MessageBatch(time: now, messages: [.notification(notification)]),
            to: subscription.agentURI, deadline: now + 2_000)
    }

    /// Whom to ask: regional agents, then whoever says that it can see the connection from elsewhere; the cheapest
    /// first, of equal ones as the directory lists them.
    private static func candidates(in map: ServiceMap) -> [ServiceAdvertisement] {
        func ranked(_ isWanted: (ServiceAdvertisement) -> Bool) -> [ServiceAdvertisement] {
            let wanted = map.advertisements.filter {
                $0.inputClass == AgentNames.connection && isWanted($0)
            }
            return wanted.enumerated().sorted {
                ($0.element.cost.expected, $0.offset) < ($1.element.cost.expected, $1.offset)
            }.map(\.element)
        }
        return Array(ranked { $0.kind == .diagnosis }.prefix(3))
            + ranked {
                $0.kind == .observation && $0.outputObservations.contains(RemoteVantage.visit)
            }.prefix(2)
    }

    /// How long the agents have, in milliseconds.
    private static let patience: Int64 = 9_000

    /// What others saw of the connection and what hangs on it, by path from it.
    private static func findings(in body: DiagnosticBody) -> [PropertyPath: String] {
        let byID = Dictionary(
            body.observations.compactMap { observation in
                observation.component.id.map { ($0, observation.component) }
            }, uniquingKeysWith: { $1 })
        guard let connection = byID[FailureStory.connection] else { return [:] }
        var found = [PropertyPath: String]()
        for property in connection.properties {
            guard case .reference(let name) = property.value, let other = byID[name] else {
                continue
            }
            for inner in other.properties {
                if case .text(let value) = inner.value {
                    found[PropertyPath(names: [property.name, inner.name])] = value
                }
            }
        }
        return found
    }

    /// What the agents concluded, in words: who fails, how surely, and how many were asked.
    private static func detail(of response: ServiceResponse, from agent: String) -> String {
        let labels = [
            "localNet": "local network", "httpServer": "web server", "dnsLookup": "name lookup",
            "ipRouting": "routing",
        ]
        let originators = Set(response.body.observations.compactMap(\.metadata.originator))
            .subtracting([agent])
        guard let best = response.explanations.first, let part = best.assignments.first,
            let probability = best.probability
        else { return "\(agent) looked from where it stands" }
        let label = labels[part.component] ?? part.component
        let percent = Int((probability * 100).rounded())
        return "\(agent) asked \(originators.count) other agents and holds the \(label) for failed "
            + "(\(percent) %)"
    }
}
