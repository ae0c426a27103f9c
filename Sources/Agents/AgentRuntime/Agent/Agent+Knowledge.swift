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
        effects.append(.store(.services(services.services, receivedAt: now)))
        askForKnowledge(at: now)
    }

    /// Asks for knowledge that is offered and not had, or was published anew.
    mutating func askForKnowledge(at now: Int64) {
        guard configuration.learnsKnowledge else { return }
        for service in services.services(of: .knowledge) where service.agentURI != profile.uri {
            let asked = knowledgeAsked[service.key]
            let isStale = asked.map { $0 + configuration.knowledgeLifetime <= now } ?? true
            let isNew = asked.map { service.time > $0 } ?? true
            guard isStale || isNew, services.isAvailable(service.key, at: now) else { continue }
            knowledgeAsked[service.key] = now
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
        for statement in statements where signatures.accepts(statement, sender: agent) {
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
        if !fresh.isEmpty { effects.append(.store(.knowledge(fresh, receivedAt: now))) }
    }

    /// Takes in knowledge that the operator or the agent's own learning gives, and advertises it anew.
    public mutating func publish(_ pieces: [DependencyKnowledge], at now: Int64) {
        for piece in pieces {
            _ = knowledge.learn(
                KnowledgeBase.Entry(
                    knowledge: piece, originator: "", time: now, expires: nil, rank: .configured))
        }
    }
}
