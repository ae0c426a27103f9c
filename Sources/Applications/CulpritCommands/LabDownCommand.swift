import ArgumentParser
import Foundation
import NetworkLab

/// The verb `culprit lab down FILE`.
struct LabDownCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "down", abstract: "Takes labs down that `lab up` left standing.",
        discussion: """
            Examples:
              culprit lab down Scenarios/ip-routing/port-filtered.yaml
              culprit lab down --all
            """)

    @Argument(help: "The scenarios, or their names.")
    var files: [String] = []

    @Flag(help: "Take all of this user's labs down.")
    var all = false

    func validate() throws {
        guard all != !files.isEmpty else {
            throw ValidationError("name the labs to take down, or say --all")
        }
    }

    func run() async throws {
        let registry = LabRegistry()
        let standing = registry.entries()
        let wanted = standing.filter { entry in
            all || files.contains { $0 == entry.name || LabFiles.absolute($0) == entry.file }
        }
        for entry in wanted {
            try await registry.stop(entry)
            try StandardOutput.write("\(entry.name) is down\n")
        }
        let missing = files.filter { file in
            !wanted.contains { $0.name == file || $0.file == LabFiles.absolute(file) }
        }
        guard missing.isEmpty else {
            let names = standing.isEmpty ? "none" : standing.map(\.name).joined(separator: ", ")
            throw ValidationError(
                "no lab stands of \(missing.joined(separator: ", ")); standing: \(names)")
        }
    }
}
