import ArgumentParser
import Evaluation
import Foundation

/// The verb `culprit evaluate events`.
struct EvaluateEventsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "Repeats the experiments on service events, where the truth is known.",
        discussion: """
            A generated month of a content delivery network with the hierarchy and proportions of "Argus", in which \
            links, routes and assignments fail at known places and times: how many are among the first twenty of a day, \
            how many are told as the group that failed, how late, how many events are false, and how many there are \
            when nothing fails. Single series, classic Holt-Winters beside the enhanced one: dirty data, congestion, \
            level shifts, fine and coarse cycles. Leaf tables of published families. Times are processor seconds of \
            one thread. The same seed gives the same figures but for times.

            Examples:
              culprit evaluate events
              culprit evaluate events --quick --json
              culprit evaluate events --seed 7 --months 3 --plot figures
              culprit evaluate events --quick --tables my-tables --traces my-traces

            Exit status: 0 the generated months meet their bars, 1 one is missed, 2 wrong arguments, 4 nothing could \
            be measured.
            """)

    @Option(help: "Everything is drawn from it.")
    var seed: UInt64 = 1

    @Option(help: "Generated months with faults, 1 to 100.")
    var months = 1

    @Option(help: "Faults a month, 0 to 1000.")
    var faults = DeliveryStudy.Settings().faults

    @Option(help: "A fault strikes groups of at least so many users in a usual hour, from 1.")
    var leastUsers = DeliveryStudy.Settings().leastUsers

    @Option(
        help: ArgumentHelp(
            "Grade leaf tables of this folder, with truth.csv, instead of generated ones.",
            valueName: "folder"))
    var tables: String?

    @Option(
        help: ArgumentHelp(
            "Grade level shifts on the labelled traces of this folder, too.", valueName: "folder"))
    var traces: String?

    @Flag(help: "Twelve days, a third of the users, a sixth of series and tables.")
    var quick = false

    @Flag(help: "Print the figures as JSON, schema \(ServiceEventsSummary.schema).")
    var json = false

    @Option(help: "A folder for drawings of the figures, as SVG.")
    var plot: String?

    func validate() throws {
        guard (1...100).contains(months) else {
            throw ValidationError("--months must lie between 1 and 100, not \(months)")
        }
        guard (0...1_000).contains(faults) else {
            throw ValidationError("--faults must lie between 0 and 1000, not \(faults)")
        }
        guard leastUsers >= 1, leastUsers <= 1_000 else {
            throw ValidationError("--least-users must lie between 1 and 1000, not \(leastUsers)")
        }
    }

    func run() async throws {
        let folder = try plot.map(DrawingFolder.init)
        var settings = ServiceEventsSummary.Settings()
        settings.seed = seed
        settings.months = months
        settings.month.faults = faults
        settings.month.leastUsers = leastUsers
        settings.tableFolder = tables
        settings.traceFolder = traces
        if quick {
            settings.month.hours = 288
            settings.month.usersPerHour /= 3
            settings.month.faults = faults / 6
            settings.series /= 6
            settings.tables /= 6
        }
        let summary = try await StudyOutput().run { [settings] progress in
            try ServiceEventsSummary(settings, progress: progress)
        }
        try StudyOutput.print(json: json ? summary.json : nil) { summary.text(usesColour: $0) }
        try folder?.write(summary.plots)
        if !summary.isMet { throw ExitStatus.fault }
    }
}
