import DMEP
import Testing

@testable import AgentRuntime

@Suite struct DirectoryStateTests {
    typealias F = DirectoryFixtures
    static let agent = "http://203.0.113.1/agent"

    private func listed(_ state: DirectoryState, at now: Int64) throws -> [ServiceAdvertisement] {
        try state.map(
            for: ServiceMapRequest(agentType: "regional"),
            from: Requester(permittedTypes: ["regional"]), at: now
        ).advertisements
    }

    @Test("a service is listed till its lease is over, and a new advertisement prolongs it")
    func leases() throws {
        var state = try F.state()
        let offer = DirectoryUpdate(advertisements: [F.service(Self.agent)])
        let first = state.update(offer, from: F.agent(Self.agent), at: F.now)
        #expect(first.response.isSuccess && first.replicate?.lease == 90 * F.minute)
        #expect(first.replicate?.via == [F.directories[0]])
        #expect(try listed(state, at: F.now + 90 * F.minute - 1).count == 1)
        #expect(try listed(state, at: F.now + 90 * F.minute).isEmpty)
        _ = state.update(offer, from: F.agent(Self.agent), at: F.now + 60 * F.minute)
        #expect(try listed(state, at: F.now + 149 * F.minute).count == 1)
        #expect(try listed(state, at: F.now + 150 * F.minute).isEmpty)
        state.forgetEnded(at: F.now + 150 * F.minute)
        #expect(state.entryCount == 1)
        state.forgetEnded(at: F.now + (150 + 2 * 1440) * F.minute)
        #expect(state.entryCount == 0)
    }

    @Test("no lease is longer than a day, and none is over before it begins")
    func leaseLimits() throws {
        var state = try F.state()
        var offer = DirectoryUpdate(advertisements: [F.service(Self.agent)], lease: .max)
        #expect(state.update(offer, from: F.agent(Self.agent), at: F.now).response.isSuccess)
        #expect(try listed(state, at: F.now + 1439 * F.minute).count == 1)
        #expect(try listed(state, at: F.now + 1440 * F.minute).isEmpty)
        offer.lease = 0
        #expect(!state.update(offer, from: F.agent(Self.agent), at: F.now).response.isSuccess)
    }

    @Test("a service withdrawn is gone, and only a later advertisement brings it back")
    func retractions() throws {
        var state = try F.state()
        let sender = F.agent(Self.agent)
        let offer = DirectoryUpdate(advertisements: [F.service(Self.agent)])
        _ = state.update(offer, from: sender, at: F.now)
        let retraction = ServiceRetraction(
            serviceID: "obs:stats", agentURI: Self.agent, time: F.now + 5)
        let told = state.update(
            DirectoryUpdate(retractions: [retraction]), from: sender, at: F.now + 5)
        #expect(told.replicate?.retractions == [retraction])
        #expect(try listed(state, at: F.now + 6).isEmpty)
        let late = state.update(offer, from: sender, at: F.now + 7)
        #expect(!late.response.isSuccess && late.response.reason?.contains("later time") == true)
        #expect(try listed(state, at: F.now + 8).isEmpty)
        let again = DirectoryUpdate(
            advertisements: [F.service(Self.agent, time: F.now + 6)])
        #expect(state.update(again, from: sender, at: F.now + 9).response.isSuccess)
        #expect(try listed(state, at: F.now + 10).count == 1)
    }

    @Test("nobody advertises or withdraws for another agent, in whole or in part")
    func impersonation() throws {
        var state = try F.state()
        let offer = DirectoryUpdate(
            advertisements: [F.service("http://203.0.113.66/"), F.service(Self.agent)])
        let sender = F.agent("http://203.0.113.66/")
        let (response, news) = state.update(offer, from: sender, at: F.now)
        #expect(!response.isSuccess && news == nil && state.entryCount == 0)
        #expect(response.reason?.contains(Self.agent) == true)
        let retraction = ServiceRetraction(serviceID: "x", agentURI: Self.agent, time: F.now)
        let second = state.update(
            DirectoryUpdate(retractions: [retraction]), from: sender, at: F.now)
        #expect(!second.response.isSuccess && state.entryCount == 0)
        let nameless = Requester(permittedTypes: ["specialist"])
        let third = state.update(
            DirectoryUpdate(advertisements: [F.service(Self.agent)]), from: nameless, at: F.now)
        #expect(!third.response.isSuccess && state.entryCount == 0)
    }

