import DMEP
import Ontology

/// What comes in: requests are checked and given to the role, notifications kept, late answers taken.
extension Agent {
    mutating func receive(
        _ batch: MessageBatch, from requester: Requester, _ exchange: ExchangeID, at now: Int64
    ) {
        guard !batch.messages.isEmpty else {
            let report = ProblemReport(kind: .malformed, reason: "the batch holds no message")
            effects.append(.reply(exchange, MessageBatch(time: now, messages: [.problem(report)])))
            return
        }
        exchanges[exchange] = Exchange(
            answers: Array(repeating: nil, count: batch.messages.count),
            missing: batch.messages.count)
        for (slot, message) in batch.messages.enumerated() {
            let origin = DiagnosisProcess.Origin(exchange: exchange, slot: slot)
            switch message {
            case .request(let request): receive(request, from: requester, origin, at: now)
            case .notification(let notification):
                receive(notification, from: requester, origin, at: now)
            case .response(let response): receive(late: .response(response), origin, at: now)
            case .problem(let report): receive(late: .problem(report), origin, at: now)
            case .acknowledgement:
                report(
                    .requestRefused, "nobody waits for this acknowledgement", to: origin, at: now)
            }
        }
    }

    /// Tells whoever asked why there is no answer.
    mutating func report(
        _ kind: ProblemReport.Kind, _ reason: String, to origin: DiagnosisProcess.Origin,
        request: ServiceRequest? = nil, at now: Int64
    ) {
        counters.problems[kind.rawValue, default: 0] += 1
        answer(
            origin,
            with: .problem(
                ProblemReport(
                    kind: kind, reason: reason, requestID: request?.requestID,
                    serviceID: request?.serviceID)), at: now)
    }

    private mutating func receive(
        _ request: ServiceRequest, from requester: Requester, _ origin: DiagnosisProcess.Origin,
        at now: Int64
    ) {
        counters.requests[request.kind.rawValue, default: 0] += 1
        guard
            let service = role.services.first(where: {
                $0.serviceID == request.serviceID && $0.kind == request.kind
            })
        else {
            return report(
                .requestRefused,
                "this agent has no \(request.kind.rawValue) service \(request.serviceID): "
                    + "ask a directory for the service map", to: origin, request: request, at: now)
        }
        if let (kind, reason) = obstacle(to: request, service, from: requester, at: now) {
            return report(kind, reason, to: origin, request: request, at: now)
        }
        let waiting = DefinitionErrands.Waiting(
            request: request, service: service, origin: origin)
        if !park(waiting, at: now) { begin(request, service, origin, at: now) }
    }

    /// Why a request is not dealt with at all.
    private func obstacle(
        to request: ServiceRequest, _ service: ServiceAdvertisement, from requester: Requester,
        at now: Int64
    ) -> (ProblemReport.Kind, String)? {
        if let refusal = refusal(of: service, for: requester) {
            return (.permissionDenied, refusal)
        }
        if request.expires <= now { return (.requestExpired, "the request's time was over") }
        if request.expires > now + 86_400_000 + configuration.clockTolerance {
            return (
                .requestRefused,
                "the request expires in more than a day: is the requester's clock right?"
            )
        }
        if request.via.contains(profile.uri) {
            return (.requestRefused, "the request has been here before: it goes in a circle")
        }
        if request.via.count > 8 {
            return (.requestRefused, "the request has come through more than 8 agents")
        }
        if let budget = request.budget, request.kind != .diagnosis, budget < service.cost.expected {
            return (
                .insufficientBudget,
                "the service costs \(service.cost.expected), the budget is \(budget)"
            )
        }
        return nil
    }

    /// Why a requester may not use a service, whatever type it claims; nil when it may.
    func refusal(of service: ServiceAdvertisement, for requester: Requester) -> String? {
        let served = service.requesters.types
        let candidates =
            requester.permittedTypes.map { permitted in
                served.isEmpty ? permitted.sorted() : served.filter(permitted.contains)
            } ?? (served.isEmpty ? ["user"] : served)
        var reason = "the service is for \(served.joined(separator: " and ")) agents"
        for type in candidates {
            guard let refusal = service.admits(requester, as: type) else { return nil }
            reason = refusal.description
        }
        return reason
    }

    /// Answers a request or begins to.
    mutating func begin(
        _ request: ServiceRequest, _ service: ServiceAdvertisement,
        _ origin: DiagnosisProcess.Origin, at now: Int64
    ) {
        var graph = ComponentGraph(ontology: ontology)
        var names = ComponentGraph.LocalNames()
        let body = accepted(request.body, from: request.requester, at: now)
        let input = graph.incorporate(
            body, mention: request.inputComponent, names: &names,
            sender: request.requester, origin: .request, at: now)
        guard let input else {
            if service.inputClass != nil {
                return report(
                    .insufficientInput, "the request names no input component", to: origin,
                    request: request, at: now)
            }
            return answerWithoutInput(request, service, origin, at: now)
        }
        if let inputClass = service.inputClass,
            !graph.ontology.lineage(of: graph[input].classes).contains(inputClass)
        {
            return report(
                .insufficientInput,
                "the input component is no \(inputClass.shortName): its classes are "
                    + graph[input].classes.map(\.shortName).joined(separator: ", "), to: origin,
                request: request, at: now)
        }
        let inputs = graph.inputs(of: service, from: input)
        if let mismatch = service.mismatch(inputs: inputs, lookup: autonomousSystems) {
            let kind: ProblemReport.Kind =
                if case .missing = mismatch { .insufficientInput } else { .requestRefused }
            return report(kind, mismatch.description, to: origin, request: request, at: now)
        }
        let job = AnswerJob(
            origin: origin, request: request, service: service, graph: graph, names: names,
            input: input)
        switch role.plan(for: service, inputs: inputs, at: now) {
        case .found(let findings): answer(job, with: findings, repeats: false, at: now)
        case .test: test(for: job, inputs: inputs, at: now)
        case .diagnose: diagnose(job, at: now)
        case .knowledge: answerWithoutInput(request, service, origin, at: now)
        case .refuse(let kind, let reason):
            report(kind, reason, to: origin, request: request, at: now)
        }
    }

    private mutating func answerWithoutInput(
        _ request: ServiceRequest, _ service: ServiceAdvertisement,
        _ origin: DiagnosisProcess.Origin, at now: Int64
    ) {
        guard request.kind == .knowledge else {
            return report(
                .insufficientInput, "the service needs an input component", to: origin,
                request: request, at: now)
        }
        answer(
            origin,
            with: .response(
                ServiceResponse(
                    kind: .knowledge, requestID: request.requestID, serviceID: service.serviceID,
                    time: now, cost: service.cost.expected,
                    body: signed(
                        DiagnosticBody(
                            knowledge: statements(of: service.outputKnowledge, at: now))))),
            at: now)
    }

    /// The knowledge that an agent offers: what the service lists, or all of it when it lists nothing.
    func statements(of outputs: [OutputKnowledge], at now: Int64) -> [KnowledgeStatement] {
        knowledge.all.compactMap { entry in
            let piece = entry.knowledge
            guard
                outputs.isEmpty
                    || outputs.contains(where: {
                        $0.subject == piece.subject && $0.property == piece.property
                            && ($0.parents.isEmpty || Set($0.parents) == Set(piece.parents))
                    })
            else { return nil }
            return piece.statement(
                in: ontology,
                metadata: InformationMetadata(
                    originator: entry.originator.isEmpty ? profile.uri : entry.originator,
                    time: entry.time, isCached: !entry.originator.isEmpty,
                    expires: now + configuration.knowledgeLifetime))
        }
    }
}
