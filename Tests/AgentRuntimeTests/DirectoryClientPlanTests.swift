import DMEP
import Testing

@testable import AgentRuntime

@Suite struct DirectoryClientPlanTests {
    typealias F = DirectoryFixtures
    typealias Plan = DirectoryClientPlan
    static let agent = "http://203.0.113.1/agent"

    private func plan(_ services: [ServiceAdvertisement] = [F.service(agent)], seed: UInt64 = 1)
        -> Plan
    {
        Plan(
            directories: Array(F.directories.prefix(2)),
            profile: AgentProfile(uri: Self.agent, type: "specialist", autonomousSystem: 3),
            services: services, seed: seed)
    }

    private func sent(_ effects: [Plan.Effect]) -> (ErrandID, to: String, Document)? {
        effects.compactMap {
            if case .send(let errand, let to, let document, _) = $0 {
                (errand, to: to, document)
            } else {
                nil
            }
        }.last
    }

    private func wake(_ effects: [Plan.Effect]) -> Int64? {
        effects.compactMap { if case .wake(let time) = $0 { time } else { nil } }.last
    }

    private func isFinished(_ effects: [Plan.Effect]) -> Bool {
        effects.contains { if case .finished = $0 { true } else { false } }
    }

    private let taken = Document.directoryUpdateResponse(DirectoryUpdateResponse())
    private let map = Document.serviceMap(ServiceMap(advertisements: []))

    @Test("a round advertises first, with a lease, and then fetches the map")
    func round() throws {
        var plan = plan()
        let first = try #require(sent(plan.handle(.tick, at: F.now)))
        #expect(first.to == F.directories[0])
        guard case .directoryUpdate(let update) = first.2 else {
            Issue.record("the round begins with \(first.2)")
            return
        }
        #expect(update.lease == 90 * F.minute)
        #expect(update.advertisements.map(\.time) == [F.now])
        let second = try #require(sent(plan.handle(.answered(first.0, taken), at: F.now + 1)))
        guard case .serviceMapRequest(let request) = second.2 else {
            Issue.record("the round goes on with \(second.2)")
            return
        }
        #expect(request.agentType == "specialist" && request.agentURI == Self.agent)
        let end = plan.handle(.answered(second.0, map), at: F.now + 2)
        guard case .serviceMap(_, from: F.directories[0]) = end.first else {
            Issue.record("the map is not handed on")
            return
        }
        let next = try #require(wake(end))
        #expect((54 * F.minute...60 * F.minute).contains(next - F.now - 2))
        #expect(sent(plan.handle(.tick, at: next - 1)) == nil)
        let renewed = try #require(sent(plan.handle(.tick, at: next)))
        // Of the same time: the lease grows, the service is the same.
        guard case .directoryUpdate(let again) = renewed.2 else { return }
        #expect(again == update)
    }

    @Test("agents that offer nothing ask for the map alone, once a day")
    func users() throws {
        var plan = plan([F.service(Self.agent, requesters: .init(types: ["local"]))])
        let first = try #require(sent(plan.handle(.tick, at: F.now)))
        guard case .serviceMapRequest = first.2 else {
            Issue.record("it advertises \(first.2)")
            return
        }
        let next = try #require(wake(plan.handle(.answered(first.0, map), at: F.now)))
        #expect((1296 * F.minute...1440 * F.minute).contains(next - F.now))
    }

    @Test("agents that begin together do not come back together, and a seed always says the same")
    func jitter() throws {
        func next(_ seed: UInt64) throws -> Int64 {
            var plan = plan([], seed: seed)
            let first = try #require(sent(plan.handle(.tick, at: F.now)))
            return try #require(wake(plan.handle(.answered(first.0, map), at: F.now)))
        }
        let times = try (0..<100).map { try next($0) }
        #expect(Set(times).count == 100)
        #expect(try next(5) == next(5))
    }

