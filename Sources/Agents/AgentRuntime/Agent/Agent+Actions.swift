import DMEP
import Ontology

/// Actions: asking other agents and the agent's own local services, and folding in what comes of it.
extension Agent {
    /// Takes an action for a diagnosis; when the same one is under way for another, waits with it.
    mutating func start(
        _ action: DiagnosticAction, for number: UInt64, of process: inout DiagnosisProcess,
        at now: Int64
    ) {
        let key = action.key
        process.tried.insert(key)
        process.pending.insert(key)
        process.actions.append("\(key.service.agentURI) \(key.service.serviceID)")
        process.spent += action.service.cost.expected
        deadlines.add(number, at: now + patience(with: action, of: process))
        if actions[key] != nil {
            actions[key]?.waiting.insert(number)
            counters.sharedActions += 1
            return
        }
        actions[key] = ActionUnderWay(action: action, waiting: [number], began: now)
        if action.service.agentURI == profile.uri {
            return startLocal(action, until: process.expires, at: now)
        }
        counters.actions[key.service.serviceID, default: 0] += 1
        let id = "\(nextNumber())"
        requests[id] = key
        outbox[action.service.agentURI, default: []].append(
            .request(request(id, for: action, of: process, at: now)))
    }

    private mutating func startLocal(
        _ action: DiagnosticAction, until deadline: Int64, at now: Int64
    ) {
        switch role.plan(for: action.service, inputs: action.key.inputs, at: now) {
        case .found(let findings):
            if let under = actions.removeValue(forKey: action.key) {
                // Folded in when the step that began it is over.
                effectsAfterStep.append((under, findings))
            }
        case .test:
            if jobs[action.key] == nil { perform(action.key, until: deadline, at: now) }
        case .diagnose, .knowledge, .refuse:
            if let under = actions.removeValue(forKey: action.key) {
                failuresAfterStep.append(under)
            }
        }
    }

    /// The request for an action: what the service takes in, and nothing else.
    private func request(
        _ id: String, for action: DiagnosticAction, of process: DiagnosisProcess, at now: Int64
    ) -> ServiceRequest {
        let service = action.service
        let paths = service.inputs.map(\.path)
        var told = process.graph.observations(
            of: action.input, along: paths, own: profile.uri, at: now)
        let input = told.removeFirst()
        var known = [ComponentObservation(metadata: input.metadata, component: input.component)]
        known += told
        let isDiagnosis = service.kind == .diagnosis
        return ServiceRequest(
            kind: service.kind, requester: profile.uri, requestID: id,
            serviceID: service.serviceID,
            expires: process.expires - configuration.margin,
            budget: isDiagnosis || service.kind == .belief
                ? max(0, process.budget - process.spent + service.cost.expected) : nil,
            confidenceThreshold: isDiagnosis ? process.threshold : nil,
            via: process.request.via + [profile.uri],
            inputComponent: .reference(input.component.id ?? "input"),
            body: signed(DiagnosticBody(observations: known)))
    }

    /// Takes in the answer to a batch.
    mutating func take(_ batch: MessageBatch, for errand: ErrandID, at now: Int64) {
        guard var conversation = conversations.removeValue(forKey: errand) else { return }
        for message in batch.messages {
            switch message {
            case .response(let response):
                guard conversation.requests.remove(response.requestID) != nil else {
                    counters.refused["response to a request never made", default: 0] += 1
                    continue
                }
                take(response, from: conversation.to, at: now)
            case .problem(let report):
                guard let id = report.requestID, conversation.requests.remove(id) != nil else {
                    continue
                }
                giveUp(request: id, failure: .refused, reason: report.reason, at: now)
            case .acknowledgement(let acknowledgement):
                conversation.notifications.removeAll {
                    $0.notification.notificationID == acknowledgement.notificationID
                }
                // Whoever does not want it today does not want it tomorrow.
                if acknowledgement.isSuccess {
                    counters.notificationsPassedOn += 1
                } else {
                    counters.notificationsLost += 1
                }
            case .request, .notification: continue
            }
        }
        // What was not answered was refused.
        for id in conversation.requests.sorted() {
            giveUp(request: id, failure: .refused, reason: "the agent did not answer it", at: now)
        }
        counters.notificationsLost += mail.retry(
            conversation.notifications, to: conversation.to, at: now, configuration)
    }

