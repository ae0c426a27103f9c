import ArgumentParser
import Records

/// The options of `culprit events` that say what lines mean and what is known of clients.
struct EventsReadingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Read from this YAML file what columns mean.", valueName: "file"))
    var map: String?

    @Option(
        help: ArgumentHelp(
            "How lines are written, if the first of them do not tell: "
                + MeasurementMapping.formats.map(\.rawValue).joined(separator: ", ") + ".",
            valueName: "format"))
    var format: String?

    @Option(help: ArgumentHelp("The column of the time.", valueName: "column"))
    var time: String?

    @Option(
        help: ArgumentHelp(
            "The column that tells end users apart; without one, their addresses do.",
            valueName: "column"))
    var user: String?

    @Option(help: ArgumentHelp("The column of the client's address.", valueName: "column"))
    var client: String?

    @Option(help: ArgumentHelp("The column of what was measured.", valueName: "column"))
    var value: String?

    @Option(
        help: ArgumentHelp(
            "Where an attribute comes from: NAME=COLUMN, NAME=COLUMN:LOOKUP or NAME=:LOOKUP, as in "
                + "city=town or origin-as=:origin-as; may be given several times.",
            valueName: "name=source"))
    var attribute: [String] = []

    @OptionGroup var routing: RoutingOptions

    /// What columns mean.
    func mapping(metric: String?) throws -> MeasurementMapping {
        var mapping = MeasurementMapping()
        if let map {
            do {
                mapping = try MeasurementMapping(text: TextFile.read(map), file: map)
            } catch {
                throw ValidationError("\(error)")
            }
        }
        if let metric { mapping.metric = metric }
        return mapping.replacing(
            format: try knownFormat(), time: time, user: user, client: client, value: value,
            attributes: try attribute.map { words in
                do {
                    return try MeasurementAttribute(words: words)
                } catch {
                    throw ValidationError("\(error)")
                }
            })
    }

    private func knownFormat() throws -> LogFormat? {
        guard let format else { return nil }
        let word = format == "ndjson" ? LogFormat.json.rawValue : format
        guard let known = MeasurementMapping.formats.first(where: { $0.rawValue == word }) else {
            throw ValidationError(
                "--format takes "
                    + MeasurementMapping.formats.map(\.rawValue).joined(separator: ", ")
                    + ", not \(format)")
        }
        return known
    }

    /// How measurements are read; reads routing data if there are any.
    func configuration(
        metric: String?, progress: ReadingProgress
    ) throws -> MeasurementConfiguration {
        var configuration = MeasurementConfiguration()
        configuration.mapping = try mapping(metric: metric)
        configuration.lookup = try routing.lookup(progress: progress)
        return configuration
    }
}
