import Testing

@testable import Evaluation

@Suite("The generator of failures")
struct AgentsWorldTests {
    private static func settings(seed: UInt64 = 3) -> WorldSettings {
        var settings = WorldSettings()
        settings.seed = seed
        settings.days = 2
        settings.scale(by: 0.2)
        return settings
    }
    private static let world = World(settings())

    @Test("the same seed makes the same world, another seed another one")
    func deterministic() {
        let again = World(Self.settings())
        func trace(_ world: World) -> [String] {
            world.visits.map { "\($0.time) \($0.user) \($0.name) \($0.code) \($0.failuresAround)" }
                + world.recoveries.map { "\($0.time) \($0.address)" }
        }
        #expect(trace(again) == trace(Self.world))
        #expect(trace(World(Self.settings(seed: 4))) != trace(Self.world))
    }

    @Test("each cause has the share of failures that the thesis found")
    func shares() {
        let visits = Self.world.visits
        let goal = Self.world.settings.failuresPerDay * 2
        for (cause, share) in Self.world.settings.shares {
            let found = Double(visits.count { $0.cause == cause })
            // The last fault overshoots by less than the most failures of one.
            #expect(found >= goal * share * 0.93, "\(cause)")
            #expect(found <= goal * share + 9 * 130, "\(cause)")
        }
        #expect(visits.map(\.id) == Array(visits.indices))
        #expect(zip(visits, visits.dropFirst()).allSatisfy { $0.time <= $1.time })
    }

    @Test("error codes given a broken server are those of the thesis' learned table")
    func serverCodes() {
        let own = Self.world.visits.filter { $0.cause == .webServer }
        for (code, share) in [(13, 0.447), (2, 0.258), (14, 0.162), (20, 0.093)] {
            let found = Proportion(own.count { $0.code == code }, of: own.count)
            let interval = found.interval ?? 0...1
            // Failures of one outage have one code: wider than independent draws.
            #expect(
                interval.lowerBound - 0.12 <= share && share <= interval.upperBound + 0.12,
                "code \(code): \(found)")
        }
    }

    @Test(
        "a time-out of a server is seldom the first failure there: code and count depend on each other"
    )
    func dependence() {
        let rows = Dictionary(grouping: Self.world.visits.filter { $0.cause == .webServer }) {
            $0.address ?? ""
        }
        var lengths: [Int: [Int]] = [:]
        for row in rows.values {
            for (place, visit) in row.enumerated() {
                let users = Set(
                    row[..<place].filter { $0.time > visit.time - 3_600_000 }.map(\.user))
                lengths[visit.code, default: []].append(users.count)
            }
        }
        func mean(_ code: Int) -> Double {
            let own = lengths[code] ?? []
            return Double(own.reduce(0, +)) / Double(max(1, own.count))
        }
        #expect(mean(14) > mean(2))
    }

    @Test("counts in a row grow within a burst and never pass the whole")
    func rows() throws {
        let visits = Self.world.visits
        #expect(visits.allSatisfy { $0.failuresBefore < $0.failuresAround })
        let bursts = Dictionary(grouping: visits.filter { $0.burst != nil }) { $0.burst ?? 0 }
        let long = try #require(bursts.values.first { Set($0.map(\.hash)).count >= 4 })
        #expect(long.last?.failuresBefore ?? 0 >= 3)
        #expect(long.allSatisfy { $0.failuresAround >= Set(long.map(\.hash)).count })
    }

    @Test("a success ends a row of failures before the next failure at the server")
    func recoveries() {
        let world = Self.world
        #expect(!world.recoveries.isEmpty)
        let failures = Dictionary(grouping: world.visits) { $0.address ?? "" }
        for recovery in world.recoveries {
            #expect(failures[recovery.address]?.contains { $0.time <= recovery.time } == true)
        }
        let silent = world.recoveries.filter { recovery in
            world.server(at: recovery.address)
                .flatMap { world.active(.server($0), at: recovery.time) }?.severity == 1
        }
        #expect(silent.isEmpty)
    }
}
