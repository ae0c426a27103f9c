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
        let services = map.advertisements.filter {
            $0.kind == .diagnosis && $0.inputClass == AgentNames.connection
        }
        // The cheapest first; of equal ones as the directory lists them.
        for service in services.enumerated().sorted(by: {
            ($0.element.cost.expected, $0.offset) < ($1.element.cost.expected, $1.offset)
        }).map(\.element).prefix(3) {
            let request = ServiceRequest(
                kind: .diagnosis, requester: "urn:culprit:user", requestID: "1",
                serviceID: service.serviceID, expires: now + Self.patience, budget: 1_000_000,
                confidenceThreshold: 0.99,
                inputComponent: .reference(FailureStory.connection),
                explanations: story.explanations, body: story.body)
            let batch = MessageBatch(time: now, messages: [.request(request)])
            // An agent that does not answer is worked round by the next.
            guard
                let answer = try? await client.post(
                    batch, to: service.agentURI, deadline: now + Self.patience)
            else { continue }
            for case .response(let response) in answer.messages where response.isSuccess {
                return Answer(response: response, agent: service.agentURI)
            }
        }
        return nil
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
        else { return "asked by \(agent)" }
        let label = labels[part.component] ?? part.component
        let percent = Int((probability * 100).rounded())
        return "\(agent) asked \(originators.count) other agents and holds the \(label) for failed "
            + "(\(percent) %)"
    }
}
