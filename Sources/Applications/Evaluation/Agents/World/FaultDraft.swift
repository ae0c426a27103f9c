/// Draws what goes wrong in a world: for each cause faults with onset and duration, until the failures that they
/// cause are as many as the cause's share.
struct FaultDraft {
    let world: World
    private(set) var faults: [World.Fault] = []
    private(set) var visits: [FailedVisit] = []
    private var random: SimulationRandom
    private var bursts = 0
    private let popularity: WeightedPlaces
    private let usersOfSystem: [[Int]]
    private let flaky: [Int]
    private let visitors: [[Int]]

    init(world: World) {
        self.world = world
        random = SimulationRandom(seed: world.settings.seed, stream: "faults")
        popularity = WeightedPlaces(world.destinations.map(\.visits))
        var members = [[Int]](repeating: [], count: world.settings.userSystems)
        for (place, user) in world.users.enumerated() { members[user.system].append(place) }
        usersOfSystem = members
        flaky = world.users.indices.filter { world.users[$0].isFlaky }
        var visitors = [[Int]](repeating: [], count: world.servers.count)
        for (place, destination) in world.destinations.enumerated() {
            for server in Set(destination.servers) { visitors[server].append(place) }
        }
        self.visitors = visitors
    }

    private var settings: WorldSettings { world.settings }

    mutating func draw() {
        let nameless = 1 - settings.staleAddresses
        fill(.nameLookup, nameless * settings.mistyped) { $0.mistype() }
        fill(.nameLookup, nameless * settings.zoneOutages) { $0.breakZone() }
        fill(.nameLookup, nameless * settings.resolverOutages) { $0.breakResolver() }
        fill(.nameLookup, settings.staleAddresses) { $0.moveServer() }
        let lasting = 1 - settings.flakyServers
        for (mode, share) in settings.serverModes {
            fill(.webServer, lasting * share) { $0.breakServer(mode) }
        }
        fill(.webServer, settings.flakyServers) { $0.stumble() }
        fill(.localNetwork, 1) { $0.cutOff() }
        fill(.routing, 1) { $0.breakRoute() }
        fill(.nothing, 1) { $0.losePatience() }
    }

    /// Draws faults until a share of a cause's failures is reached.
    private mutating func fill(
        _ cause: FailureCause, _ share: Double, _ make: (inout FaultDraft) -> Void
    ) {
        let goal =
            settings.failuresPerDay * Double(settings.days) * (settings.shares[cause] ?? 0) * share
        let before = visits.count
        var attempts = 0
        while Double(visits.count - before) < goal, attempts < 1_000_000 {
            make(&self)
            attempts += 1
        }
    }

    private mutating func moment() -> Int64 {
        World.beginning + Int64(random.unit() * Double(settings.days) * Double(World.day))
    }

    private mutating func duration(_ length: (median: Double, spread: Double)) -> Double {
        min(random.logNormal(median: length.median, spread: length.spread), 24 * 60) * 60_000
    }

    /// The failures of a fault: as many visits as usually come in its time, each at a time of its own.
    private mutating func expose(
        _ kind: World.Fault.Kind, visitsPerDay: Double, lasting: Double, severity: Double,
        _ make: (inout FaultDraft, Int64) -> FailedVisit?
    ) {
        let expected = visitsPerDay * lasting / Double(World.day) * severity
        // What breaks for many is repaired soon.
        let most = Double(settings.mostFailuresOfFault)
        let shortened = expected > most ? lasting * most / expected : lasting
        let count = random.poisson(mean: min(expected, most))
        guard count > 0 else { return }
        let from = moment()
        let fault = World.Fault(
            kind: kind, from: from, to: from + Int64(shortened), severity: severity)
        faults.append(fault)
        for _ in 0..<count {
            let time = from + Int64(random.unit() * shortened)
            guard let visit = make(&self, time) else { continue }
            add(visit)
            if random.chance(settings.retries) {
                let again = time + 5_000 + Int64(random.exponential(mean: 30_000))
                if again < fault.to, let second = repeated(visit, at: again) { add(second) }
            }
        }
    }

    private mutating func add(_ visit: FailedVisit) {
        if visit.time < world.end { visits.append(visit) }
    }

    private func repeated(_ visit: FailedVisit, at time: Int64) -> FailedVisit? {
        FailedVisit(
            time: time, user: visit.user, name: visit.name, hash: visit.hash,
            destination: visit.destination, address: visit.address, code: visit.code,
            cause: visit.cause, burst: visit.burst)
    }

    private func visit(
        _ user: Int, _ destination: Int, at time: Int64, _ cause: FailureCause, code: Int,
        hasAddress: Bool, address: String? = nil, burst: Int? = nil
    ) -> FailedVisit {
        let target = world.destinations[destination]
        let server = world.server(of: destination, for: world.users[user].system)
        return FailedVisit(
            time: time, user: user, name: target.name, hash: target.hash, destination: destination,
            address: hasAddress ? address ?? world.servers[server].address : nil, code: code,
            cause: cause, burst: burst)
    }

