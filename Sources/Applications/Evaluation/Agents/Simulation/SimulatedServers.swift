import AgentRoles
import AgentRuntime
import DMEP
import Ontology

/// Makes the 40 servers of the thesis' network (CAPRI thesis, 8.2, 9) for a world: 15 regional agents, 4 of web
/// server history, 4 of statistics, 3 of DNS lookups, 14 of AS paths; and the knowledge agent.
struct SimulatedServers {
    let world: World
    let plan: SimulationPlan
    let tests: WorldTests
    let systems: WorldSystems
    let library: OntologyLibrary
    /// With the classes of the second specialist, which only that one ships with.
    let wholeLibrary: OntologyLibrary
    let manual: [DependencyKnowledge]
    let second: [DependencyKnowledge]
    let compiled: CompiledDiagnoses

    init(world: World, plan: SimulationPlan) throws {
        self.world = world
        self.plan = plan
        tests = WorldTests(world: world)
        systems = WorldSystems(world)
        var documents = try ShippedOntologies.definitions()
        wholeLibrary = try OntologyLibrary(shipped: documents)
        documents[ShippedOntologies.secondLookup] = nil
        library = try OntologyLibrary(shipped: documents)
        manual = try AgentsKnowledge.manual()
        second = try AgentsKnowledge.codns()
        compiled = CompiledDiagnoses(limit: 8_192)
    }

    /// The median time that a lookup takes at the first and the second technique, and that of a path, in
    /// milliseconds (thesis, 9.5 and figure 9-10: medians 1.21 s and 0.84 s, the second slower at both ends).
    static func lookupTime(isSecond: Bool, using random: inout SimulationRandom) -> Int64 {
        guard isSecond else { return Int64(random.logNormal(median: 1_210, spread: 1)) }
        let isQuick = random.chance(0.8)
        return Int64(
            random.logNormal(median: isQuick ? 720 : 4_000, spread: isQuick ? 0.3 : 0.8))
    }

    /// How long a path takes to trace, in milliseconds (ours).
    static func pathTime(using random: inout SimulationRandom) -> Int64 {
        Int64(random.logNormal(median: 6_000, spread: 0.5))
    }

    private func duration(_ draw: (inout SimulationRandom) -> Int64) -> TestDuration? {
        var random = SimulationRandom(seed: world.settings.seed, stream: "stated durations")
        return TestDuration(of: (0..<500).map { _ in Double(draw(&random)) })
    }

    private func settings(_ name: String, system: Int?, duration: TestDuration? = nil)
        -> RoleSettings
    {
        RoleSettings(
            agentURI: "http://\(name).example/", autonomousSystem: system.map(World.number),
            time: World.beginning, duration: duration)
    }

    /// Agents out of order: for half an hour, every few days each (thesis, 9.2: a host that was upgraded).
    private func outages(of name: String) -> (Int64) -> Bool {
        var random = SimulationRandom(seed: world.settings.seed, stream: "outages \(name)")
        var periods = [ClosedRange<Int64>]()
        var time = Double(World.beginning)
        while time < Double(world.end) {
            time += random.exponential(mean: 4 * Double(World.day))
            let length = random.exponential(mean: 1_800_000)
            periods.append(Int64(time)...Int64(time + length))
            time += length
        }
        return { moment in periods.contains { $0.contains(moment) } }
    }

    private func node(
        _ settings: RoleSettings, type: String, role: any AgentRole, library: OntologyLibrary,
        knowledge: [DependencyKnowledge], configuration: AgentConfiguration = AgentConfiguration(),
        isReliable: Bool = false,
        makeTest: @escaping SimulatedNode.TestMaker = { _, _ in
            (.failure(TestFailure("no test")), 1)
        }
    ) -> SimulatedNode {
        let profile = AgentProfile(
            uri: settings.agentURI, type: type, autonomousSystem: settings.autonomousSystem)
        let seed = SimulationRandom(seed: world.settings.seed, stream: profile.uri)
        var numbers = seed
        return SimulatedNode(
            agent: Agent(
                profile: profile, role: role, library: library, knowledge: knowledge,
                configuration: configuration, autonomousSystems: systems, compiled: compiled),
            plan: DirectoryClientPlan(
                directories: [SimulatedNetwork.directoryURI], profile: profile,
                services: role.services, pollInterval: plan.pollInterval, seed: numbers.next()),
            requester: Requester(
                authenticatedURI: profile.uri, permittedTypes: [type],
                autonomousSystem: settings.autonomousSystem),
            isOffline: isReliable ? { _ in false } : outages(of: profile.uri),
            makeTest: makeTest)
    }

    func regionals() -> [SimulatedNode] {
        var configuration = AgentConfiguration()
        configuration.selection.isExhaustive = plan.isExhaustive
        configuration.followedUpShare = RegionalRole.followedUpShare
        return (0..<min(World.systemsWithAgents, world.settings.userSystems)).map { place in
            let settings = settings("regional\(place)", system: place)
            let made = node(
                settings, type: "regional", role: RegionalRole(settings: settings),
                library: library, knowledge: manual, configuration: configuration)
            made.keepsRecords = true
            return made
        }
    }

