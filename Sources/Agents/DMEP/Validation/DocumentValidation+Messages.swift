extension DocumentValidation {
    /// Checks a message with all that it holds.
    func checkWhole(_ message: Message) throws(DocumentError) {
        switch message {
        case .request(let request):
            try checkWhole(request.inputComponent)
            try checkWhole(request.explanations)
            try checkWhole(request.body)
        case .response(let response):
            try checkWhole(response.explanations)
            try checkWhole(response.body)
        case .notification(let notification):
            try checkWhole(notification.inputComponent)
            try checkWhole(notification.body)
        case .acknowledgement, .problem: break
        }
        try check(message)
    }

    /// Checks a batch apart from its messages.
    func check(_ batch: MessageBatch) throws(DocumentError) {
        try check(time: batch.time, "time")
        if batch.messages.isEmpty { throw .missing(what: "a message", within: "capriMessage") }
        try check(
            count: batch.messages.count, of: "messages in a capriMessage", limit: limits.messages)
    }

    /// Checks a message apart from the explanations and the information that it holds.
    func check(_ message: Message) throws(DocumentError) {
        switch message {
        case .request(let request):
            if request.kind == .notification {
                throw .invalid(
                    what: "kind", value: "notification",
                    reason: "notifications are sent, not asked for")
            }
            try check(time: request.expires, "expires")
            try check(amount: request.budget, "budget")
            try check(probability: request.confidenceThreshold, "confThresh")
            try check(names: request.via, "via")
            try check(request.explanations, in: request.kind, "\(request.kind.requestName)")
            try check(components: request.inputComponent, request.body)
        case .response(let response):
            if response.kind == .notification {
                throw .invalid(
                    what: "kind", value: "notification",
                    reason: "a notification is acknowledged, not answered")
            }
            try check(time: response.time, "time")
            try check(amount: response.cost, "cost")
            try check(response.explanations, in: response.kind, "\(response.kind.responseName)")
            try check(components: nil, response.body)
        case .notification(let notification):
            try check(components: notification.inputComponent, notification.body)
        case .acknowledgement, .problem: break
        }
    }

    func check(_ explanation: ExplanationStatement) throws(DocumentError) {
        if explanation.assignments.isEmpty {
            throw .missing(what: "componentRef", within: "explanation")
        }
        try check(probability: explanation.probability, "p of explanation")
    }

    private func check(
        _ explanations: [ExplanationStatement], in kind: ServiceKind, _ name: String
    ) throws(DocumentError) {
        if kind != .diagnosis, !explanations.isEmpty {
            throw .unexpected(element: "explanations", within: name)
        }
    }

    private func check(components input: ComponentMention?, _ body: DiagnosticBody)
        throws(DocumentError)
    {
        var count = body.observations.count
        if case .described = input { count += 1 }
        for belief in body.beliefs {
            if case .described = belief.subject { count += 1 }
        }
        try check(count: count, of: "components in a message", limit: limits.components)
    }

    private func checkWhole(_ explanations: [ExplanationStatement]) throws(DocumentError) {
        for explanation in explanations { try check(explanation) }
    }

    private func checkWhole(_ mention: ComponentMention?) throws(DocumentError) {
        if case .described(let component) = mention { try check(component) }
    }

    private func checkWhole(_ body: DiagnosticBody) throws(DocumentError) {
        for observation in body.observations {
            try check(observation.metadata)
            try check(observation.component)
        }
        for belief in body.beliefs {
            try check(belief.metadata)
            try checkWhole(belief.subject)
            try check(belief)
        }
        for statement in body.knowledge {
            try check(statement.metadata)
            try check(statement)
        }
    }
}
