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
                try await runner.hold { line in
                    print(line)
                    fflush(nil)
                }
            case .shell:
                let status = try await runner.shell(
                    on: node ?? scenario.trial.node, command: command, isRoot: root
                ) { StandardError.write("culprit lab: \($0)\n") }
                _exit(status)
            }
        } catch {
            StandardError.write("\(error)\n")
            throw ExitStatus.unmeasurable
        }
    }
}
