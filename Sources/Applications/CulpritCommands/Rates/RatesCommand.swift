import AgentRoles
import ArgumentParser
import Foundation
import Reasoning
import Records

/// The verb `culprit rates LOG...`.
struct RatesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rates",
        abstract: "Says from request logs which servers, networks, browsers or pages fail.",
        discussion: """
            Reads logs as a stream and says for every block of it which faults really fail requests, at what rate, \
            how sure that is, and how many failures each explains, although thousands of them overlap. Logs are in \
            the common or combined format, JSON lines, CSV or TSV with a header, or observations; plain, gzip or \
            Zstandard. Lines that cannot be read are counted and passed over.

            Examples:
              culprit rates access.log
              culprit rates access.log.2.gz access.log.1 access.log --every 5m --by server,network,browser
              culprit rates access.log --routes bview.gz --by server,as,prefix --plot rates.svg
              culprit rates /var/log/nginx/access.log --follow --every 1m
              zcat day.gz | culprit rates - --json | jq '.faults[0]'

            Exit status: 0 all was read and reported, 2 the arguments, the mapping or a table cannot be used, 3 a log \
            could not be read to its end and the answer is of the rest, 4 nothing could be read or the answer could \
            not be written.
            """)

    @Argument(
        help: ArgumentHelp(
            "The logs, in the order of time; - for standard input.", valueName: "log"))
    var logs: [String]

    @OptionGroup(title: "What lines mean")
    var reading: RatesReadingOptions

    @OptionGroup(title: "How rates are inferred")
    var inference: RatesInferenceOptions

    @Option(help: ArgumentHelp("Tell of so many faults a block, 1 to 10000.", valueName: "number"))
    var top = FaultRateSettings().limit

    @Option(
        help: ArgumentHelp("Write lines that are not counted to this file.", valueName: "file"))
    var rejects: String?

    @Option(
        help: ArgumentHelp(
            "Draw the rates of named faults over time into this file, as SVG.", valueName: "file"))
    var plot: String?

    @Flag(help: "Read the last log as it grows, until stopped with Ctrl-C; rotation is noticed.")
    var follow = false

    @Flag(help: "Print one JSON object a block and nothing else.")
    var json = false

    func validate() throws {
        guard (1...10_000).contains(top) else {
            throw ValidationError("--top must lie between 1 and 10000, not \(top)")
        }
        guard logs.count(where: { $0 == "-" }) <= 1 else {
            throw ValidationError("standard input (-) can be read once only")
        }
        if follow, logs.last == "-" {
            throw ValidationError(
                "--follow takes a file; standard input is read as it comes anyway")
        }
        _ = try reading.blocking()
        _ = try reading.mapping()
        _ = try diagnoser()
    }

    private func diagnoser() throws -> FaultRateDiagnoser {
        var settings = try inference.settings()
        settings.limit = top
        do {
            return try FaultRateDiagnoser(settings: settings)
        } catch {
            throw ValidationError("\(error)")
        }
    }

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let progress = ReadingProgress(
            isShown: isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb")
        // A reader that goes away ends the answer, not the program in the middle of something.
        signal(SIGPIPE, SIG_IGN)
        let stop = StopRequest(isHandled: follow || logs.contains("-"))
        var configuration = try reading.configuration(progress: progress)
        configuration.shouldStop = { stop.isMade }
        let run = RatesRun(
            plot: plot, follows: follow, memory: reading.memory,
            rejects: try rejects.map { try RejectsFile(path: $0) }, progress: progress)
        let printer: any RatesPrinter =
            json
            ? RatesJSONPrinter()
            : RatesTextPrinter(
                style: TerminalStyle(descriptor: STDOUT_FILENO, environment: environment),
                width: TerminalStyle.width)
        let inputs = logs.enumerated().map { place, path -> RecordInput in
            follow && place == logs.count - 1
                ? .following(path: path, fromStart: true) : .file(path: path)
        }
        try await run.run(
            inputs, reading: configuration, diagnoser: try diagnoser(), printer: printer)
    }
}