    /// An agent did not answer a batch.
    mutating func giveUp(
        _ errand: ErrandID, failure: ServiceHealth.Failure, reason: String, at now: Int64
    ) {
        guard let conversation = conversations.removeValue(forKey: errand) else { return }
        for id in conversation.requests.sorted() {
            giveUp(request: id, failure: failure, reason: reason, at: now)
        }
        counters.notificationsLost += mail.retry(
            conversation.notifications, to: conversation.to, at: now, configuration)
    }

    private mutating func giveUp(
        request id: String, failure: ServiceHealth.Failure, reason: String, at now: Int64
    ) {
        if let service = knowledgeRequests.removeValue(forKey: id) {
            services.noteFailure(failure, of: service, at: now)
            knowledgeAsked[service] = nil
        }
        guard let key = requests.removeValue(forKey: id) else { return }
        services.noteFailure(failure, of: key.service, at: now)
        guard let action = actions.removeValue(forKey: key) else { return }
        fail(action, reason: reason, at: now)
    }

    /// Goes on without an action.
    mutating func fail(_ under: ActionUnderWay, reason: String, at now: Int64) {
        counters.failedActions[under.action.service.serviceID, default: 0] += 1
        for number in under.waiting.sorted() {
            processes[number]?.pending.remove(under.action.key)
            proceed(with: number, at: now)
        }
    }

    /// A response that came on its own: late, as the protocol allows (CAPRI thesis, 6.3).
    mutating func receive(
        late message: Message, _ origin: DiagnosisProcess.Origin, at now: Int64
    ) {
        // A late answer must not reach a request through somebody else: the batch's sender is not known here.
        counters.refused["response to a request never made", default: 0] += 1
        report(
            .requestRefused,
            "no request waits for this answer: answers belong in the reply to the request",
            to: origin, at: now)
    }

    private mutating func take(_ response: ServiceResponse, from agent: String, at now: Int64) {
        guard let key = requests.removeValue(forKey: response.requestID) else {
            if let service = knowledgeRequests.removeValue(forKey: response.requestID) {
                services.noteSuccess(of: service)
                learn(response.body.knowledge, from: agent, rank: .requested, at: now)
            }
            return
        }
        guard response.isSuccess else {
            services.noteFailure(.refused, of: key.service, at: now)
            if let action = actions.removeValue(forKey: key) {
                fail(action, reason: "the agent could not answer", at: now)
            }
            return
        }
        services.noteSuccess(of: key.service)
        guard let under = actions.removeValue(forKey: key) else { return }
        let body = accepted(response.body, from: agent, at: now)
        learn(body.knowledge, from: agent, rank: .incidental, at: now)
        var isRemembered = false
        for number in under.waiting.sorted() {
            guard var process = processes[number] else { continue }
            process.pending.remove(key)
            if !isRemembered {
                isRemembered = true
                remember(body, from: agent, action: under.action, in: process, at: now)
            }
            fold(body, from: agent, action: under.action, into: &process, at: now)
            processes[number] = process
            proceed(with: number, at: now)
        }
    }

    /// Folds an answer into a diagnosis.
    private mutating func fold(
        _ body: DiagnosticBody, from agent: String, action: DiagnosticAction,
        into process: inout DiagnosisProcess, at now: Int64
    ) {
        guard let input = inputComponent(of: action, in: process) else { return }
        var names = process.graph.localNames(
            from: input, along: action.service.inputs.map(\.path) + action.service.outputPaths)
        process.graph.incorporate(
            body, names: &names, sender: agent, origin: .action, at: now)
        process.soft += softEvidence(
            in: body, sender: agent, graph: process.graph, names: names, origin: .action, at: now)
    }

    /// The component of a diagnosis that an action is about: another diagnosis may have begun the action.
    private func inputComponent(
        of action: DiagnosticAction, in process: DiagnosisProcess
    ) -> Int? {
        process.graph.live.first { index in
            guard let inputClass = action.service.inputClass,
                ontology.lineage(of: process.graph[index].classes).contains(inputClass)
            else { return false }
            return process.graph.inputs(of: action.service, from: index) == action.key.inputs
        }
    }

