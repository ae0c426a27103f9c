import ArgumentParser
import Foundation
import NetworkLab

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
