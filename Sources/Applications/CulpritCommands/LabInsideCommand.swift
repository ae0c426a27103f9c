import ArgumentParser
import Foundation
import NetworkLab

/// What runs as process 1 of a sandbox; started by the other `lab` verbs alone.
struct LabInsideCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inside", abstract: "Runs inside the namespaces of a lab.",
        shouldDisplay: false)

    enum Mode: String, ExpressibleByArgument {
        case run, hold, shell
    }

    @Argument var mode: Mode
    @Argument var file: String
    @Option var node: String?
    @Option var limit = 60.0
    @Option var seed: UInt64 = 1
    @Flag var everything = false
    @Flag var root = false
    @Argument(parsing: .postTerminator) var command: [String] = []

    func run() async throws {
        let culprit = LabProgram.path
        if mode == .run { Sandbox.endWithStandardInput() }
        do {
            let scenario = try ScenarioReader.read(file: file)
            try await Sandbox.enter()
            let runner = LabRunner(scenario, culpritPath: culprit, trialLimit: limit, seed: seed)
            switch mode {
            case .run:
                var runs = [LabRunner.Run(arguments: [])]
                if everything {
                    runs.append(.init(arguments: ["--everything", "--timeout", "\(limit)"]))
                }
                let encoder = JSONEncoder()
                for outcome in await runner.outcomes(of: runs) {
                    try StandardOutput.write(
                        String(decoding: encoder.encode(outcome), as: UTF8.self) + "\n")
                }
            case .hold:
                try await runner.hold { proofs in
                    for proof in proofs { print(proof) }
                    fflush(nil)
                }
            case .shell:
                let status = try await runner.shell(
                    on: node ?? scenario.trial.node, command: command, isRoot: root
                ) { proofs in
                    for proof in proofs { StandardError.write("culprit lab: \(proof)\n") }
                }
                _exit(status)
            }
        } catch {
            StandardError.write("\(error)\n")
            throw ExitStatus.unmeasurable
        }
    }
}

/// Which program labs start.
enum LabProgram {
    /// The running program's own file.
    static var path: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? CommandLine.arguments[0]
    }
}

/// Holds back the frames of links; started by labs alone, inside their namespaces.
struct LabForwardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forward", abstract: "Forwards the frames of links, late.",
        discussion: """
            Reads lines of JSON on standard input and answers each on standard output; ends with it. The form is \
            that of Documentation/Protocols/scenario.md.
            """,
        shouldDisplay: false)

    func run() async throws {
        let status = FrameForwarder.run()
        if status != 0 { _exit(status) }
    }
}
