import AgentRuntime

/// Which autonomous system an address of a world belongs to.
struct WorldSystems: AutonomousSystemLookup {
    private let users: [Int]
    private let servers: [Int]

    init(_ world: World) {
        users = world.users.map(\.system)
        servers = world.servers.map(\.system)
    }

    func originAS(of address: String) -> UInt32? {
        let parts = address.split(separator: ".").compactMap { Int($0) }
        guard parts.count == 4, parts[0] == 198 else { return nil }
        let place = parts[2] * 256 + parts[3]
        switch parts[1] {
        case 18 where place < users.count: return World.number(ofSystem: users[place])
        case 19 where place < servers.count: return World.number(ofSystem: servers[place])
        default: return nil
        }
    }
}