    @Test("a dead directory is followed by the next, which stays the first choice")
    func failover() throws {
        var plan = plan()
        let first = try #require(sent(plan.handle(.tick, at: F.now)))
        let second = try #require(
            sent(plan.handle(.unanswered(first.0, reason: "refused"), at: F.now + 1)))
        #expect(second.to == F.directories[1])
        guard case .directoryUpdate = second.2 else {
            Issue.record("the second directory is not told the services")
            return
        }
        let third = try #require(sent(plan.handle(.answered(second.0, taken), at: F.now + 2)))
        #expect(third.to == F.directories[1])
        let next = try #require(wake(plan.handle(.answered(third.0, map), at: F.now + 3)))
        #expect(sent(plan.handle(.tick, at: next))?.to == F.directories[1])
    }

    @Test("a directory that is not ready is followed by the next")
    func unready() throws {
        var plan = plan([])
        let first = try #require(sent(plan.handle(.tick, at: F.now)))
        let refusal = Document.directoryUpdateResponse(.init(isSuccess: false, reason: "not yet"))
        let effects = plan.handle(.answered(first.0, refusal), at: F.now)
        guard case .refused(by: F.directories[0], reason: "not yet") = effects.first else {
            Issue.record("the refusal is not told")
            return
        }
        #expect(sent(effects)?.to == F.directories[1])
    }

    @Test("when no directory answers, rounds come after rests that double up to the interval")
    func rests() throws {
        var plan = plan([])
        var now = F.now
        var longest = Plan.firstRest
        for _ in 0..<20 {
            let first = try #require(sent(plan.handle(.tick, at: now)))
            let second = try #require(
                sent(plan.handle(.unanswered(first.0, reason: "dead"), at: now)))
            let end = plan.handle(.unanswered(second.0, reason: "dead"), at: now)
            #expect(sent(end) == nil)
            let rest = try #require(wake(end)) - now
            #expect((longest / 2...longest).contains(rest))
            longest = min(2 * longest, plan.pollInterval)
            now += rest
        }
        #expect(longest == plan.pollInterval)
    }

    @Test("answers to earlier errands are not taken for later ones")
    func late() throws {
        var plan = plan([])
        let first = try #require(sent(plan.handle(.tick, at: F.now)))
        _ = plan.handle(.unanswered(first.0, reason: "late"), at: F.now + 5000)
        #expect(plan.handle(.answered(first.0, map), at: F.now + 5001).isEmpty)
    }

    @Test("when both answer and failure are lost, the plan goes on by itself")
    func lost() throws {
        var plan = plan([])
        let effects = plan.handle(.tick, at: F.now)
        let time = try #require(wake(effects))
        #expect(sent(plan.handle(.tick, at: time - 1)) == nil)
        #expect(sent(plan.handle(.tick, at: time))?.to == F.directories[1])
    }

    @Test("an agent that ends withdraws its services, from another directory when one is dead")
    func shutdown() throws {
        var plan = plan()
        _ = plan.handle(.tick, at: F.now)
        let first = try #require(sent(plan.handle(.shutdown, at: F.now + 10)))
        guard case .directoryUpdate(let update) = first.2 else {
            Issue.record("it ends with \(first.2)")
            return
        }
        #expect(update.advertisements.isEmpty)
        #expect(
            update.retractions == [
                ServiceRetraction(
                    serviceID: "obs:stats", agentURI: Self.agent, time: F.now + 10)
            ])
        let second = try #require(
            sent(plan.handle(.unanswered(first.0, reason: "dead"), at: F.now + 11)))
        #expect(second.to == F.directories[1])
        #expect(isFinished(plan.handle(.answered(second.0, taken), at: F.now + 12)))
        #expect(plan.handle(.tick, at: .max - 1).isEmpty)
        var user = self.plan([])
        _ = user.handle(.tick, at: F.now)
        #expect(isFinished(user.handle(.shutdown, at: F.now)))
    }

    @Test("a service taken back and offered again is listed again, also after a restart")
    func comeback() throws {
        var directory = try F.state()
        var plan = plan()
        func run(_ event: Plan.Event, at now: Int64) throws {
            var effects = plan.handle(event, at: now)
            while let (errand, _, document) = sent(effects) {
                switch document {
                case .directoryUpdate(let update):
                    let (response, _) = directory.update(
                        update, from: F.agent(Self.agent), at: now)
                    #expect(response.isSuccess)
                    effects = plan.handle(
                        .answered(errand, .directoryUpdateResponse(response)), at: now)
                default: effects = plan.handle(.answered(errand, map), at: now)
                }
            }
        }
        try run(.tick, at: F.now)
        #expect(directory.serviceCount(at: F.now) == 1)
        try run(.offering([]), at: F.now + 5)
        #expect(directory.serviceCount(at: F.now + 5) == 0)
        try run(.offering([F.service(Self.agent)]), at: F.now + 5)
        #expect(directory.serviceCount(at: F.now + 5) == 1)
        try run(.shutdown, at: F.now + 6)
        #expect(directory.serviceCount(at: F.now + 6) == 0)
        plan = self.plan()
        try run(.tick, at: F.now + 100)
        #expect(directory.serviceCount(at: F.now + 100) == 1)
    }

    @Test(
        "after a restart with the clock set back, the services are listed once the clock has caught up"
    )
    func clockBack() throws {
        var directory = try F.state()
        let gone = ServiceRetraction(
            serviceID: "obs:stats", agentURI: Self.agent, time: F.now + 30 * F.minute)
        _ = directory.update(
            DirectoryUpdate(retractions: [gone]), from: F.agent(Self.agent), at: F.now)
        var plan = plan()
        var now = F.now
        var refusals = 0
        for _ in 0..<2 {
            var effects = plan.handle(.tick, at: now)
            while let (errand, _, document) = sent(effects) {
                var answer = map
                if case .directoryUpdate(let update) = document {
                    answer = .directoryUpdateResponse(
                        directory.update(update, from: F.agent(Self.agent), at: now).response)
                }
                effects = plan.handle(.answered(errand, answer), at: now)
                if case .refused = effects.first { refusals += 1 }
            }
            now = try #require(wake(effects))
        }
        #expect(refusals == 1)
        #expect(directory.serviceCount(at: now - 60 * F.minute + 1) == 1)
    }

    @Test("many services go in several documents")
    func parts() throws {
        var plan = plan((0..<70).map { F.service(Self.agent, "s\($0)") })
        var effects = plan.handle(.tick, at: F.now)
        var counts: [Int] = []
        while let (errand, _, document) = sent(effects),
            case .directoryUpdate(let update) = document
        {
            counts.append(update.advertisements.count)
            effects = plan.handle(.answered(errand, taken), at: F.now)
        }
        #expect(counts == [32, 32, 6])
    }
}
