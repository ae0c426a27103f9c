import Foundation
import InternetProtocols

/// The network namespace of one node, by its name; making the value does not make the namespace.
struct NodeNamespace: Sendable {
    /// The node's name.
    let name: String

    /// The command line that runs `words` here, with a /sys of its own.
    func command(_ words: [String]) -> [String] { ["ip", "netns", "exec", name] + words }

    /// Runs lines of `ip` commands in one process; the first that fails ends it.
    func ip(_ lines: [String]) async throws {
        guard !lines.isEmpty else { return }
        try await Tool.call(
            ["ip", "-n", name, "-batch", "-"], input: lines.joined(separator: "\n") + "\n")
    }

    /// What `ip WORDS` prints.
    func show(_ words: String...) async throws -> String {
        try await Tool.call(["ip", "-n", name] + words)
    }

    /// Runs a command that may fail.
    func run(_ words: [String], seconds: Double = 10) async throws -> ToolResult {
        try await Tool.run(command(words), seconds: seconds)
    }

    /// Runs a command that must succeed.
    @discardableResult
    func call(_ words: [String], input: String = "") async throws -> String {
        try await Tool.call(command(words), input: input)
    }

    /// Loads nftables rules.
    func load(rules: String) async throws { try await call(["nft", "-f", "-"], input: rules) }

    /// How many packets the counting rules of a table have met.
    func countedPackets(table: String) async throws -> Int {
        let text = try await call(["nft", "list", "table", "inet", table])
        let words = text.split(whereSeparator: \.isWhitespace)
        return zip(words, words.dropFirst()).reduce(0) { sum, pair in
            pair.0 == "packets" ? sum + (Int(pair.1) ?? 0) : sum
        }
    }
}
