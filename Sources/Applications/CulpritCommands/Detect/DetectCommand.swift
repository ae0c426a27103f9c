import ArgumentParser
import Foundation
import Records

/// The verb `culprit detect FILE`.
struct DetectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "detect",
        abstract:
            "Says of every value of a series whether it is to be expected, and where its level shifts.",
        discussion: """
            Reads one series as a stream, a time and a value a line, and answers every value: forecast, the band \
            outside of which it is anomalous, how abnormal it is, which event it belongs to, and lasting shifts of \
            level with the place where they began. Times are ISO 8601 or seconds since 1970; a file of values \
            alone will do. Comma, semicolon, tab or blank between, with or without a header; plain, gzip or \
            Zstandard. Lines that cannot be read are counted and passed over.

            Examples:
              culprit detect rtt.csv
              culprit detect rtt.csv --json | jq -c 'select(.levelShift) | .levelShift'
              culprit detect medians.tsv.gz --season week --time-zone Europe/Paris --plot medians.svg
              culprit detect rtt.csv --classic
              tail -f rtt.csv | culprit detect - --step 5m

            Exit status: 0 all was read and answered, 2 the arguments or the file cannot be used, 3 the file could \
            not be read to its end and the answer is of what was read, 4 nothing could be read or the answer \
            could not be written.
            """)

    @Argument(help: ArgumentHelp("The series; - for standard input.", valueName: "file"))
    var file: String

    @OptionGroup(title: "What lines mean")
    var reading: DetectReadingOptions

    @OptionGroup(title: "How the series is watched")
    var method: DetectMethodOptions

    @Option(
        help: ArgumentHelp("Write lines that are not read to this file.", valueName: "file"))
    var rejects: String?

    @Option(
        help: ArgumentHelp(
            "Draw series, band, anomalous values and shifts into this file, as SVG.",
            valueName: "file"))
    var plot: String?

    @Flag(help: "Print one JSON object a value and nothing else.")
    var json = false

    func validate() throws {
        _ = try reading.offset()
        _ = try method.monitor()
    }

    func run() async throws {
        // A reader that goes away ends the answer, not the program in the middle of something.
        signal(SIGPIPE, SIG_IGN)
        let environment = ProcessInfo.processInfo.environment
        let printer: any DetectPrinter =
            json
            ? DetectJSON()
            : DetectText(style: TerminalStyle(descriptor: STDOUT_FILENO, environment: environment))
        let run = DetectRun(
            file: file, time: reading.time, value: reading.value,
            offset: try reading.offset(), settings: try method.monitor(), printer: printer,
            rejects: try rejects.map { try RejectsFile(path: $0) }, plot: plot,
            stop: StopRequest(isHandled: file == "-"))
        try run.run()
    }
}
