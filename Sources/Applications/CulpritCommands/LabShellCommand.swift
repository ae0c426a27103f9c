import AgentRoles
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

/// The verb `culprit lab up FILE`.
struct LabUpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up", abstract: "Makes a lab with its fault in force and leaves it standing.",
        discussion: "Example: culprit lab up Scenarios/ip-routing/port-filtered.yaml")

    @Argument(help: "The scenario.")
    var file: String

    func run() async throws {
        let scenario = try LabFiles.scenario(file)
        do {
            let sandbox = try await Sandbox.find()
            let entry = try await LabRegistry().start(
                name: scenario.name, file: LabFiles.absolute(file), sandbox: sandbox,
                words: [LabProgram.path, "lab", "inside", "hold", file], seconds: 60)
            for proof in entry.proofs { try StandardOutput.write("\(proof)\n") }
            try StandardOutput.write(
                """
                \(scenario.name) is up: culprit lab shell \(file), culprit lab down \(file)

                """)
        } catch let error as LabError {
            StandardError.write("culprit: \(error)\n")
            throw ExitStatus.unmeasurable
        }
    }
}

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

/// Scenario files named on the command line.
enum LabFiles {
    /// Reads one, or says what is wrong with it and where.
    static func scenario(_ file: String) throws -> Scenario {
        do {
            let scenario = try ScenarioReader.read(file: file)
            try checkTruth(scenario.truth, file: file)
            return scenario
        } catch let problem as FileProblem {
            throw problem
        } catch {
            throw FileProblem(description: "\(error)")
        }
    }

    /// The truth must be something that `culprit why` could say.
    private static func checkTruth(_ truth: Truth, file: String) throws {
        let known = try WhyVocabulary.shipped().explanations
        for cause in [truth.cause] + truth.alsoPossible where cause != "none" {
            guard known.contains(where: { $0.cause == cause }) else {
                let all = known.map(\.cause).joined(separator: ", ")
                throw FileProblem(
                    description: "\(file): truth: there is no cause \(cause); there are \(all)")
            }
        }
        let right = known.first { $0.cause == truth.cause }?.className ?? "none"
        guard truth.className == right else {
            throw FileProblem(
                description: "\(file): truth: \(truth.cause) is of class \(right), "
                    + "not \(truth.className)")
        }
    }

    /// The path from the root.
    static func absolute(_ path: String) -> String {
        URL(filePath: path).standardizedFileURL.path(percentEncoded: false)
    }
}

/// A file named on the command line cannot be used; it ends the program with status 2.
struct FileProblem: Error, CustomStringConvertible {
    let description: String
}

/// Becoming another program, as `exec` does.
enum ProgramReplacement {
    static func become(_ words: [String]) throws {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        setenv("PATH", "\(path):/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin", 1)
        var arguments = words.map { strdup($0) } + [nil]
        words[0].withCString { name in _ = execvp(name, &arguments) }
        throw LabError.commandFailed(
            command: words[0], said: String(cString: strerror(errno)))
    }
}