    private mutating func mistype() {
        let name = "typo\(visits.count).example"
        let time = moment()
        let visit = FailedVisit(
            time: time, user: random.place(world.users.count), name: name,
            hash: World.hash(of: name, seed: settings.seed), destination: nil, address: nil,
            code: 30, cause: .nameLookup, burst: nil)
        add(visit)
        if random.chance(settings.retries / 2),
            let again = repeated(visit, at: time + 4_000 + Int64(random.exponential(mean: 20_000)))
        {
            add(again)
        }
    }

    private mutating func breakZone() {
        let destination = random.place(world.destinations.count)
        expose(
            .zone(destination), visitsPerDay: world.destinations[destination].visits,
            lasting: duration(settings.zoneOutage), severity: 0.9
        ) { draft, time in
            draft.visit(
                draft.random.place(draft.world.users.count), destination, at: time, .nameLookup,
                code: 30, hasAddress: false)
        }
    }

    private mutating func breakResolver() {
        let system = random.place(settings.userSystems)
        let members = usersOfSystem[system]
        guard !members.isEmpty else { return }
        let share = Double(members.count) / Double(world.users.count)
        expose(
            .resolver(system: system), visitsPerDay: settings.connectionsPerDay * share,
            lasting: duration(settings.resolverOutage), severity: 0.8
        ) { draft, time in
            draft.visit(
                members[draft.random.place(members.count)],
                draft.popularity.draw(using: &draft.random), at: time, .nameLookup,
                code: 30, hasAddress: false)
        }
    }

    /// A name that moved: some users still get its old address, where nothing answers or something else.
    private mutating func moveServer() {
        let destination = random.place(world.destinations.count)
        let old = world.servers[random.place(world.servers.count)].address
        expose(
            .stale(destination), visitsPerDay: world.destinations[destination].visits,
            lasting: duration(settings.zoneOutage), severity: 0.5
        ) { draft, time in
            draft.visit(
                draft.random.place(draft.world.users.count), destination, at: time, .nameLookup,
                code: draft.random.pick(draft.settings.staleCodes), hasAddress: true,
                address: old)
        }
    }

    private mutating func breakServer(_ mode: WorldSettings.ServerMode) {
        let server = random.place(world.servers.count)
        let names = visitors[server]
        guard !names.isEmpty else { return }
        let chooser = WeightedPlaces(
            names.map {
                world.destinations[$0].visits / Double(world.destinations[$0].servers.count)
            })
        expose(
            .server(server), visitsPerDay: chooser.total,
            lasting: duration(settings.serverOutage) * mode.lengthening, severity: mode.severity
        ) { draft, time in
            let destination = names[chooser.draw(using: &draft.random)]
            for _ in 0..<50 {
                let user = draft.random.place(draft.world.users.count)
                let system = draft.world.users[user].system
                guard draft.world.server(of: destination, for: system) == server else { continue }
                return draft.visit(
                    user, destination, at: time, .webServer, code: draft.random.pick(mode.codes),
                    hasAddress: true)
            }
            return nil
        }
    }

    /// A single visit that its server cut off or refused.
    private mutating func stumble() {
        add(
            visit(
                random.place(world.users.count), popularity.draw(using: &random), at: moment(),
                .webServer, code: random.pick([(13, 0.5), (20, 0.3), (2, 0.2)]), hasAddress: true))
    }

    private mutating func cutOff() {
        let isFlaky = !flaky.isEmpty && random.chance(settings.flakyUsers.failures)
        let user =
            isFlaky ? flaky[random.place(flaky.count)] : random.place(world.users.count)
        let from = moment()
        var time = from + Int64(random.exponential(mean: 2_000))
        var count = 2
        let stop = 1 / (settings.burst + 1)
        while !random.chance(stop), count < 20 { count += 1 }
        bursts += 1
        for _ in 0..<count {
            let code = random.pick(settings.localCodes)
            // Names that are not remembered cannot be looked up; the others end in another way.
            add(
                visit(
                    user, popularity.draw(using: &random), at: time, .localNetwork, code: code,
                    hasAddress: code != 30, burst: bursts))
            time += 500 + Int64(random.exponential(mean: 6_000))
        }
        faults.append(
            World.Fault(
                kind: .local(user: user), from: from, to: time + 30_000, severity: 1))
    }

    private mutating func breakRoute() {
        let from = random.place(settings.userSystems)
        let to = settings.userSystems + random.place(settings.serverSystems)
        let members = usersOfSystem[from]
        let targets = world.destinations.indices.filter { place in
            world.servers[world.server(of: place, for: from)].system == to
        }
        guard !members.isEmpty, !targets.isEmpty else { return }
        let chooser = WeightedPlaces(targets.map { world.destinations[$0].visits })
        let share = Double(members.count) / Double(world.users.count)
        expose(
            .route(from: from, to: to), visitsPerDay: chooser.total * share,
            lasting: duration(settings.routingOutage), severity: 0.95
        ) { draft, time in
            draft.visit(
                members[draft.random.place(members.count)],
                targets[chooser.draw(using: &draft.random)], at: time, .routing,
                code: draft.random.pick(draft.settings.routingCodes), hasAddress: true)
        }
    }

    private mutating func losePatience() {
        add(
            visit(
                random.place(world.users.count), popularity.draw(using: &random), at: moment(),
                .nothing, code: random.pick(settings.soundCodes), hasAddress: true))
    }
}
