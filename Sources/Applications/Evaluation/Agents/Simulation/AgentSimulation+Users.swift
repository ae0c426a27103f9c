import AgentRuntime
import DMEP
import Ontology

/// What users and their agents do: visits that fail, diagnoses, batches of news.
extension AgentSimulation {
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
    func meet(_ visit: FailedVisit) {
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
    func tell(of recovery: Recovery) {
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
}
