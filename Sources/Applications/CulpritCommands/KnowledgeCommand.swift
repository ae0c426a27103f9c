import AgentRoles
import ArgumentParser

/// The verb `culprit knowledge`.
struct KnowledgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "knowledge",
        abstract: "Prints what culprit knows: causes, tests, probabilities, landmarks.",
        discussion: """
            The files are YAML. Change them and give them back with `culprit why --ontology`, `--knowledge`, \
            `--landmarks`.

            Example: culprit knowledge probabilities > my-knowledge.yaml
            """)

    enum Part: String, ExpressibleByArgument, CaseIterable {
        case ontology
        case probabilities
        case landmarks
    }

    @Argument(help: "Which part: ontology, probabilities or landmarks.")
    var part: Part

    func run() throws {
        switch part {
        case .ontology: try StandardOutput.write(ShippedText.ontology)
        case .probabilities: try StandardOutput.write(ShippedText.knowledge)
        case .landmarks: try StandardOutput.write(ShippedText.landmarks)
        }
    }
}
