import AgentRoles
import AgentRuntime
import DMEP
import Ontology

/// A world with its agents, run from beginning to end on a virtual clock.
///
/// Agents, roles, directory, inference, messages and their encoding are those of the product. Simulated are the
/// network, what tests see, and what a user agent does between its failures: whom it asks, what it tells.
final class AgentSimulation {
    let world: World
    let plan: SimulationPlan
    let network: SimulatedNetwork
    let servers: SimulatedServers
    let regionals: [SimulatedNode]
    let knowledge: SimulatedNode
    var users: [Int: SimulatedUser] = [:]
    var outcomes: [VisitOutcome]
    var lookups: [(time: Int64, isSecond: Bool, milliseconds: Int64)] = []
    var learner: SimulatedLearner
    /// The visit of a diagnosis, by requester and connection.
    private var visitsBySubject: [String: Int] = [:]

    /// How sure a user agent must be to do without a test of its own, which costs next to nothing.
    static let ownThreshold = 0.98

    /// How sure a user agent wants to be before it does without other agents, and they without asking on.
    ///
    /// Ours: the thesis has 0.9, at which one verdict in ten may be wrong (9.3.2).
    static let askingThreshold = 0.97

    /// The share of failures that a user agent asks about however sure it is, so that learning sees what nobody doubts
    /// (ours; one in ten, as regional agents follow up).
    static let askedAllTheSame = RegionalRole.followedUpShare

    /// What a user agent may spend before it asks another: enough for its own tests, too little for others'.
    ///
    /// Its request to a regional agent tells all that was found; an action of its own process would not.
    static let ownBudget = 100.0

    /// How long the agents have before the first failure, in milliseconds: to find one another.
    static let warmUp: Int64 = 2 * 3_600_000

    init(world: World, plan: SimulationPlan) throws {
        self.world = world
        self.plan = plan
        servers = try SimulatedServers(world: world, plan: plan)
        var random = SimulationRandom(seed: world.settings.seed, stream: "directory")
        let secret = (0..<32).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        guard let key = DirectoryHashKey(createdAt: World.beginning, secret: secret) else {
            throw EvaluationError.worldImpossible(reason: "no key for the directory")
        }
        network = SimulatedNetwork(
            seed: world.settings.seed, beginning: World.beginning - Self.warmUp,
            format: plan.format,
            directory: DirectoryAgent(
                state: DirectoryState(identity: SimulatedNetwork.directoryURI, hashKey: key)),
            ontologies: try ShippedOntologies.definitions())
        regionals = servers.regionals()
        knowledge = servers.knowledge()
        learner = try SimulatedLearner(world: world, toldByPeople: plan.toldByPeople)
        outcomes = world.visits.map { visit in
            VisitOutcome(
                time: visit.time, day: Int((visit.time - World.beginning) / World.day),
                truth: visit.cause, code: visit.code)
        }
        for visit in world.visits {
            let subject = "HTTP_Connection \(visit.hash) \(visit.time)"
            visitsBySubject["http://\(world.users[visit.user].address)/ \(subject)"] = visit.id
        }
    }

    /// Runs it all; `progress` hears of each day that is over.
    func run(_ progress: (Int) -> Void) -> SimulationOutcome {
        let note: (Int64, Bool, Int64) -> Void = { [weak self] time, isSecond, milliseconds in
            self?.lookups.append((time, isSecond, milliseconds))
        }
        let first =
            [knowledge] + regionals + servers.passive() + servers.lookups(note) + servers.paths()
        for (place, node) in first.enumerated() {
            begin(node, at: network.now + Int64(place) * 500)
        }
        if let share = plan.secondSpecialist {
            let joining =
                World.beginning
                + Int64(Double(world.settings.days) * share * Double(World.day))
            begin(servers.secondLookup(note), at: joining)
        }
        for visit in world.visits {
            network.schedule(at: visit.time) { [self] in meet(visit) }
        }
        for recovery in world.recoveries {
            var random = SimulationRandom(
                seed: world.settings.seed, stream: "batch \(recovery.user) \(recovery.time)")
            network.schedule(at: recovery.time + Int64(random.unit() * 300_000)) { [self] in
                tell(of: recovery)
            }
        }
        for day in 1...max(1, world.settings.days) {
            let midnight = World.beginning + Int64(day) * World.day
            network.schedule(at: midnight - 1) { [self] in endDay(day) }
            network.run(until: midnight)
            progress(day)
        }
        network.run(until: world.end + 600_000)
        return outcome()
    }

    private func begin(_ node: SimulatedNode, at time: Int64) {
        network.schedule(at: time) { [self] in
            network.add(node)
            network.tellPlan(of: node, .tick)
        }
    }

    private func endDay(_ day: Int) {
        // Browsers that nobody used for half a day are closed.
        for (place, user) in users
        where user.lastActive < network.now - 43_200_000 && user.news.isEmpty {
            network.remove(user.node.uri)
            users[place] = nil
        }
        learner.endDay(day, of: self)
    }

    /// Brings together what happened and what regional agents put on record.
    private func outcome() -> SimulationOutcome {
        for regional in regionals {
            let records = regional.records.sorted { $0.time - $0.elapsed < $1.time - $1.elapsed }
            var oldest = 0
            for (place, record) in records.enumerated() {
                let began = record.time - record.elapsed
                while records[oldest].time - records[oldest].elapsed < began - 900_000 {
                    oldest += 1
                }
                guard let visit = visitsBySubject["\(record.requester) \(record.subject)"] else {
                    continue
                }
                outcomes[visit].recent = place - oldest
                outcomes[visit].requests += record.actions.compactMap {
                    $0.split(separator: " ").last.map(String.init)
                }
                outcomes[visit].steps += Self.steps(of: record)
            }
        }
        for (visit, label) in learner.labels { outcomes[visit].label = label }
        var refused = [String: Int]()
        for node in network.nodes.values {
            for (reason, count) in node.agent.counters.refused {
                refused["\(node.agent.profile.type): \(reason)", default: 0] += count
            }
            for (reason, count) in node.agent.counters.problems {
                refused["\(node.agent.profile.type): \(reason)", default: 0] += count
            }
        }
        return SimulationOutcome(
            visits: outcomes, traffic: network.traffic, lookups: lookups,
            learning: learner.report, refused: refused)
    }

    /// The actions that were taken one at a time, with what was most probable before and after.
    private static func steps(of record: DiagnosisRecord) -> [VisitOutcome.Step] {
        func cause(_ text: String) -> FailureCause? {
            FailureCause.explained.first { text.contains($0.relationship) }
        }
        let final = record.explanations.max { ($0.value, $1.key) < ($1.value, $0.key) }
        let states =
            record.expectations.map { expectation in
                cause(expectation.leading).map {
                    Verdict(cause: $0, confidence: expectation.confidence)
                }
            } + [
                final.flatMap { best in
                    cause(best.key).map { Verdict(cause: $0, confidence: best.value) }
                }
            ]
        return record.expectations.indices.map { place in
            VisitOutcome.Step(
                service: record.expectations[place].service,
                value: record.expectations[place].value, before: states[place],
                after: states[place + 1])
        }
    }
}
