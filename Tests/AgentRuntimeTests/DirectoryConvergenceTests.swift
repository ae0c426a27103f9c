import DMEP
import Testing

@testable import AgentRuntime

/// Random histories of two or three directories that lose, repeat and reorder what they tell one another.
@Suite struct DirectoryConvergenceTests {
    typealias F = DirectoryFixtures

    /// SplitMix64.
    struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            defer { state &+= 0x9E37_79B9_7F4A_7C15 }
            return StableHash.mix(state)
        }
    }

    struct World {
        var states: [DirectoryState]
        var generator: Generator
        var now = F.now
        /// What is on its way, to whom.
        var mail: [(to: Int, update: DirectoryUpdate)] = []
        /// What is true: the agents' own view of each service, with the time of its last word.
        var truth: [ServiceKey: (time: Int64, until: Int64?)] = [:]
        var clock: Int64 = 0

        init(seed: UInt64, replicas: Int) throws {
            states = try F.directories.prefix(replicas).map { try F.state($0) }
            generator = Generator(state: seed)
        }

        mutating func step() {
            now += Int64.random(in: 0...120_000, using: &generator)
            switch Int.random(in: 0..<10, using: &generator) {
            case 0..<5: speak()
            case 5..<8: deliver()
            case 8: pull(Int.random(in: 0..<states.count, using: &generator))
            default:
                let place = Int.random(in: 0..<states.count, using: &generator)
                states[place].forgetEnded(at: now)
            }
        }

        /// An agent advertises anew, advertises a new version or withdraws, to any directory.
        private mutating func speak() {
            let agent = "http://203.0.113.\(Int.random(in: 0..<3, using: &generator))/agent"
            let id = "s\(Int.random(in: 0..<3, using: &generator))"
            let key = ServiceKey(agentURI: agent, serviceID: id)
            let place = Int.random(in: 0..<states.count, using: &generator)
            var update = DirectoryUpdate()
            let lease = Int64.random(in: 1...90, using: &generator) * F.minute
            switch Int.random(in: 0..<4, using: &generator) {
            case 0:
                clock = max(clock + 1, now)
                update.retractions = [
                    ServiceRetraction(serviceID: id, agentURI: agent, time: clock)
                ]
                truth[key] = (clock, nil)
            case 1 where truth[key]?.until != nil:
                let time = truth[key]?.time ?? 0
                update.advertisements = [F.service(agent, id, time: time, cost: Double(time % 97))]
                truth[key] = (time, max(now + lease, truth[key]?.until ?? 0))
            default:
                clock = max(clock + 1, now)
                update.advertisements = [
                    F.service(agent, id, time: clock, cost: Double(clock % 97))
                ]
                truth[key] = (clock, now + lease)
            }
            update.lease = lease
            let news = states[place].update(update, from: F.agent(agent), at: now).replicate
            post(news)
        }

        private mutating func post(_ update: DirectoryUpdate?) {
            guard let update else { return }
            for place in states.indices where !update.via.contains(states[place].identity) {
                // Lost, sent, or sent twice.
                for _ in 0..<Int.random(in: 0..<3, using: &generator) {
                    mail.append((place, update))
                }
            }
        }

        /// Anything that is on its way arrives, in any order, and may arrive again.
        private mutating func deliver() {
            guard !mail.isEmpty else { return }
            let chosen = Int.random(in: 0..<mail.count, using: &generator)
            let (place, update) = mail[chosen]
            if Bool.random(using: &generator) { mail.remove(at: chosen) }
            post(states[place].update(update, from: F.peer, at: now).replicate)
        }

        mutating func pull(_ place: Int) {
            let other = Int.random(in: 0..<states.count, using: &generator)
            guard other != place else { return }
            states[place].merge(states[other].snapshot(at: now), at: now)
        }

        /// What a directory lists now.
        func listed(_ place: Int) throws -> [ServiceAdvertisement] {
            try states[place].map(
                for: ServiceMapRequest(agentType: "user"), from: Requester(), at: now
            ).advertisements
        }

        /// Everybody fetches the map of everybody, twice round: news from the last reach the first.
        mutating func exchange() {
            for _ in 0..<2 {
                for place in states.indices {
                    for other in states.indices where other != place {
                        states[place].merge(states[other].snapshot(at: now), at: now)
                    }
                }
            }
        }
    }

    @Test(
        "whatever was lost, repeated or overtaken, an exchange of maps leaves all the same",
        arguments: UInt64(0)..<200)
    func converges(seed: UInt64) throws {
        var world = try World(seed: seed, replicas: 2 + Int(seed % 2))
        var differed = false
        for round in 0..<6 {
            for _ in 0..<40 { world.step() }
            let snapshots = world.states.map { $0.snapshot(at: world.now) }
            differed = differed || Set(snapshots).count > 1
            // Every other time some have swept out what has ended and some have not.
            if round % 2 == 0 { world.states[0].forgetEnded(at: world.now) }
            world.exchange()
            let merged = world.states.map { $0.snapshot(at: world.now) }
            #expect(Set(merged).count == 1)
            for listed in try world.listed(0) {
                #expect(world.truth[listed.key]?.time == listed.time)
                #expect((world.truth[listed.key]?.until ?? 0) > world.now)
            }
        }
        // Otherwise the test would show nothing.
        #expect(differed)
    }

    @Test(
        "after an exchange exactly the services are listed that their agents still offer",
        arguments: 0..<50)
    func complete(seed: Int) throws {
        var world = try World(seed: UInt64(seed) + 1000, replicas: 2)
        for _ in 0..<200 { world.step() }
        world.exchange()
        let offered = world.truth.filter { ($0.value.until ?? 0) > world.now }.map(\.key)
        #expect(!offered.isEmpty)
        #expect(Set(try world.listed(1).map(\.key)) == Set(offered))
    }

    @Test("of two entries the greater is the same whichever is first, and of three in any grouping")
    func semilattice() {
        let agent = "http://203.0.113.1/agent"
        var entries = (1...2).map { DirectoryEntry(withdrawnAt: Int64($0)) }
        for time in [Int64(1), 2, 3] {
            for cost in [10.0, 20] {
                for until in [Int64(100), 200] {
                    let service = F.service(agent, time: time, cost: cost)
                    entries.append(DirectoryEntry(service, until: until))
                }
            }
        }
        for left in entries {
            #expect(DirectoryEntry.greater(left, left) == left)
            for right in entries {
                let greater = DirectoryEntry.greater(left, right)
                #expect(greater == DirectoryEntry.greater(right, left))
                for third in entries {
                    let one = DirectoryEntry.greater(greater, third)
                    let other = DirectoryEntry.greater(
                        left, DirectoryEntry.greater(right, third))
                    #expect(one == other)
                }
            }
        }
    }
}
