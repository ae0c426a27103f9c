import ArgumentParser
import Foundation
import NetworkLab

/// The verb `culprit lab shell FILE [NODE]`.
struct LabShellCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shell",
        abstract:
            "Opens a shell on a node of a lab, with its fault in force, or runs a command there.",
        discussion: """
            Enters the lab that `lab up` left standing, if there is one; otherwise makes one that goes with the \
            shell. Ends with the status of the shell or command.

            Examples:
              culprit lab shell Scenarios/ip-routing/port-filtered.yaml client
              culprit lab shell Scenarios/healthy/healthy.yaml client -- curl -I https://www.example.com/
              culprit lab shell Scenarios/ip-routing/port-filtered.yaml core --root -- nft list ruleset
            """)

    @Argument(help: "The scenario.")
    var file: String

    @Argument(help: "The node; left out, the one that the trial runs on.")
    var node: String?

    @Flag(help: "Be root of the node: see and change its routes, rules and services.")
    var root = false

    @Argument(parsing: .postTerminator, help: "What to run in place of a shell.")
    var command: [String] = []

    func run() async throws {
        let scenario = try LabFiles.scenario(file)
        let node = node ?? scenario.trial.node
        guard scenario.nodes.contains(where: { $0.name == node }) else {
            throw ValidationError(
                "\(scenario.name) has no node \(node); it has "
                    + scenario.nodes.map(\.name).joined(separator: ", "))
        }
        do {
            let registry = LabRegistry()
            let words: [String]
            if let entry = registry.entry(named: scenario.name) {
                words = try registry.shellCommand(entry, node: node, command: command, isRoot: root)
            } else {
                let sandbox = try await Sandbox.find()
                words = sandbox.command(
                    [
                        LabProgram.path, "lab", "inside", "shell", file, "--node", node,
                    ] + (root ? ["--root"] : []) + ["--"] + command)
            }
            try ProgramReplacement.become(words)
        } catch let error as LabError {
            StandardError.write("culprit: \(error)\n")
            throw ExitStatus.unmeasurable
        }
    }
}