    /// Remembers an answer, under the identity of the component that it is about.
    private mutating func remember(
        _ body: DiagnosticBody, from agent: String, action: DiagnosticAction,
        in process: DiagnosisProcess, at now: Int64
    ) {
        guard let before = inputComponent(of: action, in: process) else { return }
        let paths = action.service.outputPaths
        var graph = process.graph
        var names = graph.localNames(
            from: before, along: action.service.inputs.map(\.path) + paths)
        graph.incorporate(body, names: &names, sender: agent, origin: .action, at: now)
        var values = [PropertyPath: Reading]()
        var circumstances = [PropertyPath: String]()
        let inputs = Set(action.service.inputs.map(\.path))
        let identifying = Set(
            graph[before].classes.flatMap { ontology.identifyingProperties(of: $0) })
        let said = Set(body.observations.flatMap { $0.component.properties.map(\.name) })
        for path in paths + Array(inputs) where said.contains(path.property) {
            guard let reading = graph.reading(at: path, from: before) else { continue }
            if inputs.contains(path) {
                let isIdentity = path.names.count == 1 && identifying.contains(path.property)
                if !isIdentity { circumstances[path] = reading.value }
            } else if reading.origin == .action {
                values[path] = reading
            }
        }
        let soft = softEvidence(
            in: body, sender: agent, graph: graph, names: names, origin: .action, at: now)
        let beliefs = soft.compactMap { piece -> (SoftEvidence, PropertyPath)? in
            let path = action.service.outputPaths.first {
                $0.property == piece.property
                    && graph.follow($0.relationships, from: before)
                        == graph.canonical(piece.individual)
            }
            return path.map { (piece, $0) }
        }
        keep(
            information.remember(
                graph.identitiesKnown(of: before), values: values, beliefs: beliefs,
                circumstances: circumstances, defaultLifetime: configuration.informationLifetime,
                at: now))
    }

    /// Folds in what a local service found.
    mutating func fold(_ findings: TestFindings, of under: ActionUnderWay, at now: Int64) {
        let expires = now + (findings.lifetime ?? configuration.informationLifetime)
        for number in under.waiting.sorted() {
            guard var process = processes[number] else { continue }
            process.pending.remove(under.action.key)
            if let input = inputComponent(of: under.action, in: process) {
                for (path, value) in findings.values.sorted(by: { $0.key < $1.key }) {
                    guard let end = process.graph.suppose(path.relationships, from: input) else {
                        continue
                    }
                    process.graph.set(
                        path.property, of: end,
                        to: Reading(
                            value: value, originator: profile.uri, time: now, expires: expires,
                            origin: .action))
                }
                if let first = under.waiting.min(), first == number {
                    keep(
                        information.remember(
                            process.graph.identitiesKnown(of: input),
                            values: findings.values.mapValues {
                                Reading(
                                    value: $0, originator: profile.uri, time: now,
                                    expires: expires, origin: .action)
                            }, beliefs: [], circumstances: [:],
                            defaultLifetime: configuration.informationLifetime, at: now))
                }
            }
            processes[number] = process
            proceed(with: number, at: now)
        }
    }

    private mutating func keep(_ findings: [RememberedFinding]) {
        if !findings.isEmpty { keepsakes.append(.findings(findings)) }
    }

    /// The beliefs of a message, bound to the individuals of a graph.
    func softEvidence(
        in body: DiagnosticBody, sender: String, graph: ComponentGraph,
        names: ComponentGraph.LocalNames, origin: Reading.Origin, at now: Int64
    ) -> [SoftEvidence] {
        body.beliefs.compactMap { statement in
            let name =
                switch statement.subject {
                case .reference(let name): name
                case .described(let description): description.id ?? ""
                }
            guard let individual = names[name].map(graph.canonical),
                statement.metadata.expires.map({ $0 > now }) ?? true
            else { return nil }
            let originator = statement.metadata.originator ?? sender
            let lineage = ontology.lineage(of: graph[individual].classes)
            let prior = body.knowledge.first {
                $0.property == statement.property && lineage.contains($0.subject)
                    && $0.table.parents.isEmpty
            }
            return SoftEvidence(
                individual: individual, property: statement.property, kind: statement.kind,
                values: Dictionary(
                    statement.entries.map { ($0.value, $0.probability) }, uniquingKeysWith: +),
                prior: prior.map { piece in
                    Dictionary(
                        piece.table.entries.map { ($0.value, $0.probability) },
                        uniquingKeysWith: +)
                }, basis: statement.evidence, originator: originator,
                time: statement.metadata.time, expires: statement.metadata.expires, origin: origin)
        }
    }
}

extension ServiceAdvertisement {
    /// Everything that the service says something of, as paths from the input component.
    var outputPaths: [PropertyPath] {
        var paths = outputObservations
        for output in outputBeliefs + outputLikelihoods { paths += [output.path] + output.evidence }
        var seen = Set<PropertyPath>()
        return paths.filter { seen.insert($0).inserted }
    }
}
