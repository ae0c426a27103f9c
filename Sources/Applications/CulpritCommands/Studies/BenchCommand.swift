import ArgumentParser

/// The verb `culprit bench`: how fast the product is.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measures how fast parts of the product are.",
        subcommands: [
            BenchAgentsCommand.self, BenchRatesCommand.self, BenchSeriesCommand.self,
            BenchEventsCommand.self,
        ])
}
