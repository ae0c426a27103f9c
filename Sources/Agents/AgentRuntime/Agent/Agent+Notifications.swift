import Crypto
import DMEP
import Ontology

/// Notifications: kept on disk before they are acknowledged, and passed on to whoever subscribes.
extension Agent {
    mutating func receive(
        _ received: Notification, from requester: Requester,
        _ origin: DiagnosisProcess.Origin, at now: Int64
    ) {
        var notification = received
        // What the server knows of the sender counts, whatever the message says.
        if let known = requester.authenticatedURI { notification.sender = known }
        func refuse(_ reason: String) {
            counters.refused["notification: \(reason)", default: 0] += 1
            answer(
                origin,
                with: .acknowledgement(
                    NotificationAcknowledgement(
                        notificationID: notification.notificationID, isSuccess: false)), at: now)
        }
        let service = role.services.first {
            $0.kind == .notification && $0.serviceID == notification.serviceID
        }
        guard let service else { return refuse("no such subscription") }
        if let refusal = refusal(of: service, for: requester) { return refuse(refusal) }
        let acknowledgement = Message.acknowledgement(
            NotificationAcknowledgement(notificationID: notification.notificationID))
        if takenNotifications.contains(notification) {
            // Sent again, as its acknowledgement was lost: it counts once. Whether the first one is on disk by now
            // is not known here, so this acknowledgement waits for the store as well.
            effects.append(.store(.notification(notification, receivedAt: now)))
            return answer(origin, with: acknowledgement, at: now)
        }
        let sender = notification.sender ?? ""
        var graph = ComponentGraph(ontology: ontology)
        var names = ComponentGraph.LocalNames()
        let body = accepted(notification.body, from: sender, at: now)
        let input = graph.incorporate(
            body, mention: notification.inputComponent, names: &names, sender: sender,
            origin: .request, at: now)
        guard let input else { return refuse("no input component") }
        let soft = softEvidence(
            in: body, sender: sender, graph: graph, names: names, origin: .request, at: now)
        let inputs = inputs(of: service, graph: graph, from: input, soft: soft)
        if service.mismatch(inputs: inputs, lookup: autonomousSystems) != nil {
            return refuse("not for this agent")
        }
        let handling = role.receive(notification, for: service, inputs: inputs, at: now)
        if case .refuse(let reason) = handling { return refuse(reason) }
        counters.notifications += 1
        takenNotifications.insert(notification)
        effects.append(.store(.notification(notification, receivedAt: now)))
        if handling == .passOn {
            passOn(
                notification, receivedAt: now, graph: graph, input: input, soft: soft, at: now)
        }
        answer(origin, with: acknowledgement, at: now)
    }

    /// The known inputs of a service, beliefs counted as knowing the property that they are of.
    func inputs(
        of service: ServiceAdvertisement, graph: ComponentGraph, from input: Int,
        soft: [SoftEvidence]
    ) -> [PropertyPath: String] {
        var known = graph.inputs(of: service, from: input)
        for property in service.inputs where known[property.path] == nil {
            guard let end = graph.follow(property.path.relationships, from: input) else { continue }
            let belief = soft.first {
                graph.canonical($0.individual) == end && $0.property == property.path.property
                    && $0.kind == .distribution
            }
            known[property.path] =
                belief?.values.max {
                    ($0.value, $1.key) < ($1.value, $0.key)
                }?.key
        }
        return known
    }

    mutating func passOn(
        _ notification: Notification, receivedAt: Int64, graph: ComponentGraph, input: Int,
        soft: [SoftEvidence], at now: Int64
    ) {
        let subscriptions = services.subscriptions(to: graph[input].classes, ontology: ontology)
        for service in subscriptions
        where service.agentURI != notification.sender && service.agentURI != profile.uri {
            let inputs = inputs(of: service, graph: graph, from: input, soft: soft)
            guard service.mismatch(inputs: inputs, lookup: autonomousSystems) == nil else {
                continue
            }
            notify(
                service, as: Self.name(of: notification, receivedAt: receivedAt, for: service),
                graph: graph, input: input, beliefs: notification.body.beliefs, at: now)
        }
    }

    /// The name under which a notification is passed on: the same in the agent's next life, so that the
    /// subscriber counts it once.
    private static func name(
        of notification: Notification, receivedAt: Int64, for service: ServiceAdvertisement
    ) -> String {
        let text = [
            notification.sender ?? "", notification.notificationID, String(receivedAt),
            service.serviceID,
        ].joined(separator: "\u{1f}")
        return SHA256.hash(data: Array(text.utf8)).prefix(16).map { Hexadecimal.text(of: $0) }
            .joined()
    }

    /// What a subscription takes in, as observations.
    func observationsFor(
        _ service: ServiceAdvertisement, graph: ComponentGraph, input: Int, at now: Int64
    ) -> [ComponentObservation] {
        graph.observations(
            of: input, along: service.inputs.map(\.path), own: profile.uri, at: now)
    }

    /// Puts a notification of what a subscription takes in into the mail.
    ///
    /// - Parameter name: the agent's name for it; a new one when left out.
    mutating func notify(
        _ service: ServiceAdvertisement, as name: String? = nil, graph: ComponentGraph, input: Int,
        beliefs: [BeliefStatement], at now: Int64
    ) {
        let observations = observationsFor(service, graph: graph, input: input, at: now)
        let told = Set(observations.compactMap(\.component.id))
        let notification = Notification(
            serviceID: service.serviceID, notificationID: name ?? "\(nextNumber())-\(now)",
            sender: profile.uri, inputComponent: .reference("input"),
            body: signed(
                DiagnosticBody(
                    observations: observations,
                    beliefs: beliefs.filter { belief in
                        if case .reference(let name) = belief.subject {
                            return told.contains(name)
                        }
                        return true
                    })))
        counters.notificationsLost += mail.add(
            notification, to: service.agentURI, at: now, configuration)
    }

    /// Tells those who subscribe to diagnoses what was concluded: those who must know the status of something that
    /// an explanation speaks of.
    mutating func tellSubscribers(
        of process: DiagnosisProcess, _ writer: DiagnosisAnswer, graph: inout ComponentGraph,
        at now: Int64
    ) {
        let subscriptions = services.subscriptions(
            to: graph[process.input].classes, ontology: ontology)
        guard !subscriptions.isEmpty else { return }
        let explained = Set(
            process.explanations.flatMap { explanation in
                explanation.assignments.compactMap { assignment in
                    process.service.candidateExplanations.first { path in
                        path.property == assignment.property
                            && graph.follow(path.relationships, from: process.input)
                                == graph.canonical(assignment.individual)
                    }
                }
            })
        for service in subscriptions
        where service.agentURI != profile.uri
            && service.inputs.contains(where: { $0.isRequired && explained.contains($0.path) })
        {
            let beliefs = writer.beliefs(named: { path in
                (["input"] + path.relationships).joined(separator: "|")
            })
            notify(service, graph: graph, input: process.input, beliefs: beliefs, at: now)
        }
    }
}
