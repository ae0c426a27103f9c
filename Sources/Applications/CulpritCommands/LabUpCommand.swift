import ArgumentParser
import Foundation
import NetworkLab

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
