import DMEP
import Ontology
import Testing

@testable import AgentRuntime

@Suite("The host of an agent does its errands", .timeLimit(.minutes(1)))
struct HostErrandTests {
    /// Makes `count` tests for every request, and answers with how many succeeded and failed.
    private struct Tester: DrivenAgent {
        let profile = AgentProfile(uri: "http://127.0.0.1/agent", type: "specialist")
        let advertisements: [ServiceAdvertisement] = []
        var count: Int
        var patience: Int64
        var exchange: ExchangeID?
        var outcomes: [String] = []

        init(count: Int, patience: Int64 = 60_000) {
            self.count = count
            self.patience = patience
        }

        mutating func handle(_ event: AgentEvent, at now: Int64) -> [AgentEffect] {
            switch event {
            case .received(_, _, let exchange):
                self.exchange = exchange
                return (1...count).map { number in
                    .perform(
                        ErrandID(UInt64(number)),
                        TestInvocation(serviceID: "s", inputs: [:], deadline: now + patience))
                }
            case .tested(let id, .success): outcomes.append("\(id.number) found")
            case .tested(let id, .failure(let failure)):
                outcomes.append("\(id.number) \(failure.reason)")
            default: break
            }
            guard let exchange, outcomes.count == count else { return [] }
            let text = outcomes.sorted().joined(separator: "; ")
            return [.reply(exchange, .responses(to: .request(text), at: now))]
        }
    }

    private func outcomes(
        of agent: Tester, runner: ScriptedRunner, limits: AgentHostLimits = AgentHostLimits(),
        whenAnswered: () async -> Void = {}
    ) async throws -> String? {
        let host = AgentHost(
            agent: agent, runner: runner, carrier: SilentCarrier(), limits: limits)
        return try await driving(host) {
            let answer = try await host.answer(.request(), from: .itself)
            await whenAnswered()
            return answer.answeredID
        }
    }

    @Test("a test that does not end is answered at its deadline, even when it cannot be stopped")
    func deadline() async throws {
        let door = Door()
        let runner = ScriptedRunner { (_) async throws(TestFailure) in
            await door.pass()
            return TestFindings(values: [:])
        }
        let text = try await outcomes(of: Tester(count: 1, patience: 50), runner: runner) {
            await door.open()
        }
        #expect(text == "1 no answer by the deadline")
    }

    @Test("no more tests are made at once than is allowed, and all are made")
    func bounded() async throws {
        let journal = Journal()
        let runner = ScriptedRunner { (_) async throws(TestFailure) in
            await journal.enter()
            for _ in 0..<20 { await Task.yield() }
            await journal.leave()
            return TestFindings(values: [:])
        }
        var limits = AgentHostLimits()
        limits.tests = 2
        let text = try await outcomes(of: Tester(count: 6), runner: runner, limits: limits)
        #expect(text == (1...6).map { "\($0) found" }.joined(separator: "; "))
        #expect(await journal.mostAtOnce == 2)
    }

    @Test("a test that finds no room to wait is refused at once")
    func overflow() async throws {
        let door = Door()
        let runner = ScriptedRunner { (_) async throws(TestFailure) in
            await door.pass()
            return TestFindings(values: [:])
        }
        var limits = AgentHostLimits()
        limits.tests = 1
        limits.waitingErrands = 1
        let host = AgentHost(
            agent: Tester(count: 3), runner: runner, carrier: SilentCarrier(), limits: limits)
        let text = try await driving(host) {
            async let answer = host.answer(.request(), from: .itself)
            while await host.status.errandsRefused == 0 { await Task.yield() }
            await door.open()
            return try await answer.answeredID
        }
        #expect(text == "1 found; 2 found; 3 too many errands wait at this agent")
    }

    @Test("an errand whose deadline passes while it waits for its turn is answered too")
    func expiresWaiting() async throws {
        let door = Door()
        let runner = ScriptedRunner { (_) async throws(TestFailure) in
            await door.pass()
            return TestFindings(values: [:])
        }
        var limits = AgentHostLimits()
        limits.tests = 1
        let text = try await outcomes(
            of: Tester(count: 2, patience: 50), runner: runner, limits: limits
        ) { await door.open() }
        #expect(text == "1 no answer by the deadline; 2 no answer by the deadline")
    }

    @Test("an errand that is late from the start is answered at once")
    func late() async throws {
        let text = try await outcomes(of: Tester(count: 1, patience: -1), runner: ScriptedRunner())
        #expect(text == "1 its deadline has passed")
    }

    @Test("a failed test says why")
    func failure() async throws {
        let runner = ScriptedRunner { (_) async throws(TestFailure) in
            throw TestFailure("the resolver is silent")
        }
        let text = try await outcomes(of: Tester(count: 1), runner: runner)
        #expect(text == "1 the resolver is silent")
    }

    @Test("definitions that cannot be had are nil, and others arrive")
    func definitions() async throws {
        let agent = ScriptedAgent { event, now in
            switch event {
            case .received(let batch, _, let exchange):
                return [.fetch(ErrandID(exchange.number), document: batch.requestID)]
            case .defined(let errand, let document):
                let text = document.map { "\($0.classes.count)" } ?? "none"
                return [.reply(ExchangeID(errand.number), .responses(to: .request(text), at: now))]
            default: return []
            }
        }
        let host = AgentHost(
            agent: agent, runner: ScriptedRunner(), carrier: SilentCarrier(),
            definitions: { $0 == "known" ? OntologyDocument() : nil })
        try await driving(host) {
            let known = try await host.answer(.request("known"), from: .itself).answeredID
            #expect(known == "0")
            let other = try await host.answer(.request("other"), from: .itself).answeredID
            #expect(other == "none")
        }
    }

    @Test("a dead agent does not keep others from being asked")
    func lanes() {
        var queue = ErrandQueue(limit: 3, limitPerLane: 2, capacity: 4)
        func entry(_ number: UInt64, _ lane: String) -> ErrandQueue.Entry {
            ErrandQueue.Entry(
                id: ErrandID(number), lane: lane,
                work: .send(to: lane, .request(), deadline: 0))
        }
        #expect(queue.add(entry(1, "dead")) == .started)
        #expect(queue.add(entry(2, "dead")) == .started)
        #expect(queue.add(entry(3, "dead")) == .waits)
        #expect(queue.add(entry(4, "alive")) == .started)
        #expect(queue.add(entry(5, "alive")) == .waits)
        #expect(queue.finish(lane: "alive")?.id == ErrandID(5))
        #expect(queue.finish(lane: "dead")?.id == ErrandID(3))
        #expect(queue.finish(lane: "alive") == nil)
        #expect(queue.underWay == 2)
        #expect(queue.waiting == 0)
    }
}
