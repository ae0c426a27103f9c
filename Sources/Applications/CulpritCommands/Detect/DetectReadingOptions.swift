import ArgumentParser
import Foundation

/// The options of `culprit detect` that say what lines mean.
struct DetectReadingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The column of times, as the header names it.", valueName: "column"))
    var time: String?

    @Option(
        help: ArgumentHelp("The column of values, as the header names it.", valueName: "column"))
    var value: String?

    @Option(
        help: ArgumentHelp(
            "Whose clock days and weeks keep to, as Europe/Paris; UTC.", valueName: "zone"))
    var timeZone: String?

    /// How many seconds local time is ahead at a time.
    func offset() throws -> @Sendable (Double) -> Double {
        guard let timeZone else { return { _ in 0 } }
        guard let zone = TimeZone(identifier: timeZone) else {
            throw ValidationError("--time-zone takes a zone such as Europe/Paris, not \(timeZone)")
        }
        return { Double(zone.secondsFromGMT(for: Date(timeIntervalSince1970: $0))) }
    }
}
