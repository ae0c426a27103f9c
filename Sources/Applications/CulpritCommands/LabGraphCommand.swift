import ArgumentParser
import Foundation
import NetworkLab

/// The verb `culprit lab graph FILE`.
struct LabGraphCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph", abstract: "Draws a scenario as SVG, with the fault on it.",
        discussion: "Example: culprit lab graph Scenarios/ip-routing/port-filtered.yaml > it.svg")

    @Argument(help: "The scenario.")
    var file: String

    @Option(name: .shortAndLong, help: "Where to write; left out, to standard output.")
    var output: String?

    func run() async throws {
        let text = TopologyDrawing.svg(of: try LabFiles.scenario(file))
        guard let output else {
            try StandardOutput.write(text)
            return
        }
        do {
            try Data(text.utf8).write(to: URL(filePath: output))
        } catch {
            StandardError.write(
                "culprit: \(output) cannot be written: \(error.localizedDescription)\n")
            throw ExitStatus.unmeasurable
        }
    }
}
