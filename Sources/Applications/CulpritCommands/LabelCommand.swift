import AgentRoles
import ArgumentParser
import Foundation
import Storage

/// The verb `culprit label`.
struct LabelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "label",
        abstract: "Lists the failures that a knowledge agent was told of, or says what caused one.",
        discussion: """
            What people say comes before all rules when the agent learns next. The agent may be running.

            Examples:
              culprit label --store knowledge.db
              culprit label --store knowledge.db --cause web-server --by anna "aRexNPkQUP1p9s54cXAlg== 1168356307879 192.0.2.7"

            Exit status: 0 done, 2 the arguments or the file cannot be used.
            """)

    @Option(help: ArgumentHelp("The store of the knowledge agent.", valueName: "file"))
    var store: String

    @Argument(help: "The failure, by its name in the list; none to list them.")
    var failure: String?

    @Option(
        help: "What caused it: local-network, dns-lookup, ip-routing, web-server or unknown.")
    var cause: String?

    @Option(help: ArgumentHelp("Who says so.", valueName: "name"))
    var by: String?

    @Option(help: "How many failures to list, the latest first.")
    var limit = 20

    @Flag(help: "Print one JSON object a failure.")
    var json = false

    func validate() throws {
        guard (failure == nil) == (cause == nil) else {
            throw ValidationError("a failure and --cause go together")
        }
        guard limit > 0 else { throw ValidationError("--limit must be above 0") }
    }

    func run() async throws {
        do {
            guard FileManager.default.fileExists(atPath: store) else {
                throw ValidationError("\(store) does not exist")
            }
            let opened = try AgentStore(path: store)
            let ledger = CaseLedger(store: opened)
            if let failure, let cause {
                try await ledger.label(
                    failure, part: cause,
                    by: by ?? ProcessInfo.processInfo.environment["USER"] ?? "somebody",
                    at: Int64(Date().timeIntervalSince1970 * 1_000))
            } else {
                try await list(ledger)
            }
            try opened.close()
        } catch let error as ValidationError {
            throw error
        } catch let error as CustomStringConvertible & Error {
            StandardError.write("culprit: \(error)\n")
            throw ExitStatus.usage
        }
    }

    private func list(_ ledger: CaseLedger) async throws {
        struct Line: Encodable {
            let schema = 1
            let failure: String
            let cause: String
            let source: String
            let values: [String: String]
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        for failure in try await ledger.cases(limit: limit) {
            let source =
                switch failure.label?.origin {
                case .person(let name)?: name
                case .rule(let name)?: "rule: \(name)"
                case nil: ""
                }
            let cause = CaseLedger.part(of: failure.label)
            if json {
                let values = Dictionary(
                    failure.values.map { ($0.key.description, $0.value) },
                    uniquingKeysWith: { $1 })
                let line = Line(
                    failure: failure.id, cause: cause, source: source, values: values)
                try StandardOutput.write(
                    String(decoding: try encoder.encode(line), as: UTF8.self) + "\n")
            } else {
                let width = 14
                try StandardOutput.write(
                    cause.padding(toLength: width, withPad: " ", startingAt: 0)
                        + "  \(failure.id)  (\(source.isEmpty ? "no rule fits" : source))\n")
            }
        }
    }
}
