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
    private(set) var users: [Int: SimulatedUser] = [:]
    var outcomes: [VisitOutcome]
    var lookups: [(time: Int64, isSecond: Bool, milliseconds: Int64)] = []
    var learner: SimulatedLearner
    /// The visit of a diagnosis, by requester and connection.
    private var visitsBySubject: [String: Int] = [:]

    /// How sure a user agent must be to do without a test of its own, which costs next to nothing.
    ///
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

    // MARK: Users

    private func user(_ place: Int) -> (user: SimulatedUser, isNew: Bool) {
        if let known = users[place] {
            known.lastActive = network.now
            return (known, false)
        }
        let node = servers.user(place, at: network.now)
        let made = SimulatedUser(
            place: place, node: node, address: world.users[place].address, now: network.now)
        users[place] = made
        network.add(node)
        network.tellPlan(of: node, .tick)
        return (made, true)
    }

    /// A visit fails: the user's agent is there or begins, and diagnoses.
    private func meet(_ visit: FailedVisit) {
        let (user, isNew) = user(visit.user)
        // A browser that has just begun needs a moment to find its regional agents.
        network.schedule(at: network.now + (isNew ? 3_000 : 0)) { [self] in
            diagnose(visit, of: user)
        }
    }

    private func diagnose(_ visit: FailedVisit, of user: SimulatedUser) {
        let report = FailureReport(visit: visit, user: user.address)
        let request = ServiceRequest(
            kind: .diagnosis, requester: user.node.uri + "browser", requestID: "\(visit.id)",
            serviceID: SimulatedUserRole.diagnosis, expires: network.now + 30_000,
            budget: Self.ownBudget,
            confidenceThreshold: Self.ownThreshold,
            inputComponent: .reference(FailureReport.input),
            body: DiagnosticBody(observations: report.observations(at: network.now)))
        let batch = MessageBatch(time: network.now, messages: [.request(request)])
        network.tell(user.node, batch, from: .itself) { [self] answer in
            let (verdict, body) = Self.read(answer)
            outcomes[visit.id].own = verdict
            outcomes[visit.id].elapsed = network.now - visit.time
            var report = report
            report.outbound = Self.value("probeResult", in: body)
            let isSure = (verdict?.confidence ?? 0) >= Self.askingThreshold
            var random = SimulationRandom(
                seed: world.settings.seed, stream: "asked \(visit.id)")
            let asksAllTheSame = isSure && random.chance(Self.askedAllTheSame)
            if isSure && !asksAllTheSame && !plan.isExhaustive {
                settle(visit, report, of: user)
            } else {
                ask(
                    user.diagnosers[...], about: visit, report, of: user,
                    threshold: asksAllTheSame ? 1 : Self.askingThreshold)
            }
        }
    }

    /// Asks the first regional agent, and the next one when it does not answer.
    private func ask(
        _ agents: ArraySlice<ServiceAdvertisement>, about visit: FailedVisit,
        _ report: FailureReport, of user: SimulatedUser, threshold: Double
    ) {
        guard let service = agents.first else { return settle(visit, report, of: user) }
        outcomes[visit.id].hasAsked = true
        let request = ServiceRequest(
            kind: .diagnosis, requester: user.node.uri, requestID: "\(visit.id)",
            serviceID: service.serviceID, expires: network.now + 60_000, budget: 1_000_000,
            confidenceThreshold: threshold,
            via: [user.node.uri], inputComponent: .reference(FailureReport.input),
            body: DiagnosticBody(observations: report.observations(at: network.now)))
        network.post(
            .messages(MessageBatch(time: network.now, messages: [.request(request)])),
            from: user.node.uri, as: user.node.requester, to: service.agentURI,
            isOffline: user.node.isOffline(network.now), deadline: network.now + 60_000
        ) { [self] answer in
            guard let answer, let verdict = Self.read(answer).verdict else {
                return ask(
                    agents.dropFirst(), about: visit, report, of: user, threshold: threshold)
            }
            outcomes[visit.id].regional = verdict
            settle(visit, report, of: user)
        }
    }

    private func settle(_ visit: FailedVisit, _ report: FailureReport, of user: SimulatedUser) {
        outcomes[visit.id].elapsed = network.now - visit.time
        user.news.append((report, outcomes[visit.id].verdict))
        scheduleBatch(of: user)
    }

    /// User agents tell what happened every five minutes (thesis, 8.5.1); while they are cut off it waits.
    private func scheduleBatch(of user: SimulatedUser) {
        guard !user.isFlushScheduled, !user.news.isEmpty else { return }
        user.isFlushScheduled = true
        let interval: Int64 = 300_000
        let phase = Int64(user.place) * 7_919 % interval
        let next = network.now + interval - (network.now + phase) % interval
        network.schedule(at: next) { [self] in
            user.isFlushScheduled = false
            guard let (messages, target) = user.batch(at: network.now) else {
                return scheduleBatch(of: user)
            }
            let sent = user.news
            user.news = []
            network.post(
                .messages(MessageBatch(time: network.now, messages: messages)),
                from: user.node.uri, as: user.node.requester, to: target,
                isOffline: user.node.isOffline(network.now), deadline: network.now + 10_000
            ) { [self] answer in
                user.attempts = answer == nil ? user.attempts + 1 : 0
                if answer == nil, user.attempts < 12 { user.news = sent + user.news }
                scheduleBatch(of: user)
            }
        }
    }

    /// A visit succeeded where others had failed: its user's next batch says so.
    private func tell(of recovery: Recovery) {
        let user = world.users[recovery.user]
        let place = user.system < regionals.count ? user.system : recovery.user % regionals.count
        let uri = "http://\(user.address)/"
        let own: [(String, String)] = [
            ("destHash", recovery.hash), ("srcIP", user.address), ("destIP", recovery.address),
            ("connTime", "\(recovery.time)"), ("elapsedTime", "400"),
        ]
        let properties =
            [ComponentDescription.Property(name: SimulationNames.status, value: .text("OK"))]
            + own.map {
                ComponentDescription.Property(
                    name: SimulationNames.common($0.0), value: .text($0.1))
            }
        let body = DiagnosticBody(observations: [
            ComponentObservation(
                metadata: InformationMetadata(time: recovery.time),
                component: ComponentDescription(
                    id: FailureReport.input, classes: [SimulationNames.connection],
                    properties: properties))
        ])
        let notification = Notification(
            serviceID: "notify:connHist", notificationID: "success \(recovery.time)", sender: uri,
            inputComponent: .reference(FailureReport.input), body: body)
        network.post(
            .messages(MessageBatch(time: network.now, messages: [.notification(notification)])),
            from: uri,
            as: Requester(
                authenticatedURI: uri, permittedTypes: ["user"],
                autonomousSystem: World.number(ofSystem: user.system)),
            to: regionals[place].uri, isOffline: false, deadline: network.now + 10_000
        ) { _ in }
    }

    // MARK: Days

    private func endDay(_ day: Int) {
        // Browsers that nobody used for half a day are closed.
        for (place, user) in users
        where user.lastActive < network.now - 43_200_000 && user.news.isEmpty {
            network.remove(user.node.uri)
            users[place] = nil
        }
        learner.endDay(day, of: self)
    }

    // MARK: Reading answers

    private static func read(_ document: Document) -> (verdict: Verdict?, body: DiagnosticBody) {
        guard case .messages(let batch) = document,
            case .response(let response)? = batch.messages.first,
            response.kind == .diagnosis
        else { return (nil, DiagnosticBody()) }
        let best = response.explanations.compactMap { statement -> Verdict? in
            guard statement.assignments.count == 1, let only = statement.assignments.first,
                let cause = FailureCause.explained.first(where: {
                    only.component.hasSuffix("|" + $0.relationship)
                }), let probability = statement.probability
            else { return nil }
            return Verdict(cause: cause, confidence: probability)
        }.max { $0.confidence < $1.confidence }
        return (best, response.body)
    }

    static func value(_ property: String, in body: DiagnosticBody) -> String? {
        for observation in body.observations {
            for entry in observation.component.properties
            where entry.name == SimulationNames.common(property) {
                if case .text(let text) = entry.value { return text }
            }
        }
        return nil
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
