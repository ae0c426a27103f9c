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
        if let plot { try makeFolder(plot) }
        var settings = FaultRatesSummary.Settings()
        settings.seed = seed
        settings.blocks = quick ? max(1, blocks / 10) : blocks
        settings.cases = quick ? max(1, cases / 10) : cases
        settings.training = quick ? 10 : settings.training
        settings.fullBatch = !quick
        let showsProgress = isatty(STDERR_FILENO) == 1
        let summary: FaultRatesSummary
        do {
            summary = try FaultRatesSummary(settings) { what in
                if showsProgress { StandardError.write("\r\u{1B}[K\(what)") }
            }
        } catch {
            StandardError.write("culprit: \(error)\n")
            throw ExitStatus.unmeasurable
        }
        if showsProgress { StandardError.write("\r\u{1B}[K") }
        let style = TerminalStyle(
            descriptor: STDOUT_FILENO, environment: ProcessInfo.processInfo.environment)
        try StandardOutput.write(
            json ? summary.json + "\n" : summary.text(usesColour: style.usesColour))
        if let plot { try write(summary.plots, to: plot) }
    }

    private func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        } catch {
            throw FileProblem(
                description: "the folder \(path) cannot be made: \(error.localizedDescription)")
        }
    }

    private func write(_ plots: [String: String], to folder: String) throws {
        for (name, drawing) in plots.sorted(by: { $0.key < $1.key }) {
            let place = URL(filePath: folder).appending(path: name)
            do {
                try Data(drawing.utf8).write(to: place)
            } catch {
                throw FileProblem(
                    description:
                        "\(place.path()) cannot be written: \(error.localizedDescription)")
            }
        }
    }
}
