import AgentRoles
import ArgumentParser
import InternetProtocols

/// What roles can be told.
struct ServeRoleOptions: ParsableArguments {
    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("The autonomous system that the agent stands in.", valueName: "number"))
    var autonomousSystem: UInt32?

    @Option(
        help: ArgumentHelp(
            "A file of prefixes with the autonomous systems that originate them: a line `PREFIX AS` each.",
            valueName: "file"))
    var prefixes: String?

    @Option(
        help: ArgumentHelp(
            "The share of the work, such as 0/4: the first of four.", valueName: "i/n"))
    var shard: String?

    @Option(
        name: .customLong("resolver"),
        help: ArgumentHelp("A name server to ask. May be repeated.", valueName: "address"))
    var resolvers: [String] = []

    @Option(
        name: .customLong("root"),
        help: ArgumentHelp("A root name server. May be repeated.", valueName: "address"))
    var roots: [String] = []

    @Flag(help: "Test private addresses too: for laboratories.")
    var allowPrivate = false

    @Flag(help: "Test for requesters only that have shown who they are.")
    var needsCredentials = false

    @Option(help: ArgumentHelp("How often the knowledge agent learns.", valueName: "hours"))
    var learnEvery = 24.0

    func fill(_ options: inout RoleServerOptions) throws {
        options.roleOptions.settings.autonomousSystem = autonomousSystem
        options.roleOptions.prefixes = prefixes
        options.roleOptions.allowsPrivate = allowPrivate
        options.roleOptions.needsCredentials = needsCredentials
        options.roleOptions.resolvers = try resolvers.map { try endpoint($0, "--resolver") }
        options.roleOptions.roots = try roots.map { try endpoint($0, "--root") }
        guard learnEvery > 0, learnEvery <= 8_760 else {
            throw ValidationError("--learn-every takes more than 0 and up to 8760 hours")
        }
        options.learningInterval = Int64(learnEvery * 3_600_000)
        if let shard {
            let parts = shard.split(separator: "/").map { UInt64($0) }
            guard parts.count == 2, let index = parts[0], let count = parts[1],
                let share = RoleSettings.Shard(index: index, of: count)
            else { throw ValidationError("--shard \(shard): write I/N with I from 0 to N-1") }
            options.roleOptions.settings.shard = share
        }
    }

    private func endpoint(_ text: String, _ option: String) throws -> IPEndpoint {
        if let address = IPAddress(text) { return IPEndpoint(address, port: 53) }
        guard let endpoint = IPEndpoint(text) else {
            throw ValidationError("\(option) \(text): write an address, or ADDRESS:PORT")
        }
        return endpoint
    }
}
