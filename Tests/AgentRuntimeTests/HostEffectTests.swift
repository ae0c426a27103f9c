import DMEP
import Testing

@testable import AgentRuntime

@Suite("The host of an agent carries out effects", .timeLimit(.minutes(1)))
struct HostEffectTests {
    /// Stores the number of a request before it is answered, when the service is `kept`.
    private static let keeper = ScriptedAgent { event, now in
        guard case .received(let batch, _, let exchange) = event,
            case .request(let request)? = batch.messages.first
        else { return [] }
        let reply = AgentEffect.reply(exchange, .responses(to: batch, at: now))
        let store = AgentEffect.store(
            .notification(
                Notification(serviceID: "kept", notificationID: request.requestID), receivedAt: now)
        )
        return request.serviceID == "kept" ? [store, reply] : [reply]
    }

    private static func names(_ information: [StoredInformation]) -> [String] {
        information.map { piece in
            if case .notification(let notification, _) = piece {
                notification.notificationID
            } else {
                "?"
            }
        }
    }

    @Test("an answer behind a store waits for it, and other exchanges do not")
    func storeBeforeReply() async throws {
        let door = Door()
        let journal = Journal()
        let host = AgentHost(
            agent: Self.keeper, runner: ScriptedRunner(), carrier: SilentCarrier(),
            store: { _ in
                await door.pass()
                await journal.note("stored")
            })
        try await driving(host) {
            async let kept: Void = {
                _ = try await host.answer(.request(service: "kept"), from: .itself)
                await journal.note("answered")
            }()
            await door.hasSeen(1)
            _ = try await host.answer(.request(service: "plain"), from: .itself)
            await journal.note("other")
            await door.open()
            try await kept
        }
        #expect(await journal.entries == ["other", "stored", "answered"])
    }

