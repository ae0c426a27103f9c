import ArgumentParser
import NetworkLab

/// The verb `culprit lab check`.
struct LabCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Says whether labs can be made on this machine.",
        discussion: """
            Exit status: 0 they can, 4 they cannot; what is missing is said.

            Example: culprit lab check
            """)

    func run() async throws {
        do {
            let sandbox = try await Sandbox.find()
            try StandardOutput.write(
                "labs can be made here, \(sandbox.isRootless ? "without" : "with") root\n")
            let missing = Sandbox.missingPackages
            if !missing.isEmpty {
                try StandardOutput.write(
                    "some scenarios also need: apt-get install \(missing.joined(separator: " "))\n")
            }
        } catch let error as LabError {
            StandardError.write("culprit: \(error)\n")
            throw ExitStatus.unmeasurable
        }
    }
}
