import ArgumentParser
import Evaluation
import Foundation

/// The verb `culprit bench events`.
struct BenchEventsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events", abstract: "Measures how fast measurements become service events.",
        discussion: """
            Exact medians of 20,000 groups, histograms and distinct users; measurements to eight groups each, from \
            columns to reports, in bins of more and more measurements and with more and more groups. Processor time \
            of one thread; build for release.

            Examples:
              culprit bench events
              culprit bench events --records 1000000 --groups 100000 --json

            Exit status: 0 all bars met, 1 one missed, 2 wrong arguments, 4 nothing could be measured.
            """)

    @Option(help: "Measurements of the greatest bin, 1000 to 100 million.")
    var records = ServiceEventBenchSummary.Settings().records

    @Option(help: "The greatest number of groups, 1000 to 10 million.")
    var groups = ServiceEventBenchSummary.Settings().groups

    @Option(help: "Values of which medians are taken, 1000 to 100 million.")
    var values = ServiceEventBenchSummary.Settings().values

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        for (name, value, most) in [
            ("records", records, 100_000_000), ("groups", groups, 10_000_000),
            ("values", values, 100_000_000),
        ] where !(1_000...most).contains(value) {
            throw ValidationError("--\(name) must lie between 1000 and \(most), not \(value)")
        }
    }

    func run() async throws {
        var settings = ServiceEventBenchSummary.Settings()
        settings.records = records
        settings.groups = groups
        settings.values = values
        let summary = try await StudyOutput().run { [settings] progress in
            try ServiceEventBenchSummary.measure(settings, progress: progress)
        }
        try StudyOutput.print(json: json ? summary.json : nil) { summary.text(usesColour: $0) }
        if !summary.isMet { throw ExitStatus.fault }
    }
}
