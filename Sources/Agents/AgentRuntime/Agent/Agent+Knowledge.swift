import DMEP
import Ontology

/// Dependency knowledge of other agents: asked for where services offer it (CAPRI thesis, 5.1.2).
extension Agent {
    /// Takes in the services that a directory lists.
    mutating func take(_ map: ServiceMap, at now: Int64) {
        let refused = services.merge(map)
        if !refused.isEmpty {
            counters.refused["service advertisement", default: 0] += refused.count
        }
        var unknown = OntologyNames()
        for service in services.services { unknown.merge(library.unknown(in: service)) }
        fetchDefinitions(of: unknown, at: now)
        keepsakes.append(.services(services.services, receivedAt: now))
        askForKnowledge(at: now)
    }

    /// Asks for knowledge that is offered and not had, or was published anew.
    mutating func askForKnowledge(at now: Int64) {
        guard configuration.learnsKnowledge else { return }
        for service in services.services(of: .knowledge) where service.agentURI != profile.uri {
            let asked = knowledgeAsked[service.key]
            let isStale = asked.map { $0.at + configuration.knowledgeLifetime <= now } ?? true
            let isNew = asked.map { service.time > $0.version } ?? true
            guard isStale || isNew, services.isAvailable(service.key, at: now) else { continue }
            knowledgeAsked[service.key] = KnowledgeAsked(at: now, version: service.time)
            let id = "\(nextNumber())"
            knowledgeRequests[id] = service.key
            outbox[service.agentURI, default: []].append(
                .request(
                    ServiceRequest(
                        kind: .knowledge, requester: profile.uri, requestID: id,
                        serviceID: service.serviceID, expires: now + 30_000,
                        via: [profile.uri])))
        }
    }

    /// Takes in knowledge of another agent, as far as it is sound.
    mutating func learn(
        _ statements: [KnowledgeStatement], from agent: String, rank: KnowledgeBase.Rank,
        at now: Int64
    ) {
        var unknown = OntologyNames()
        var fresh = [KnowledgeStatement]()
        let body = DiagnosticBody(knowledge: statements)
        for statement in signatures.accepted(body, from: agent, in: ontology).body.knowledge {
            unknown.merge(library.unknown(in: statement))
            guard let piece = try? statement.dependencyKnowledge(in: ontology),
                statement.metadata.time <= now + configuration.clockTolerance
            else {
                counters.refused["knowledge", default: 0] += 1
                continue
            }
            let isNew = knowledge.learn(
                KnowledgeBase.Entry(
                    knowledge: piece, originator: statement.metadata.originator ?? agent,
                    time: statement.metadata.time, expires: nil, rank: rank))
            if isNew, rank > .incidental { fresh.append(statement) }
        }
        fetchDefinitions(of: unknown, at: now)
        if !fresh.isEmpty { keepsakes.append(.knowledge(fresh, receivedAt: now)) }
    }

    /// Takes up what an earlier life of the agent left behind; nothing is asked or answered because of it.
    ///
    /// What was taken shortly before that life ended may not have reached those who subscribe to it: it is passed on
    /// again, under the name that it had.
    public mutating func restore(_ estate: AgentEstate, at now: Int64) {
        for statement in estate.knowledge {
            guard let piece = try? statement.dependencyKnowledge(in: ontology) else { continue }
            _ = knowledge.learn(
                KnowledgeBase.Entry(
                    knowledge: piece, originator: statement.metadata.originator ?? "",
                    time: statement.metadata.time, expires: nil, rank: .requested))
        }
        services.merge(ServiceMap(advertisements: estate.services))
        for finding in estate.findings { information.restore([finding], at: now) }
        let last = estate.notifications.last?.receivedAt ?? 0
        for notification in estate.notifications {
            guard
                let service = role.services.first(where: {
                    $0.kind == .notification && $0.serviceID == notification.notification.serviceID
                })
            else { continue }
            var graph = ComponentGraph(ontology: ontology)
            var names = ComponentGraph.LocalNames()
            let sender = notification.notification.sender ?? ""
            let input = graph.incorporate(
                notification.notification.body, mention: notification.notification.inputComponent,
                names: &names, sender: sender, origin: .request, at: notification.receivedAt)
            guard let input else { continue }
            let soft = softEvidence(
                in: notification.notification.body, sender: sender, graph: graph, names: names,
                origin: .request, at: notification.receivedAt)
            let handling = role.receive(
                notification.notification, for: service,
                inputs: inputs(of: service, graph: graph, from: input, soft: soft),
                at: notification.receivedAt)
            takenNotifications.insert(notification.notification)
            if handling == .passOn,
                notification.receivedAt >= last - configuration.passingOnTime
            {
                passOn(
                    notification.notification, receivedAt: notification.receivedAt, graph: graph,
                    input: input, soft: soft, at: now)
            }
        }
    }

    /// Takes in knowledge of the agent's own, from its operator or from learning, and advertises its knowledge anew,
    /// so that others ask for it.
    ///
    /// - Returns: what the agent wants done, as `handle`.
    public mutating func publish(_ pieces: [DependencyKnowledge], at now: Int64) -> [AgentEffect] {
        var statements = [KnowledgeStatement]()
        for piece in pieces {
            // One table a property: an older one with other parents would be used beside it.
            knowledge.forget(piece.property, of: piece.subject)
            _ = knowledge.learn(
                KnowledgeBase.Entry(
                    knowledge: piece, originator: profile.uri, time: now, expires: nil,
                    rank: .configured))
            let statement = piece.statement(
                in: ontology, metadata: InformationMetadata(originator: profile.uri, time: now))
            statements += statement.map { [$0] } ?? []
        }
        knowledgePublished = now
        return statements.isEmpty ? [] : [.store(.knowledge(statements, receivedAt: now))]
    }
}
