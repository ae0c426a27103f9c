import AnomalyLocalization
import ArgumentParser
import Foundation
import Records

/// The verb `culprit localize FILE`.
struct LocalizeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "localize",
        abstract: "Says which combinations of attributes explain why a table is off its forecast.",
        discussion: """
            Reads a leaf table: one row for each combination of attribute values (city, server, bit rate …), with \
            what was measured in the column 'real' and what was expected in 'predict'; or, for a ratio such as \
            stalls a viewer, with real_num, real_den, predict_num and predict_den. Every other column is an \
            attribute. CSV or TSV with a header; plain, gzip or Zstandard. Rows that cannot be read are counted \
            and passed over; rows of the same combination are added up.

            Examples:
              culprit localize leaves.csv
              culprit localize leaves.csv.gz --direction up --top 5
              culprit localize requests.tsv --real count --predict baseline --attributes city,server
              zcat leaves.csv.gz | culprit localize - --json | jq '.causes[0].where'

            Exit status: 0 the table was searched, whether or not there are causes, 2 the arguments or the columns \
            cannot be used, 3 the table could not be read to its end and the answer is of the rest, 4 nothing could \
            be read or the answer could not be written.
            """)

    @Argument(help: ArgumentHelp("The table; - for standard input.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("The column of what was measured (real).", valueName: "column"))
    var real: String?

    @Option(help: ArgumentHelp("The column of what was expected (predict).", valueName: "column"))
    var predict: String?

    @Option(
        help: ArgumentHelp(
            "The columns to localize to, with commas between them; all others otherwise.",
            valueName: "columns"))
    var attributes: String?

    @Option(
        help: ArgumentHelp(
            "Causes that raise what is measured (up), lower it (down), or both.",
            valueName: "up|down|both"))
    var direction = LeafLocalizerSettings.Direction.both

    @Option(help: ArgumentHelp("Tell of so many causes, 1 to 1000.", valueName: "number"))
    var top = 64

    @Option(
        name: .customLong("smallest-change"),
        help: ArgumentHelp(
            "The smallest common relative change that is a cause, 0 to 1.", valueName: "share"))
    var smallestChange = LeafLocalizerSettings().smallestChange

    @Option(
        name: .customLong("row-limit"),
        help: ArgumentHelp(
            "Read so many rows at most; about 150 bytes of memory each.", valueName: "number"))
    var rowLimit = LeafTableReader().rowLimit

    @Flag(help: "Print one JSON object and nothing else.")
    var json = false

    func validate() throws {
        guard (1...1000).contains(top) else {
            throw ValidationError("--top must lie between 1 and 1000, not \(top)")
        }
        guard (1...100_000_000).contains(rowLimit) else {
            throw ValidationError("--row-limit must lie between 1 and 100000000, not \(rowLimit)")
        }
        guard (0...1).contains(smallestChange) else {
            throw ValidationError(
                "--smallest-change must lie between 0 and 1, not \(smallestChange)")
        }
    }

    func run() throws {
        signal(SIGPIPE, SIG_IGN)
        var reader = LeafTableReader()
        reader.rowLimit = rowLimit
        reader.actual = real
        reader.forecast = predict
        reader.attributes = attributes.map {
            $0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        var settings = LeafLocalizerSettings()
        settings.direction = direction
        settings.smallestChange = smallestChange
        settings.causeLimit = max(64, top)
        try LocalizeRun(
            file: file, reader: reader, localizer: try LeafLocalizer(settings: settings), top: top,
            json: json
        ).run()
    }
}

extension LeafLocalizerSettings.Direction: ExpressibleByArgument {}
