import AgentRoles
import AgentRuntime
import DMEP
import Ontology
import Reasoning

/// What the knowledge agent does beside its services: once a day it asks how many users a server failed in all,
/// labels what it was told afterwards, and one day learns from it (CAPRI thesis, 8.5.7).
///
/// It uses what the knowledge agent received and nothing of the world; what people tell it is the exception, and
/// a stated share.
final class SimulatedLearner {
    private let world: World
    private let toldByPeople: Double
    private let rules: LabellingRules
    private var cases: [String: DiagnosisCase] = [:]
    private var order: [String] = []
    private var used = 0
    private let visits: [String: Int]
    private(set) var report: String?
    /// The label of each visit that it heard of.
    private(set) var labels: [Int: FailureCause] = [:]

    private static let address = SimulationNames.path("localNet", "ipAddr")
    private static let time = SimulationNames.path("connTime")
    private static let server = SimulationNames.path("httpServer", "ipAddr")
    private static let total = SimulationNames.path("httpServer", "totalConsecFailuresToServer")

    init(world: World, toldByPeople: Double) throws {
        self.world = world
        self.toldByPeople = toldByPeople
        rules = try LabellingRules.shipped()
        visits = Dictionary(
            world.visits.map { ("\(world.users[$0.user].address) \($0.time)", $0.id) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Asks for what is known afterwards; labels and learns when the day has come.
    func endDay(_ day: Int, of simulation: AgentSimulation) {
        let fresh = gather(from: simulation.knowledge)
        askTotals(of: fresh, in: simulation)
        // The answers are there long before.
        simulation.network.schedule(at: simulation.network.now + 120_000) { [self] in
            label(fresh)
            if day == simulation.plan.learningDay { learn(in: simulation) }
        }
    }

    /// What was told since the last time; what two agents told of one failure is put together.
    private func gather(from node: SimulatedNode) -> [String] {
        guard let role = node.agent.role as? CollectingKnowledgeRole else { return [] }
        var touched = [String]()
        for told in role.collected[used...] {
            guard let address = told.values[Self.address], let time = told.values[Self.time] else {
                continue
            }
            let key = "\(address) \(time)"
            if cases[key] == nil {
                cases[key] = DiagnosisCase(id: key, values: [:], time: Int64(time) ?? told.time)
                order.append(key)
                touched.append(key)
            }
            // Statuses are conclusions, no evidence.
            for (path, value) in told.values where path.property != SimulationNames.status {
                cases[key]?.values[path] = value
            }
        }
        used = role.collected.count
        return touched
    }

    private func askTotals(of keys: [String], in simulation: AgentSimulation) {
        let node = simulation.knowledge
        let services = (node.map?.advertisements ?? []).filter {
            $0.outputObservations.contains(
                SimulationNames.path("totalConsecFailuresToServer"))
        }
        var batches: [String: [(String, ServiceRequest)]] = [:]
        for key in keys {
            guard let values = cases[key]?.values, let address = values[Self.server],
                let time = values[Self.time]
            else { continue }
            let inputs = [
                SimulationNames.path("ipAddr"): address, SimulationNames.path("connTime"): time,
            ]
            guard let service = services.first(where: { $0.mismatch(inputs: inputs) == nil })
            else { continue }
            let component = ComponentDescription(
                id: "server", classes: [OntologyURI(SimulationNames.common("HTTP_Server"))],
                properties: inputs.sorted { $0.key < $1.key }.map {
                    .init(name: $0.key.property, value: .text($0.value))
                })
            let now = simulation.network.now
            batches[service.agentURI, default: []].append(
                (
                    key,
                    ServiceRequest(
                        kind: .observation, requester: node.uri, requestID: key,
                        serviceID: service.serviceID, expires: now + 60_000,
                        inputComponent: .reference("server"),
                        body: DiagnosticBody(observations: [
                            ComponentObservation(
                                metadata: InformationMetadata(time: now), component: component)
                        ]))
                ))
        }
        for (agent, requests) in batches.sorted(by: { $0.key < $1.key }) {
            for start in stride(from: 0, to: requests.count, by: 200) {
                let part = requests[start..<min(start + 200, requests.count)].map(\.1)
                simulation.network.post(
                    .messages(
                        MessageBatch(
                            time: simulation.network.now, messages: part.map(Message.request))),
                    from: node.uri, as: node.requester, to: agent, isOffline: false,
                    deadline: simulation.network.now + 60_000
                ) { [self] answer in
                    guard case .messages(let batch)? = answer else { return }
                    for case .response(let response) in batch.messages {
                        cases[response.requestID]?.values[Self.total] = AgentSimulation.value(
                            "totalConsecFailuresToServer", in: response.body)
                    }
                }
            }
        }
    }

    private func label(_ keys: [String]) {
        for key in keys {
            guard var diagnosis = cases[key] else { continue }
            var people = [PersonalLabel]()
            if let visit = visits[key] {
                var random = SimulationRandom(seed: world.settings.seed, stream: "told \(key)")
                let truth = world.visits[visit].cause
                if random.chance(toldByPeople) {
                    people.append(
                        PersonalLabel(
                            person: "user", path: truth == .nothing ? nil : truth.path,
                            time: diagnosis.time))
                }
            }
            diagnosis.label = rules.label(for: diagnosis.values, people: people)
            cases[key] = diagnosis
            if let visit = visits[key] {
                labels[visit] = FailureCause.explained.first { $0.path == diagnosis.label?.path }
            }
        }
    }

    private func learn(in simulation: AgentSimulation) {
        let node = simulation.knowledge
        let now = simulation.network.now
        let scope = LearningScope(
            inputClass: SimulationNames.connection,
            explanations: FailureCause.explained.map { LearningScope.Explanation(path: $0.path) },
            ontology: node.agent.ontology)
        do {
            let outcome = try KnowledgePublication().round(
                of: rules.weighed(order.compactMap { cases[$0] }), old: simulation.servers.manual,
                scope: scope,
                version: 2, time: now)
            report = Self.words(outcome.report)
            guard !outcome.published.isEmpty else { return }
            simulation.network.perform(node.agent.publish(outcome.published, at: now), of: node)
            simulation.network.tellPlan(of: node, .offering(node.agent.advertisements))
        } catch {
            report = "nothing was learned: \(error)"
        }
    }

    private static func words(_ report: PublicationReport) -> String {
        var text =
            "version \(report.version) of \(report.date): \(report.labelled) labelled failures, "
            + "\(report.unlabelled) unknown; "
        text += report.isPublished ? "published" : "not published: \(report.reason ?? "no reason")"
        if let comparison = report.comparison {
            text +=
                "; accuracy on \(report.heldOut) held-out labels "
                + "\(FigureText.percent(comparison.before.accuracy)) before, "
                + "\(FigureText.percent(comparison.after.accuracy)) after"
        }
        for added in report.added {
            text +=
                "; dependence added: \(OntologyURI(added.property).shortName) on "
                + added.parent.names.map { OntologyURI($0).shortName }.joined(separator: ".")
        }
        return text
    }
}
