import DMEP

extension AgentHost {
    /// Starts an errand, or lets it wait for its turn, or tells the agent that too many wait.
    func begin(_ id: ErrandID, _ work: ErrandWork) {
        guard work.deadline > now() else { return refuse(id, work, "its deadline has passed") }
        guard errands[id] == nil else { return }
        let entry = ErrandQueue.Entry(id: id, lane: work.lane, work: work)
        let admission: ErrandQueue.Admission
        switch work {
        case .send: admission = sends.add(entry)
        case .test: admission = tests.add(entry)
        case .fetch: admission = fetches.add(entry)
        }
        switch admission {
        case .started: start(entry)
        case .waits: schedule(work.deadline)
        case .refused:
            tally.errandsRefused += 1
            return refuse(id, work, "too many errands wait at this agent")
        }
        errands[id] = work
    }

    /// Tells the agent about an errand that was not begun, in a turn of its own.
    private func refuse(_ id: ErrandID, _ work: ErrandWork, _ reason: String) {
        jobSource.yield(.tell(work.failure(id, reason: reason)))
    }

    private func start(_ entry: ErrandQueue.Entry) {
        jobSource.yield(.errand(entry.id, lane: entry.lane, entry.work))
    }

    /// Does an errand; the agent hears of its end at the deadline at the latest, even when whoever does it
    /// does not stop.
    nonisolated func run(_ id: ErrandID, lane: String, _ work: ErrandWork) async {
        await withTaskGroup(of: AgentEvent?.self) { group in
            group.addTask { await self.outcome(of: id, work) }
            let remaining = max(0, work.deadline - now())
            group.addTask {
                try? await Task.sleep(for: .milliseconds(remaining))
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            await settle(id, first)
        }
        await release(lane, work)
    }

    private nonisolated func outcome(of id: ErrandID, _ work: ErrandWork) async -> AgentEvent {
        switch work {
        case .send(let uri, let batch, let deadline):
            do throws(MessageClientError) {
                return .answered(id, try await carrier.post(batch, to: uri, deadline: deadline))
            } catch {
                return .unanswered(id, reason: error.description)
            }
        case .test(let invocation):
            do throws(TestFailure) {
                return .tested(id, .success(try await runner.run(invocation)))
            } catch {
                return .tested(id, .failure(error))
            }
        case .fetch(let document, _):
            return .defined(id, await definitions?(document))
        }
    }

    /// Tells the agent how an errand ended, unless it knows; nil means by its deadline.
    private func settle(_ id: ErrandID, _ event: AgentEvent?) {
        guard let work = errands.removeValue(forKey: id) else { return }
        if event == nil { tally.errandsExpired += 1 }
        tell(event ?? work.failure(id, reason: ErrandWork.expired))
    }

    /// Lets the next errand start; only now, so that one that does not stop still counts as under way.
    private func release(_ lane: String, _ work: ErrandWork) {
        let next =
            switch work {
            case .send: sends.finish(lane: lane)
            case .test: tests.finish(lane: lane)
            case .fetch: fetches.finish(lane: lane)
            }
        if let next { start(next) }
    }

    /// Ends errands that still waited for their turn at their deadline.
    func expireWaitingErrands(at time: Int64) {
        let due = errands.filter { $0.value.deadline <= time }
        guard !due.isEmpty else { return }
        let ids = Set(due.keys)
        let waiting = sends.waitingIDs(in: ids)
            .union(tests.waitingIDs(in: ids)).union(fetches.waitingIDs(in: ids))
        sends.remove(waiting)
        tests.remove(waiting)
        fetches.remove(waiting)
        for id in waiting.sorted(by: { $0.number < $1.number }) { settle(id, nil) }
    }
}

extension ErrandWork {
    static let expired = "no answer by the deadline"

    /// What the errand competes for.
    var lane: String {
        switch self {
        case .send(let uri, _, _): uri
        case .test, .fetch: ""
        }
    }
}
