import ArgumentParser

/// The verb `culprit evaluate`: how well culprit does where the truth is known.
struct EvaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measures how well diagnosis does where the truth is known.",
        discussion: """
            Example: culprit evaluate agents --scale 0.1
            """,
        subcommands: [
            EvaluateAgentsCommand.self, EvaluateRatesCommand.self, EvaluateEventsCommand.self,
        ])
}
