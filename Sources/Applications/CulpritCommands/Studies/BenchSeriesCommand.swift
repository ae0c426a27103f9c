import ArgumentParser
import Evaluation

/// The verb `culprit bench series`.
struct BenchSeriesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "series", abstract: "Measures how fast many series are watched.",
        discussion: """
            Updates a second and core of the fully enhanced detector and of the classic one over interleaved series, \
            and the memory of a million series. Processor time of one thread, the best of several rounds.

            Exit status: 0 all bars met, 1 one missed, 2 wrong arguments, 4 nothing could be measured.
            """)

    @Option(help: "Interleaved series, 100 to 1000000.")
    var series = 10_000

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard (100...1_000_000).contains(series) else {
            throw ValidationError("--series must lie between 100 and 1000000")
        }
    }

    func run() async throws {
        let summary = try await StudyOutput().run { [series] progress in
            try SeriesBenchSummary.measure(series: series, progress: progress)
        }
        try StudyOutput.print(json: json ? summary.json : nil) { summary.text(usesColour: $0) }
        if !summary.isMet { throw ExitStatus.fault }
    }
}
