import ArgumentParser
import Foundation
import Reasoning
import Records

/// The verb `culprit events FILE...`.
struct EventsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "Says from measurements of end users what changed, where, how badly.",
        discussion: """
            Reads measurements of end users (a time, a user, a value, attributes of the user's network) as a stream \
            and gives a short ranked list of events: this metric, for these users, since then, this severe; one \
            entry for one failure however many groups it shows up in. Files are CSV or TSV with a header or \
            JSON lines; plain, gzip or Zstandard. Lines that cannot be read are counted and passed over.

            Examples:
              culprit events rtt.csv.gz --metric rtt
              culprit events day1.csv day2.csv day3.csv --routes bview.gz --plot figures
              culprit events /var/log/rtt.ndjson --follow --bin 5m --state rtt.state --json
              zcat week.gz | culprit events - --direction down --metric throughput --json | jq .group

            Exit status: 0 all was read and told, 2 the arguments, a mapping, a hierarchy or a state cannot be used, 3 an \
            input could not be read to its end and the answer is of the rest, 4 nothing could be read, or the answer \
            or the state could not be written.
            """)

    @Argument(
        help: ArgumentHelp(
            "The measurements, in the order of time; - for standard input.", valueName: "file"))
    var files: [String]

    @OptionGroup(title: "What lines mean")
    var reading: EventsReadingOptions

    @OptionGroup(title: "What is watched")
    var watching: EventsWatchingOptions

    @Option(help: ArgumentHelp("Tell of so many events, 0 for all.", valueName: "number"))
    var top = 20

    @Option(
        help: ArgumentHelp(
            "Keep in this file what was learned and how far was read, and go on from there.",
            valueName: "file"))
    var state: String?

    @Option(
        help: ArgumentHelp("Write lines that are not counted to this file.", valueName: "file"))
    var rejects: String?

    @Option(
        help: ArgumentHelp(
            "Draw each event that is told into this folder, as SVG.", valueName: "folder"))
    var plot: String?

    @Flag(
        help:
            "Read the last file as it grows, until stopped with Ctrl-C, and tell of events as they happen."
    )
    var follow = false

    @Flag(help: "Print one JSON object an event and nothing else.")
    var json = false

    func validate() throws {
        guard (0...100_000).contains(top) else {
            throw ValidationError("--top must lie between 0 and 100000, not \(top)")
        }
        guard files.count(where: { $0 == "-" }) <= 1 else {
            throw ValidationError("standard input (-) can be read once only")
        }
        _ = try reading.mapping(metric: watching.metric)
        _ = try watching.settings()
        _ = try watching.groupHierarchy()
    }

    /// What is read; the last file as it grows with `--follow`.
    var inputs: [RecordInput] {
        files.enumerated().map { place, path in
            follow && place == files.count - 1 && path != "-"
                ? .following(path: path, fromStart: true) : .file(path: path)
        }
    }

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let progress = ReadingProgress(
            isShown: isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb")
        // A reader that goes away ends the answer, not the program in the middle of something.
        signal(SIGPIPE, SIG_IGN)
        let stop = StopRequest(isHandled: follow || state != nil || files.contains("-"))
        var configuration = try reading.configuration(
            metric: watching.metric, progress: progress)
        configuration.shouldStop = { stop.isMade }
        let monitor = try ServiceEventMonitor(
            hierarchy: watching.groupHierarchy(), settings: watching.settings())
        var run = try EventsRun(
            command: self, monitor: monitor, state: state.map { try EventsState(path: $0) },
            rejects: rejects.map { try RejectsFile(path: $0) }, progress: progress,
            style: TerminalStyle(descriptor: STDOUT_FILENO, environment: environment))
        try await run.run(configuration)
    }
}
