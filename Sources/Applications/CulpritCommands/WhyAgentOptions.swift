import AgentRoles
import AgentRuntime
import ArgumentParser

/// Which other agents may be asked, and what they may know.
struct WhyAgentOptions: ParsableArguments {
    @Option(
        name: .customLong("directory"),
        help: ArgumentHelp(
            "A directory of agents to ask when this device cannot settle the matter. May be repeated.",
            valueName: "uri"))
    var directories: [String] = []

    @Option(
        help: ArgumentHelp(
            "What they may know of the page: none, hash or full. Less costs confidence, nothing else.",
            valueName: "what"))
    var reveal = Revelation.hash

    @Option(
        name: .customLong("trust-roots"),
        help: ArgumentHelp(
            "The authorities (PEM) that the agents' certificates are trusted by.", valueName: "file"
        ))
    var trustRoots: String?

    @Option(
        help: ArgumentHelp("The token to show to the agents: HOST=TOKEN.", valueName: "host=token"))
    var token: [String] = []

    @Flag(
        name: .customLong("plain-http"),
        help: "Speak plain HTTP with agents at public addresses, too.")
    var plainHTTP = false

    func network() throws -> AgentNetwork? {
        guard !directories.isEmpty else { return nil }
        for directory in directories
        where !directory.hasPrefix("http://") && !directory.hasPrefix("https://") {
            throw ValidationError(
                "--directory takes a URI such as https://directory.example/directory")
        }
        var client = MessageClientConfiguration()
        client.trustRoots = trustRoots
        client.allowsPlainHTTP = plainHTTP
        for text in token {
            guard let mark = text.firstIndex(of: "="), mark != text.startIndex else {
                throw ValidationError("--token takes HOST=TOKEN")
            }
            client.tokens[String(text[..<mark])] = String(text[text.index(after: mark)...])
        }
        return AgentNetwork(directories: directories, revelation: reveal, client: client)
    }
}

extension Revelation: ExpressibleByArgument {}
