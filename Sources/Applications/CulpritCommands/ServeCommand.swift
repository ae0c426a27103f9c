import AgentRoles
import AgentRuntime
import ArgumentParser
import InternetProtocols

/// The verb `culprit serve`.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Plays one role among diagnostic agents, over HTTP.",
        discussion: """
            Roles:
            \(RoleCatalogue.all.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n"))

            Examples:
              culprit serve --role directory --listen 127.0.0.1:8000
              culprit serve --role regional --listen 127.0.0.1:8001 --directory http://127.0.0.1:8000/directory
              culprit serve --role dns --listen 127.0.0.1:8002 --directory http://127.0.0.1:8000/directory

            Stop it with SIGTERM or Ctrl-C: it finishes what it began and withdraws its services.
            Exit status: 0 stopped, 2 wrong arguments or files, 4 cannot listen.
            """)

    @Option(help: ArgumentHelp("The role to play.", valueName: "name"))
    var role: String

    @Option(help: ArgumentHelp("Where to listen.", valueName: "address:port"))
    var listen = "127.0.0.1:8080"

    @Option(help: ArgumentHelp("The URI by which others reach it.", valueName: "uri"))
    var uri: String?

    @Option(
        name: .customLong("directory"),
        help: ArgumentHelp(
            "A directory; of a directory, its peer. May be repeated.", valueName: "uri"))
    var directories: [String] = []

    @Option(help: ArgumentHelp("How often directories are asked.", valueName: "seconds"))
    var poll: Double?

    @Option(help: ArgumentHelp("The file that it keeps its memory in.", valueName: "file"))
    var store: String?

    @OptionGroup(title: "Options of roles")
    var options: ServeRoleOptions

    @OptionGroup(title: "Trust")
    var trust: ServeTrustOptions

    func run() async throws {
        do {
            let server = RoleServer(options: try serverOptions()) { line in
                StandardError.write("culprit: \(line)\n")
            }
            try await server.run()
        } catch let error as AgentServerError {
            StandardError.write("culprit: \(error)\n")
            if case .cannotListen = error { throw ExitStatus.unmeasurable }
            throw ExitStatus.usage
        } catch let error as ValidationError {
            throw error
        } catch let error as CustomStringConvertible & Error {
            StandardError.write("culprit: \(error)\n")
            throw ExitStatus.usage
        }
    }

    private func serverOptions() throws -> RoleServerOptions {
        var result = RoleServerOptions(role: role)
        guard let colon = listen.lastIndex(of: ":"),
            let port = Int(listen[listen.index(after: colon)...]), (0...65_535).contains(port)
        else { throw ValidationError("--listen \(listen): write ADDRESS:PORT") }
        result.server.host = String(listen[..<colon].filter { $0 != "[" && $0 != "]" })
        result.server.port = port
        result.uri = uri
        result.directories = directories
        result.store = store
        if let poll {
            guard poll >= 0.1, poll <= 86_400 else {
                throw ValidationError("--poll takes 0.1 to 86400 seconds")
            }
            result.pollInterval = Int64(poll * 1_000)
        }
        try options.fill(&result)
        try trust.fill(&result)
        return result
    }
}
