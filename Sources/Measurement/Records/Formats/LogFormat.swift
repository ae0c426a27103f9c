/// How the lines of a request log are written.
public enum LogFormat: String, Sendable, CaseIterable, Codable {
    /// The common and the combined format of Apache and nginx; what follows the user agent is passed over.
    case combined
    /// The same with the virtual host before it, as Debian's `vhost_combined`.
    case hostCombined = "vhost-combined"
    /// A JSON object a line: NDJSON, nginx with `escape=json`.
    case json
    /// Values between commas, or semicolons, below a line with their names (RFC 4180); one record a line.
    case csv
    /// Values between tabs below a line with their names.
    case tsv
    /// The neutral form: outcome, weight, faults with strengths.
    case observations
}

extension LogFormat: CustomStringConvertible {
    /// The word for the command line.
    public var description: String { rawValue }
}
