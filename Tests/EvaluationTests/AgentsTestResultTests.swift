import AgentRuntime
import Ontology
import Testing

@testable import Evaluation

@Suite("What specialists see in a simulated world")
struct AgentsTestResultTests {
    private static let world: World = {
        var settings = WorldSettings()
        settings.seed = 5
        settings.days = 2
        settings.scale(by: 0.2)
        return World(settings)
    }()
    private static let tests = WorldTests(world: world)

    private func lookup(
        _ visit: FailedVisit, from system: Int? = nil, seesAliases: Bool = true
    ) throws -> String? {
        let path = SimulationNames.path("verifyDNSLookupTest", "dnsLookupResult")
        let invocation = TestInvocation(
            serviceID: "bel:dnslookup.status",
            inputs: [
                SimulationNames.path("hostname"): visit.name,
                SimulationNames.path("ipAddrs"): visit.address ?? "",
            ], deadline: .max)
        return try Self.tests.lookup(
            invocation, from: system, result: path, seesAliases: seesAliases, kind: "lookup",
            at: visit.time
        ).get().values[path]
    }

    @Test("a mistyped name is confirmed by every lookup")
    func mistyped() throws {
        let visits = Self.world.visits.filter { $0.cause == .nameLookup && $0.destination == nil }
        #expect(!visits.isEmpty)
        for visit in visits { #expect(try lookup(visit) == "LOOKUP_ERROR_CONFIRMED") }
    }

    @Test(
        "a resolver that is out of order is not confirmed from elsewhere, and is from its own system"
    )
    func resolver() throws {
        let world = Self.world
        let visits = world.visits.filter { visit in
            world.active(.resolver(system: world.users[visit.user].system), at: visit.time) != nil
                && visit.cause == .nameLookup
                && visit.destination.map { world.active(.zone($0), at: visit.time) == nil } ?? false
        }
        #expect(!visits.isEmpty)
        var elsewhere = 0
        for visit in visits {
            let system = world.users[visit.user].system
            #expect(try lookup(visit, from: system) == "LOOKUP_ERROR_CONFIRMED")
            let other = (0..<world.settings.userSystems).first {
                world.active(.resolver(system: $0), at: visit.time) == nil
            }
            if try lookup(visit, from: other) == "LOOKUP_ERROR_UNCONFIRMED" { elsewhere += 1 }
        }
        #expect(Double(elsewhere) > 0.9 * Double(visits.count))
    }

    @Test("only names that are aliases are seen as aliases, and only by the test that can tell")
    func aliases() throws {
        let world = Self.world
        var found = 0
        for visit in world.visits where visit.cause == .webServer {
            let isAlias = visit.destination.map { world.destinations[$0].isAlias } ?? false
            if try lookup(visit) == "ALIAS" {
                found += 1
                #expect(isAlias)
            }
            #expect(try lookup(visit, seesAliases: false) != "ALIAS")
        }
        #expect(found > 0)
    }

    @Test(
        "a broken way is seen from the user's system, and no test knows what a failure is graded by"
    )
    func paths() throws {
        let world = Self.world
        let result = SimulationNames.path("asPath", "asPathTest", "asPathTestResult")
        func path(_ visit: FailedVisit) throws -> String? {
            let user = world.users[visit.user]
            let invocation = TestInvocation(
                serviceID: "bel:iprouting.status",
                inputs: [
                    SimulationNames.path("srcIP"): user.address,
                    SimulationNames.path("destIP"): visit.address ?? "",
                ], deadline: .max)
            return try Self.tests.path(invocation, from: user.system, at: visit.time)
                .get().values[result]
        }
        let broken = world.visits.filter { $0.cause == .routing }
        let seen = try broken.filter { try path($0) == "FAIL" }.count
        #expect(Double(seen) > 0.9 * Double(broken.count))
        let whole = world.visits.filter { $0.cause == .webServer && $0.address != nil }
        let alarms = try whole.filter { try path($0) == "FAIL" }.count
        #expect(Double(alarms) < 0.1 * Double(whole.count))
    }

    @Test("the outbound test fails for a user who is cut off and, but for noise, for nobody else")
    func outbound() throws {
        let world = Self.world
        let result = SimulationNames.path("outboundConnTest", "probeResult")
        func failed(_ visit: FailedVisit) throws -> Bool {
            try Self.tests.outbound(user: visit.user, at: visit.time).get().values[result] == "FAIL"
        }
        let cutOff = world.visits.filter { $0.cause == .localNetwork }
        let others = world.visits.filter {
            world.active(.local(user: $0.user), at: $0.time) == nil
        }
        #expect(try Double(cutOff.filter(failed).count) > 0.97 * Double(cutOff.count))
        #expect(try Double(others.filter(failed).count) < 0.05 * Double(others.count))
    }
}