    func knowledge() -> SimulatedNode {
        let settings = settings("knowledge", system: nil)
        return node(
            settings, type: "learning", role: CollectingKnowledgeRole(settings: settings),
            library: wholeLibrary, knowledge: manual, isReliable: true)
    }

    func passive() -> [SimulatedNode] {
        (0..<4 as Range<UInt64>).flatMap { index -> [SimulatedNode] in
            var history = settings("history\(index)", system: nil)
            var statistics = settings("statistics\(index)", system: nil)
            if let shard = RoleSettings.Shard(index: index, of: 4) {
                history.shard = shard
                statistics.shard = shard
            }
            return [
                node(
                    history, type: "specialist", role: WebServerHistory(settings: history),
                    library: library, knowledge: manual),
                node(
                    statistics, type: "specialist",
                    role: ConnectionStatistics(settings: statistics), library: library,
                    knowledge: []),
            ]
        }
    }

    /// The DNS agents; `note` hears of each test.
    func lookups(_ note: @escaping (Int64, Bool, Int64) -> Void) -> [SimulatedNode] {
        let stated = duration { Self.lookupTime(isSecond: false, using: &$0) }
        return (0..<3).map { place in
            let settings = settings("dns\(place)", system: place, duration: stated)
            return node(
                settings, type: "specialist", role: DNSLookupTest(settings: settings),
                library: library, knowledge: manual,
                makeTest: lookup(
                    from: place, isSecond: false,
                    result: SimulationNames.path("verifyDNSLookupTest", "dnsLookupResult"), note))
        }
    }

    /// The second DNS specialist.
    func secondLookup(_ note: @escaping (Int64, Bool, Int64) -> Void) -> SimulatedNode {
        let stated = duration { Self.lookupTime(isSecond: true, using: &$0) }
        let settings = settings("codns", system: 5, duration: stated)
        return node(
            settings, type: "specialist", role: IterativeDNSTest(settings: settings),
            library: wholeLibrary, knowledge: manual + second,
            makeTest: lookup(
                from: 5, isSecond: true,
                result: PropertyPath(names: [
                    SimulationNames.planetlab("codnsLookupTest"),
                    SimulationNames.planetlab("codnsLookupResult"),
                ]), note))
    }

    private func lookup(
        from system: Int, isSecond: Bool, result: PropertyPath,
        _ note: @escaping (Int64, Bool, Int64) -> Void
    ) -> SimulatedNode.TestMaker {
        var random = SimulationRandom(
            seed: world.settings.seed, stream: "durations \(system) \(isSecond)")
        let tests = tests
        return { invocation, now in
            let time = max(1, Self.lookupTime(isSecond: isSecond, using: &random))
            note(now, isSecond, time)
            let found = tests.lookup(
                invocation, from: isSecond ? nil : system, result: result,
                seesAliases: !isSecond, kind: isSecond ? "second" : "lookup", at: now)
            return (found, time)
        }
    }

    func paths() -> [SimulatedNode] {
        let stated = duration { Self.pathTime(using: &$0) }
        return (0..<min(14, world.settings.userSystems)).map { place in
            let settings = settings("path\(place)", system: place, duration: stated)
            var random = SimulationRandom(
                seed: world.settings.seed, stream: "path durations \(place)")
            let tests = tests
            return node(
                settings, type: "specialist", role: AutonomousSystemPathTest(settings: settings),
                library: library, knowledge: manual,
                makeTest: { invocation, now in
                    (
                        tests.path(invocation, from: place, at: now),
                        max(1, Self.pathTime(using: &random))
                    )
                })
        }
    }

    /// The agent of a user.
    func user(_ place: Int, at now: Int64) -> SimulatedNode {
        let user = world.users[place]
        let uri = "http://\(user.address)/"
        let role = SimulatedUserRole(uri: uri, time: now)
        let profile = AgentProfile(
            uri: uri, type: "user", autonomousSystem: World.number(ofSystem: user.system))
        var configuration = AgentConfiguration()
        configuration.recordsDiagnoses = false
        configuration.reportsDiagnoses = false
        configuration.selection.isExhaustive = plan.isExhaustive
        var numbers = SimulationRandom(seed: world.settings.seed, stream: uri)
        let (world, tests) = (world, tests)
        return SimulatedNode(
            agent: Agent(
                profile: profile, role: role, library: library, knowledge: manual,
                configuration: configuration, autonomousSystems: systems, compiled: compiled),
            plan: DirectoryClientPlan(
                directories: [SimulatedNetwork.directoryURI], profile: profile, seed: numbers.next()
            ),
            requester: Requester(
                authenticatedURI: uri, permittedTypes: ["user"],
                autonomousSystem: profile.autonomousSystem),
            isOffline: { world.active(.local(user: place), at: $0) != nil },
            choose: SimulatedUser.choose,
            makeTest: { _, now in (tests.outbound(user: place, at: now), 300) })
    }
}
