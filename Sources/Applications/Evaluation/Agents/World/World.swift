import Foundation

/// The Internet that a simulation takes place in: users, names, servers, and everything that goes wrong.
///
/// Drawn from the seed alone, before the first agent begins: what agents do changes nothing of it.
///
/// Thinned out: of the connections that succeed only those are kept that end a row of failures at a server, the
/// first after each failure; no other can change a count of failures in a row. Successes of a user matter only
/// between two failures of the same user, where one is drawn by the time between them.
struct World: Sendable {
    struct User: Sendable {
        let system: Int
        let address: String
        let isFlaky: Bool
    }

    struct Destination: Sendable {
        let name: String
        let hash: String
        /// The places of its servers; a user gets the one of its autonomous system.
        let servers: [Int]
        let isAlias: Bool
        /// Visits a day.
        let visits: Double
    }

    struct Server: Sendable {
        let address: String
        let system: Int
    }

    /// Something broken for a while.
    struct Fault: Sendable {
        enum Kind: Sendable, Hashable {
            case server(Int)
            case zone(Int)
            case resolver(system: Int)
            case stale(Int)
            case route(from: Int, to: Int)
            case local(user: Int)
        }
        let kind: Kind
        let from: Int64
        let to: Int64
        /// The share of visits that fail.
        let severity: Double
    }

    let settings: WorldSettings
    /// When the simulation begins, in milliseconds since 1970: 6 March 2007, as the thesis' experiment.
    static let beginning: Int64 = 1_173_139_200_000
    static let day: Int64 = 86_400_000

    let users: [User]
    let destinations: [Destination]
    let servers: [Server]
    private(set) var visits: [FailedVisit] = []
    private(set) var recoveries: [Recovery] = []
    private var faults: [Fault.Kind: [Fault]] = [:]
    private let serverPlaces: [String: Int]
    private let destinationPlaces: [String: Int]

    init(_ settings: WorldSettings) {
        self.settings = settings
        var random = SimulationRandom(seed: settings.seed, stream: "topology")
        users = Self.makeUsers(settings, using: &random)
        let (servers, destinations) = Self.makeDestinations(settings, using: &random)
        self.servers = servers
        self.destinations = destinations
        serverPlaces = Dictionary(
            servers.indices.map { (servers[$0].address, $0) },
            uniquingKeysWith: { first, _ in first })
        destinationPlaces = Dictionary(
            destinations.indices.map { (destinations[$0].name, $0) },
            uniquingKeysWith: { first, _ in first })
        var draft = FaultDraft(world: self)
        draft.draw()
        for fault in draft.faults { faults[fault.kind, default: []].append(fault) }
        visits = Self.counted(draft.visits, seed: settings.seed)
        recoveries = drawRecoveries()
    }

    /// When the simulation ends.
    var end: Int64 { Self.beginning + Int64(settings.days) * Self.day }

    /// The number of an autonomous system of users or, behind them, of servers: private ones (RFC 6996).
    static func number(ofSystem place: Int) -> UInt32 { 64_512 + UInt32(place) }

    /// The system of servers `place`, counted behind those of users.
    func serverSystem(_ place: Int) -> Int { settings.userSystems + place }

    /// The server of a destination for a user's autonomous system.
    func server(of destination: Int, for system: Int) -> Int {
        let all = destinations[destination].servers
        return all[system % all.count]
    }

    /// The place of the server with an address.
    func server(at address: String) -> Int? { serverPlaces[address] }

    /// The place of the destination of that name; nil when there is none.
    func destination(named name: String) -> Int? { destinationPlaces[name] }

    /// The place of the user with an address.
    func user(at address: String) -> Int? {
        let parts = address.split(separator: ".").compactMap { Int($0) }
        guard parts.count == 4, parts[0] == 198, parts[1] == 18 else { return nil }
        let place = parts[2] * 256 + parts[3]
        return place < users.count ? place : nil
    }

    /// Faults of a kind that hold at a moment.
    func active(_ kind: Fault.Kind, at time: Int64) -> Fault? {
        faults[kind]?.first { $0.from <= time && time <= $0.to }
    }

    private static func makeUsers(
        _ settings: WorldSettings, using random: inout SimulationRandom
    ) -> [User] {
        let near = min(Self.systemsWithAgents, settings.userSystems)
        return (0..<settings.users).map { place in
            let isNear = random.chance(settings.usersNearAgents) || near == settings.userSystems
            let system =
                isNear ? random.place(near) : near + random.place(settings.userSystems - near)
            // The range for benchmarks (RFC 2544): nobody's addresses.
            return User(
                system: system, address: "198.18.\(place / 256).\(place % 256)",
                isFlaky: random.chance(settings.flakyUsers.users))
        }
    }

    /// In how many autonomous systems a regional agent stands (CAPRI thesis, 8.2).
    static let systemsWithAgents = 15

    private static func makeDestinations(
        _ settings: WorldSettings, using random: inout SimulationRandom
    ) -> ([Server], [Destination]) {
        var servers = [Server]()
        func add(_ random: inout SimulationRandom) -> Int {
            servers.append(
                Server(
                    address: "198.19.\(servers.count / 256).\(servers.count % 256)",
                    system: settings.userSystems + random.place(settings.serverSystems)))
            return servers.count - 1
        }
        let shared = (0..<max(4, settings.destinations / 15)).map { _ in add(&random) }
        let pools = (0..<8).map { _ in (0..<5).map { _ in add(&random) } }
        let weights = (1...settings.destinations).map { 1 / Double($0) }
        let sum = weights.reduce(0, +)
        let destinations = weights.indices.map { rank in
            let own: [Int]
            var isAlias = random.chance(settings.plainAliases)
            if random.chance(settings.onContentNetwork) {
                own = pools[random.place(pools.count)]
                isAlias = true
            } else if random.chance(settings.hostedTogether) {
                own = [shared[random.place(shared.count)]]
            } else {
                own = [add(&random)]
            }
            let name = "site\(rank).example"
            return Destination(
                name: name, hash: hash(of: name, seed: settings.seed), servers: own,
                isAlias: isAlias,
                visits: settings.connectionsPerDay * weights[rank] / sum)
        }
        return (servers, destinations)
    }

    /// Stands for the keyed hash of a name: 12 bytes that depend on the seed, in base64.
    static func hash(of name: String, seed: UInt64) -> String {
        var random = SimulationRandom(seed: seed, stream: "hash \(name)")
        let bytes = (0..<2).flatMap { _ in
            withUnsafeBytes(of: random.next().bigEndian) { Array($0.prefix(6)) }
        }
        return Data(bytes).base64EncodedString()
    }
}
