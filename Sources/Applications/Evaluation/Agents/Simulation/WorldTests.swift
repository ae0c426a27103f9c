import AgentRoles
import AgentRuntime
import Ontology

/// What the tests of specialists would see in a world: computed from what is broken at the moment, never from the
/// cause that a failure is graded by.
///
/// Their noise depends on the seed, the test, its inputs and the hour: it is the same whoever asks, and in every
/// run of the same world.
struct WorldTests {
    let world: World

    private func random(_ kind: String, _ invocation: TestInvocation, _ now: Int64)
        -> SimulationRandom
    {
        let inputs = invocation.inputs.sorted { $0.key < $1.key }.map(\.value)
        return SimulationRandom(
            seed: world.settings.seed,
            stream: "\(kind) \(inputs.joined(separator: " ")) \(now / 3_600_000)")
    }

    /// The lookup of a DNS agent in an autonomous system, compared with the user's (thesis, 8.3.2, 8.5.4).
    ///
    /// - Parameter seesAliases: whether the test can tell aliases.
    func lookup(
        _ invocation: TestInvocation, from system: Int?, result path: PropertyPath,
        seesAliases: Bool, kind: String, at now: Int64
    ) -> Result<TestFindings, TestFailure> {
        guard let name = invocation.inputs[SimulationNames.path("hostname")],
            let list = invocation.inputs[SimulationNames.path("ipAddrs")]
        else { return .failure(TestFailure("hostname or ipAddrs is missing")) }
        var random = random("\(kind) \(system ?? -1)", invocation, now)
        let theirs = Set(list.split(separator: ",").map(String.init))
        let (ours, isAlias) = answer(name, from: system, at: now, using: &random)
        let comparison: DNSLookupComparison =
            switch (theirs.isEmpty, ours.isEmpty) {
            case (true, true): .errorConfirmed
            case (true, false): .errorUnconfirmed
            case (false, true): .error
            case (false, false):
                !theirs.isDisjoint(with: ours)
                    ? .correct : isAlias && seesAliases ? .alias : .incorrect
            }
        return .success(
            TestFindings(values: [path: comparison.rawValue], lifetime: Self.lookupLifetime))
    }

    /// For how long a lookup holds, in milliseconds: an hour (thesis, 9.4.1).
    static let lookupLifetime: Int64 = 3_600_000

    private func answer(
        _ name: String, from system: Int?, at now: Int64, using random: inout SimulationRandom
    ) -> (addresses: Set<String>, isAlias: Bool) {
        let settings = world.settings
        guard let place = world.destination(named: name) else { return ([], false) }
        let destination = world.destinations[place]
        if world.active(.zone(place), at: now) != nil, !random.chance(settings.agentCache) {
            return ([], false)
        }
        if let system, world.active(.resolver(system: system), at: now) != nil {
            return ([], false)
        }
        if random.chance(settings.agentLookupFailure) { return ([], false) }
        let server = world.server(of: place, for: system ?? random.place(settings.userSystems))
        return ([world.servers[server].address], destination.isAlias)
    }

    /// The way to a server, traced with TCP (thesis, 8.5.5).
    func path(_ invocation: TestInvocation, from system: Int, at now: Int64)
        -> Result<TestFindings, TestFailure>
    {
        guard
            let address = invocation.inputs[SimulationNames.path("destIP")],
            let server = world.server(at: address)
        else { return .failure(TestFailure("destIP is not an address that can be reached")) }
        var random = random("path \(system)", invocation, now)
        let end = world.servers[server].system
        let isBroken = world.active(.route(from: system, to: end), at: now) != nil
        let errors = world.settings.pathErrors
        let failed =
            isBroken ? !random.chance(errors.missed) : random.chance(errors.falseAlarm)
        return .success(
            TestFindings(values: [
                SimulationNames.path("asPath", "asPathTest", "asPathTestResult"):
                    failed ? "FAIL" : "OK",
                SimulationNames.path("asPath", "srcAS"): "\(World.number(ofSystem: system))",
                SimulationNames.path("asPath", "destAS"): "\(World.number(ofSystem: end))",
            ]))
    }

    /// Whether a user reaches a well-known address outside.
    func outbound(user: Int, at now: Int64) -> Result<TestFindings, TestFailure> {
        var random = SimulationRandom(
            seed: world.settings.seed, stream: "outbound \(user) \(now / 60_000)")
        let errors = world.settings.outboundErrors
        let isCutOff = world.active(.local(user: user), at: now) != nil
        let failed = isCutOff ? !random.chance(errors.missed) : random.chance(errors.falseAlarm)
        return .success(
            TestFindings(
                values: [
                    SimulationNames.path("outboundConnTest", "probeResult"): failed ? "FAIL" : "OK"
                ], lifetime: 30_000))
    }
}