    @Test("what waits while something is being stored is stored together")
    func storedTogether() async throws {
        let door = Door()
        let journal = Journal()
        let host = AgentHost(
            agent: Self.keeper, runner: ScriptedRunner(), carrier: SilentCarrier(),
            store: { information in
                await journal.note(Self.names(information).joined(separator: ","))
                await door.pass()
            })
        try await driving(host) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...4 {
                    group.addTask {
                        _ = try await host.answer(
                            .request("\(number)", service: "kept"), from: .itself)
                    }
                    if number == 1 {
                        await door.hasSeen(1)
                    } else {
                        while await host.status.storesWaiting < number - 1 { await Task.yield() }
                    }
                }
                await door.open()
                try await group.waitForAll()
            }
        }
        #expect(await journal.entries == ["1", "2,3,4"])
    }

    @Test("what cannot be stored is not acknowledged, and does not take others with it")
    func failedStore() async throws {
        struct Full: Error {}
        let door = Door()
        let host = AgentHost(
            agent: Self.keeper, runner: ScriptedRunner(), carrier: SilentCarrier(),
            store: { information in
                await door.pass()
                if Self.names(information).contains("2") { throw Full() }
            })
        let answers = try await driving(host) {
            await withTaskGroup(of: (String, String).self) { group in
                for number in 1...3 {
                    group.addTask {
                        do throws(ExchangeRefusal) {
                            let answer = try await host.answer(
                                .request("\(number)", service: "kept"), from: .itself)
                            return ("\(number)", answer.answeredID ?? "")
                        } catch {
                            return ("\(number)", error.report.kind.rawValue)
                        }
                    }
                    while await host.status.openExchanges < number { await Task.yield() }
                }
                await door.open()
                return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
        }
        #expect(answers == ["1": "1", "2": "request-refused", "3": "3"])
        #expect(await host.status.storesFailed == 1)
    }

    @Test("an errand behind a failed store is answered as failed")
    func errandBehindFailedStore() async throws {
        struct Full: Error {}
        let agent = ScriptedAgent { event, now in
            switch event {
            case .received(_, _, let exchange):
                return [
                    .store(.knowledge([], receivedAt: now)),
                    .send(
                        ErrandID(exchange.number), to: "http://127.0.0.1/", .request(),
                        deadline: now + 60_000),
                ]
            case .unanswered(let errand, _):
                return [.reply(ExchangeID(errand.number), .responses(to: .request("x"), at: now))]
            default: return []
            }
        }
        let host = AgentHost(
            agent: agent, runner: ScriptedRunner(), carrier: SilentCarrier(),
            store: { _ in throw Full() })
        let answer = try await driving(host) {
            try await host.answer(.request(), from: .itself)
        }
        #expect(answer.answeredID == "x")
    }

    @Test("answers that come late are given to the agent and acknowledged without content")
    func lateAnswers() async throws {
        let seen = Journal()
        let agent = ScriptedAgent { event, _ in
            if case .received(let batch, _, _) = event {
                Task { await seen.note(batch.answeredID ?? "") }
            }
            return []
        }
        let host = AgentHost(agent: agent, runner: ScriptedRunner(), carrier: SilentCarrier())
        let answer = try await driving(host) {
            try await host.answer(.responses(to: .request("late"), at: 1), from: .itself)
        }
        #expect(answer.messages.isEmpty)
        while await seen.entries.isEmpty { await Task.yield() }
        #expect(await seen.entries == ["late"])
    }

    @Test("an agent is woken at the time that it asked for")
    func wake() async throws {
        let agent = ScriptedAgent { event, now in
            switch event {
            case .received(_, _, let exchange):
                // Far first: the nearer one must not be lost behind it, nor the farther one be taken for it.
                return [.wake(at: now + 600_000), .wake(at: now + Int64(50 * exchange.number))]
            case .tick:
                return [.reply(ExchangeID(1), .responses(to: .request("woken"), at: now))]
            default: return []
            }
        }
        let host = AgentHost(agent: agent, runner: ScriptedRunner(), carrier: SilentCarrier())
        let answer = try await driving(host) {
            try await host.answer(.request(), from: .itself)
        }
        #expect(answer.answeredID == "woken")
    }

    @Test("an exchange that the agent forgets is ended with an error")
    func forgotten() async throws {
        var limits = AgentHostLimits()
        limits.exchangeTime = 50
        let host = AgentHost(
            agent: ScriptedAgent { _, _ in [] }, runner: ScriptedRunner(),
            carrier: SilentCarrier(), limits: limits)
        try await driving(host) {
            let error = await #expect(throws: ExchangeRefusal.self) {
                try await host.answer(.request(), from: .itself)
            }
            #expect(error?.report.kind == .requestExpired)
            #expect(await host.status.openExchanges == 0)
        }
    }

    @Test("a requester that goes away leaves no open exchange")
    func cancelled() async throws {
        let host = AgentHost(
            agent: ScriptedAgent { _, _ in [] }, runner: ScriptedRunner(), carrier: SilentCarrier())
        try await driving(host) {
            let asking = Task { try await host.answer(.request(), from: .itself) }
            while await host.status.openExchanges == 0 { await Task.yield() }
            asking.cancel()
            await #expect(throws: ExchangeRefusal.self) { try await asking.value }
            #expect(await host.status.openExchanges == 0)
        }
    }

    @Test("what waits for the store when the host stops is stored, and acknowledged")
    func storedAtTheEnd() async throws {
        let door = Door()
        let journal = Journal()
        let host = AgentHost(
            agent: Self.keeper, runner: ScriptedRunner(), carrier: SilentCarrier(),
            store: { information in
                await door.pass()
                try Task.checkCancellation()
                await journal.note(Self.names(information).joined(separator: ","))
            })
        let driver = Task { await host.run() }
        let answers = try await withThrowingTaskGroup(of: String.self) { group in
            for number in ["1", "2"] {
                group.addTask {
                    try await host.answer(.request(number, service: "kept"), from: .itself)
                        .answeredID ?? ""
                }
                if number == "1" { await door.hasSeen(1) }
            }
            while await host.status.storesWaiting == 0 { await Task.yield() }
            driver.cancel()
            await door.open()
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        await driver.value
        #expect(answers == ["1", "2"])
        #expect(await journal.entries == ["1", "2"])
    }

    @Test("a host that stops ends its exchanges, and takes no more")
    func stops() async throws {
        let host = AgentHost(
            agent: ScriptedAgent { _, _ in [] }, runner: ScriptedRunner(), carrier: SilentCarrier())
        let asking = Task { try await host.answer(.request(), from: .itself) }
        try await driving(host) {
            while await host.status.openExchanges == 0 { await Task.yield() }
        }
        await #expect(throws: ExchangeRefusal.stopping) { try await asking.value }
        await #expect(throws: ExchangeRefusal.stopping) {
            try await host.answer(.request(), from: .itself)
        }
    }
}
