import DMEP
import Ontology
import Testing

@testable import AgentRuntime

@Suite struct DirectoryMapTests {
    typealias F = DirectoryFixtures
    typealias Thesis = ServicesOfTheThesis

    private func thesisDirectory() throws -> DirectoryState {
        var state = try F.state()
        let services = Thesis.all.map { service in
            var service = service
            service.time = F.now
            return service
        }
        for (agent, services) in Dictionary(grouping: services, by: \.agentURI) {
            let update = DirectoryUpdate(advertisements: services)
            let answer = state.update(update, from: F.agent(agent), at: F.now)
            #expect(answer.response.isSuccess)
        }
        return state
    }

    private func map(
        _ state: DirectoryState, _ type: String, system: UInt32?, uri: String? = nil,
        claiming: UInt32? = nil
    ) throws(DirectoryRefusal) -> ServiceMap {
        try state.map(
            for: ServiceMapRequest(
                agentType: type, agentURI: uri, autonomousSystem: claiming ?? system),
            from: Requester(permittedTypes: [type], autonomousSystem: system), at: F.now)
    }

    @Test("a user agent sees regional agents, its own one first, and no specialist")
    func users() throws {
        let seen = try map(try thesisDirectory(), "user", system: 25).advertisements
        #expect(seen.count == 6)
        #expect(
            seen.filter { $0.kind == .diagnosis }.map { "\($0.agentURI) \($0.serviceID)" }.first
                == "http://128.32.0.1/regionalAgent diag:http(localAS)")
        #expect(seen.allSatisfy { $0.agentURI.hasSuffix("regionalAgent") })
        #expect(!seen.contains { $0.serviceID == "aspath" })
    }

    @Test("a regional agent sees the specialists for its autonomous system only")
    func regional() throws {
        let state = try thesisDirectory()
        let three = try map(state, "regional", system: 3).advertisements.map(\.serviceID)
        #expect(three.contains("bel:iprouting.status"))
        #expect(three.contains("bel:dnslookup.status(local)"))
        #expect(!three.contains("bel:dnslookup.status(local)[codns]"))
        #expect(three.filter { $0 == "bel:webserver.status" }.count == 4)
        let other = try map(state, "regional", system: 88).advertisements.map(\.serviceID)
        #expect(!other.contains("bel:iprouting.status"))
        #expect(other.contains("bel:dnslookup.status(local)[codns]"))
        #expect(!other.contains("obs:webserver.cfts"))
        #expect(
            Set(try map(state, "learning", system: 3).advertisements.map(\.serviceID))
                == ["obs:webserver.cfts"])
    }

    @Test("a client that lies about its type or its autonomous system gains nothing")
    func liars() throws {
        let state = try thesisDirectory()
        let user = Requester(permittedTypes: ["user"], autonomousSystem: 99)
        for type in ["regional", "learning", "local"] {
            #expect(throws: DirectoryRefusal.typeNotPermitted(type)) {
                try state.map(
                    for: ServiceMapRequest(agentType: type, autonomousSystem: 3), from: user,
                    at: F.now)
            }
        }
        #expect(throws: DirectoryRefusal.typeNotPermitted("local")) {
            try state.map(
                for: ServiceMapRequest(agentType: "local"), from: Requester(), at: F.now)
        }
        let lying = try map(state, "regional", system: 99, claiming: 3)
        #expect(lying.advertisements.allSatisfy { $0.requesters.autonomousSystems.isEmpty })
        let unknown = try map(state, "regional", system: nil, claiming: 3)
        #expect(Set(unknown.advertisements) == Set(lying.advertisements))
    }

    @Test("retractions and leases are for directories only")
    func retractions() throws {
        let state = try thesisDirectory()
        #expect(try map(state, "regional", system: 3).retractions.isEmpty)
        let all = try state.map(
            for: ServiceMapRequest(agentType: "directory"), from: F.peer, at: F.now)
        #expect(all.advertisements.count == Thesis.all.count - 2)
        #expect(all.retractions.count == all.advertisements.count)
        #expect(all.hashKey == state.hashKey.base64)
    }

    @Test(
        "the order is the same for one requester, whatever came first, and differs among requesters"
    )
    func order() throws {
        let agents = (0..<10).map { "http://203.0.113.\($0)/agent" }
        var states = [try F.state(), try F.state()]
        for (number, order) in [agents, agents.reversed()].enumerated() {
            for agent in order {
                let update = DirectoryUpdate(advertisements: [F.service(agent)])
                _ = states[number].update(update, from: F.agent(agent), at: F.now)
            }
        }
        var firsts: [String: Int] = [:]
        for number in 0..<1000 {
            let uri = "http://198.51.100.1:\(number)/user"
            let one = F.names(try map(states[0], "user", system: nil, uri: uri))
            #expect(one == F.names(try map(states[1], "user", system: nil, uri: uri)))
            firsts[one[0], default: 0] += 1
        }
        // 100 each are expected, with a standard deviation of 9.5; the numbers are the same in every run.
        #expect(firsts.count == 10 && firsts.values.allSatisfy { (65...135).contains($0) })
    }

    @Test("when an agent goes, only its own requesters move")
    func rendezvous() throws {
        let agents = (0..<6).map { "http://203.0.113.\($0)/agent" }
        var state = try F.state()
        for agent in agents {
            let update = DirectoryUpdate(advertisements: [F.service(agent)])
            _ = state.update(update, from: F.agent(agent), at: F.now)
        }
        var without = state
        let gone = ServiceRetraction(serviceID: "obs:stats", agentURI: agents[2], time: F.now + 1)
        _ = without.update(
            DirectoryUpdate(retractions: [gone]), from: F.agent(agents[2]), at: F.now)
        for number in 0..<200 {
            let uri = "http://198.51.100.1:\(number)/user"
            let before = F.names(try map(state, "user", system: nil, uri: uri))
            let after = F.names(try map(without, "user", system: nil, uri: uri))
            #expect(after == before.filter { !$0.hasPrefix(agents[2]) })
        }
    }

    @Test("the services of the own autonomous system come first, then the cheaper ones")
    func preference() throws {
        var state = try F.state()
        let services: [(Double, [ClosedRange<UInt32>])] = [
            (5, []), (50, [3...3]), (1, []), (40, [1...9]), (3, [4...4]),
        ]
        for (number, (cost, systems)) in services.enumerated() {
            let agent = "http://203.0.113.\(number)/agent"
            let service = F.service(
                agent, cost: cost, requesters: .init(autonomousSystems: systems))
            _ = state.update(
                DirectoryUpdate(advertisements: [service]), from: F.agent(agent), at: F.now)
        }
        let costs = try map(state, "user", system: 3).advertisements.map(\.cost.expected)
        #expect(costs == [40, 50, 1, 5])
    }

    @Test("the stable hash is that of its papers")
    func hash() {
        // FNV-1a of the empty text is its offset basis; SplitMix64 seeded with 0 first yields this.
        #expect(StableHash.mix(0) == 0xE220_A839_7B1D_CDAF)
        #expect(StableHash.hash("") == StableHash.mix(0xCBF2_9CE4_8422_2325))
        #expect(StableHash.hash("a") == StableHash.mix(0xAF63_DC4C_8601_EC8C))
    }
}
