import AgentRoles
import ArgumentParser
import Records

/// The options that say what is known of clients by their addresses.
struct RoutingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A routing table: a RIB dump in MRT format, one kept before, or a list of prefixes.",
            valueName: "file"))
    var routes: String?

    @Option(
        help: ArgumentHelp(
            "Keep the routing table in this file, from which it is read at once.",
            valueName: "file"))
    var keepRoutes: String?

    @Option(
        help: ArgumentHelp(
            "A MaxMind database of cities or systems; may be given several times.",
            valueName: "file"))
    var mmdb: [String] = []

    func validate() throws {
        if keepRoutes != nil, routes == nil {
            throw ValidationError("--keep-routes goes with --routes")
        }
    }

    /// Reads routing data if there are any.
    func lookup(progress: ReadingProgress) throws -> AddressLookup {
        defer { progress.clear() }
        do {
            return try RoutingFiles.lookup(
                routes: routes, keptAt: keepRoutes, databases: mmdb
            ) { file, read, size in
                progress.show(file: file, read: read, size: size)
            }
        } catch {
            throw FileProblem(description: "\(error)")
        }
    }
}
