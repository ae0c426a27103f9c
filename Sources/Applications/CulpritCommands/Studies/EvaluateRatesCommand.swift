import ArgumentParser
import Evaluation
import Foundation

/// The verb `culprit evaluate rates`.
struct EvaluateRatesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rates",
        abstract: "Repeats the experiments on fault rates, where the truth is known.",
        discussion: """
            The synthetic experiment of Platt, Kiciman and Maltz (2007) with every method, their timing with 10 million \
            requests and 18,848 faults, two systems that rise together, and failing links of a fat tree, named by \
            our rule, by the mean and by published schemes. Times are processor seconds of one thread. The same seed \
            gives the same figures but for times.

            Examples:
              culprit evaluate rates
              culprit evaluate rates --quick --json
              culprit evaluate rates --seed 7 --plot figures
            """)

    @Option(help: "Everything is drawn from it.")
    var seed: UInt64 = 1

    @Option(help: "Blocks of 100,000 requests of the timing, 1 to 1000.")
    var blocks = FaultRatesSummary.Settings().blocks

    @Option(help: "Cases of failing links that are graded, 1 to 10000.")
    var cases = FaultRatesSummary.Settings().cases

    @Flag(help: "A tenth of the blocks and cases, and no L-BFGS.")
    var quick = false

    @Flag(help: "Print the figures as JSON, schema \(FaultRatesSummary.schema).")
    var json = false

    @Option(help: "A folder for drawings of the figures, as SVG.")
    var plot: String?

    func validate() throws {
        guard (1...1_000).contains(blocks) else {
            throw ValidationError("--blocks must lie between 1 and 1000, not \(blocks)")
        }
        guard (1...10_000).contains(cases) else {
            throw ValidationError("--cases must lie between 1 and 10000, not \(cases)")
        }
    }

    func run() async throws {
        let folder = try plot.map(DrawingFolder.init)
        var settings = FaultRatesSummary.Settings()
        settings.seed = seed
        settings.blocks = quick ? max(1, blocks / 10) : blocks
        settings.cases = quick ? max(1, cases / 10) : cases
        settings.training = quick ? 10 : settings.training
        settings.fullBatch = !quick
        let summary = try await StudyOutput().run { [settings] progress in
            try FaultRatesSummary(settings, progress: progress)
        }
        try StudyOutput.print(json: json ? summary.json : nil) { summary.text(usesColour: $0) }
        try folder?.write(summary.plots)
    }
}
