import DMEP

/// An exchange that another agent began.
struct OpenExchange {
    typealias Outcome = Result<MessageBatch, ExchangeRefusal>

    var deadline: Int64
    /// Who waits for the answer; nil while it is not waited for yet.
    var waiter: CheckedContinuation<Outcome, Never>?
    /// The answer, when it was made before anybody waited.
    var outcome: Outcome?
}

extension AgentHost {
    /// Gives the agent a batch and waits for its answer.
    ///
    /// The answer has no messages when the batch asks for nothing, such as answers that come late.
    public func answer(
        _ batch: MessageBatch, from requester: Requester
    ) async throws(ExchangeRefusal) -> MessageBatch {
        guard !isClosed else { throw .stopping }
        guard exchanges.count < limits.exchanges else { throw .overloaded }
        lastExchange += 1
        let id = ExchangeID(lastExchange)
        let deadline = now() + limits.exchangeTime
        exchanges[id] = OpenExchange(deadline: deadline)
        tell(.received(batch, from: requester, id))
        if let outcome = exchanges[id]?.outcome {
            exchanges[id] = nil
            return try outcome.get()
        }
        schedule(deadline)
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                if let outcome = exchanges[id]?.outcome {
                    exchanges[id] = nil
                    waiter.resume(returning: outcome)
                } else {
                    exchanges[id]?.waiter = waiter
                }
            }
        } onCancel: {
            Task { await self.finish(id, .failure(.abandoned)) }
        }
        return try outcome.get()
    }

    /// Ends an exchange; what comes after its end is dropped.
    func finish(_ id: ExchangeID, _ outcome: OpenExchange.Outcome) {
        guard let exchange = exchanges[id], exchange.outcome == nil else {
            if case .success = outcome { tally.repliesDropped += 1 }
            return
        }
        if let waiter = exchange.waiter {
            exchanges[id] = nil
            waiter.resume(returning: outcome)
        } else {
            exchanges[id]?.outcome = outcome
        }
    }

    /// Answers a batch in which nothing was asked, when the agent has nothing to say to it.
    func closeIfNothingIsOwed(_ event: AgentEvent, _ effects: [AgentEffect]) {
        guard case .received(let batch, _, let id) = event, !batch.asksForAnswer else { return }
        let isAnswered = effects.contains { effect in
            if case .reply(id, _) = effect { true } else { false }
        }
        if !isAnswered { finish(id, .success(MessageBatch(time: now(), messages: []))) }
    }
}

extension MessageBatch {
    /// Whether it holds a request or a notification.
    var asksForAnswer: Bool {
        messages.contains { message in
            switch message {
            case .request, .notification: true
            case .response, .acknowledgement, .problem: false
            }
        }
    }
}