    @Test("nobody speaks as a directory who is none")
    func falseDirectories() throws {
        var state = try F.state()
        let offer = DirectoryUpdate(
            advertisements: [F.service(Self.agent)], via: [F.directories[1]])
        for sender in [F.agent("http://203.0.113.66/"), Requester()] {
            #expect(!state.update(offer, from: sender, at: F.now).response.isSuccess)
            #expect(throws: DirectoryRefusal.notADirectory) {
                try state.map(
                    for: ServiceMapRequest(agentType: "directory"), from: sender, at: F.now)
            }
        }
        #expect(state.update(offer, from: F.peer, at: F.now).response.isSuccess)
        var open = try F.state { $0.acceptsStrangersAsPeers = true }
        #expect(open.update(offer, from: Requester(), at: F.now).response.isSuccess)
    }

    @Test("an update of another directory goes on with both names, and news only")
    func passingOn() throws {
        var state = try F.state()
        let offer = DirectoryUpdate(
            advertisements: [F.service(Self.agent)], via: [F.directories[1]])
        let news = state.update(offer, from: F.peer, at: F.now).replicate
        #expect(news?.via == [F.directories[1], F.directories[0]])
        #expect(news?.advertisements == offer.advertisements)
        var third = try F.state(F.directories[2])
        let passed = try #require(news)
        #expect(third.update(passed, from: F.peer, at: F.now + 200).replicate != nil)
        #expect(third.update(passed, from: F.peer, at: F.now + 60 * F.minute).replicate == nil)
        #expect(third.snapshot(at: F.now) == state.snapshot(at: F.now))
    }

    @Test("what cannot be believed of another directory's update is left out")
    func partly() throws {
        var state = try F.state()
        let offer = DirectoryUpdate(
            advertisements: [F.service(Self.agent, cost: -1), F.service(Self.agent, "good")],
            via: [F.directories[1]])
        #expect(
            state.update(offer, from: F.peer, at: F.now).replicate?.advertisements.map(\.serviceID)
                == ["good"])
        var long = offer
        long.via = (0..<33).map { "http://192.0.2.\($0)/" }
        #expect(!state.update(long, from: F.peer, at: F.now).response.isSuccess)
    }

    @Test("the lease of a service that is left out does not become a retraction")
    func leftOut() throws {
        var state = try F.state()
        _ = state.update(
            DirectoryUpdate(advertisements: [F.service(Self.agent)]), from: F.agent(Self.agent),
            at: F.now)
        let end = ServiceRetraction(
            serviceID: "obs:stats", agentURI: Self.agent, time: F.now + F.minute)
        let bad = F.service(Self.agent, time: F.now + 1, cost: -1)
        let update = DirectoryUpdate(
            advertisements: [bad], retractions: [end], via: [F.directories[1]])
        #expect(state.update(update, from: F.peer, at: F.now).replicate == nil)
        state.merge(ServiceMap(advertisements: [bad], retractions: [end]), at: F.now)
        #expect(try listed(state, at: F.now + 60 * F.minute).count == 1)
    }

    @Test("an older version whose lease is longer does not come back")
    func olderVersions() throws {
        var states = try F.directories.prefix(2).map { try F.state($0) }
        let sender = F.agent(Self.agent)
        _ = states[0].update(
            DirectoryUpdate(advertisements: [F.service(Self.agent)], lease: 60 * F.minute),
            from: sender, at: F.now)
        _ = states[1].update(
            DirectoryUpdate(
                advertisements: [F.service(Self.agent, time: F.now + 1)], lease: F.minute),
            from: sender, at: F.now + 1)
        let now = F.now + 10 * F.minute
        states[1].forgetEnded(at: now)
        #expect(states.map { $0.serviceCount(at: now) } == [1, 0])
        states[0].merge(states[1].snapshot(at: now), at: now)
        states[1].merge(states[0].snapshot(at: now), at: now)
        #expect(states.map { $0.serviceCount(at: now) } == [0, 0])
    }

    @Test("an agent has no more than its share of the directory")
    func limits() throws {
        var state = try F.state { $0.entries = 300 }
        let sender = F.agent(Self.agent)
        func update(_ range: Range<Int>, _ agent: String) -> DirectoryUpdate {
            DirectoryUpdate(advertisements: range.map { F.service(agent, "s\($0)") })
        }
        #expect(
            state.update(update(0..<256, Self.agent), from: sender, at: F.now).response.isSuccess)
        let over = state.update(update(256..<257, Self.agent), from: sender, at: F.now)
        #expect(over.response.reason == DirectoryRefusal.tooManyServices(limit: 256).description)
        let renewed = state.update(update(0..<256, Self.agent), from: sender, at: F.now + 1)
        #expect(renewed.response.isSuccess)
        let other = "http://203.0.113.2/agent"
        let full = state.update(update(0..<45, other), from: F.agent(other), at: F.now)
        #expect(full.response.reason == DirectoryRefusal.full(limit: 300).description)
        #expect(
            state.update(update(0..<44, other), from: F.agent(other), at: F.now).response.isSuccess)
        #expect(state.entryCount == 300 && state.serviceCount(at: F.now) == 300)
    }

    @Test("retractions of services that nobody offered cannot fill the directory")
    func emptyRetractions() throws {
        var state = try F.state()
        let offer = DirectoryUpdate(advertisements: [F.service(Self.agent)])
        _ = state.update(offer, from: F.agent(Self.agent), at: F.now)
        for number in 0..<2000 {
            let retraction = ServiceRetraction(
                serviceID: "s\(number)", agentURI: Self.agent, time: F.now + 1)
            _ = state.update(
                DirectoryUpdate(retractions: [retraction]), from: F.agent(Self.agent), at: F.now)
        }
        #expect(state.entryCount == 512)
        #expect(try listed(state, at: F.now).count == 1)
        let future = ServiceRetraction(
            serviceID: "x", agentURI: Self.agent, time: F.now + 365 * 1440 * F.minute)
        #expect(
            !state.update(
                DirectoryUpdate(retractions: [future]), from: F.agent(Self.agent), at: F.now
            ).response.isSuccess)
    }

    @Test("services for the agent itself stay at home")
    func local() throws {
        var state = try F.state()
        let home = F.service(Self.agent, "aspath", requesters: .init(types: ["local"]))
        let (response, news) = state.update(
            DirectoryUpdate(advertisements: [home]), from: F.agent(Self.agent), at: F.now)
        #expect(response.isSuccess && news == nil && state.entryCount == 0)
    }

    @Test("a snapshot restores services with their leases, retractions and the key")
    func snapshots() throws {
        var state = try F.state()
        let sender = F.agent(Self.agent)
        let services = ["a", "b"].map { F.service(Self.agent, $0) }
        _ = state.update(
            DirectoryUpdate(advertisements: services), from: sender, at: F.now)
        let retraction = ServiceRetraction(serviceID: "b", agentURI: Self.agent, time: F.now + 1)
        _ = state.update(DirectoryUpdate(retractions: [retraction]), from: sender, at: F.now + 1)
        let snapshot = state.snapshot(at: F.now + 2)
        var restored = DirectoryState(
            identity: F.directories[0], hashKey: try F.key(F.now + 50))
        restored.merge(snapshot, at: F.now + 100)
        #expect(restored.snapshot(at: F.now + 100) == state.snapshot(at: F.now + 100))
        #expect(try listed(restored, at: F.now + 89 * F.minute) == [services[0]])
        #expect(try listed(restored, at: F.now + 90 * F.minute).isEmpty)
        let late = restored.update(
            DirectoryUpdate(advertisements: [services[1]]), from: sender, at: F.now + 200)
        #expect(!late.response.isSuccess)
    }

    @Test("a dead agent's lease ends although directories tell one another of it for ever")
    func noEternalLife() throws {
        var states = try F.directories.prefix(2).map { try F.state($0) }
        _ = states[0].update(
            DirectoryUpdate(advertisements: [F.service(Self.agent)]), from: F.agent(Self.agent),
            at: F.now)
        for minutes in stride(from: Int64(0), to: 100, by: 5) {
            let now = F.now + minutes * F.minute
            let maps = states.map { $0.snapshot(at: now) }
            states[1].merge(maps[0], at: now)
            states[0].merge(maps[1], at: now)
            #expect(states.allSatisfy { $0.serviceCount(at: now) == (minutes < 90 ? 1 : 0) })
        }
    }

    @Test("the oldest key holds, in any order of meeting")
    func keys() throws {
        let old = try F.key(F.now - 1000, byte: 9)
        let young = try F.key(F.now, byte: 1)
        #expect(old < young && old.bytes.count == 32)
        #expect(DirectoryHashKey(base64: old.base64) == old)
        #expect(DirectoryHashKey(base64: "c2hvcnQ=") == nil)
        #expect(DirectoryHashKey(createdAt: 0, secret: [1, 2, 3]) == nil)
        var left = DirectoryState(identity: F.directories[0], hashKey: young)
        var right = DirectoryState(identity: F.directories[1], hashKey: old)
        let maps = (left.snapshot(at: F.now), right.snapshot(at: F.now))
        #expect(left.merge(maps.1, at: F.now).hashKey == old.base64)
        #expect(right.merge(maps.0, at: F.now).hashKey == nil)
        #expect(left.hashKey == old && right.hashKey == old)
    }
}
