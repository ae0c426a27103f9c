import ArgumentParser
import Evaluation
import Foundation

/// The verb `culprit bench rates`.
struct BenchRatesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rates", abstract: "Measures how fast logs are read and fault rates inferred.",
        discussion: """
            The optimum of an instance by the exact method, observations a second of the stochastic method and of \
            objective and gradient, a stream in blocks, and lines a second from a log in combined format to \
            patterns, without and with routing data. Processor time of one thread where nothing else is said; \
            build for release, debug builds read logs slowly.

            Examples:
              culprit bench rates
              culprit bench rates --instance instance.txt.gz --json

            Exit status: 0 all bars met, 1 one missed, 2 wrong arguments, 4 nothing could be measured.
            """)

    @Option(help: "Observations that the methods pass over, 100000 to 100 million.")
    var observations = RateBenchSummary.Settings().observations

    @Option(help: "Lines of the log that is read, up to 100 million; 0 for none.")
    var lines = RateBenchSummary.Settings().lines

    @Option(
        help: ArgumentHelp(
            "Find the optimum of these observations, in the neutral form, instead of generated ones.",
            valueName: "file"))
    var instance: String?

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard (100_000...100_000_000).contains(observations) else {
            throw ValidationError("--observations must lie between 100000 and 100000000")
        }
        guard (0...100_000_000).contains(lines) else {
            throw ValidationError("--lines must lie between 0 and 100000000")
        }
    }

    func run() async throws {
        var settings = RateBenchSummary.Settings()
        settings.observations = observations
        settings.lines = lines
        settings.instance = instance
        let summary = try await StudyOutput().run { [settings] progress in
            try await RateBenchSummary.measure(settings, progress: progress)
        }
        try StudyOutput.print(json: json ? summary.json : nil) { summary.text(usesColour: $0) }
        if !summary.isMet { throw ExitStatus.fault }
    }
}
