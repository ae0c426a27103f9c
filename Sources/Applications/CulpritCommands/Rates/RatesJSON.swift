import AgentRoles
import Foundation
import Reasoning
import Records

/// Prints one JSON object a block, a line each (NDJSON).
///
/// The form is documented in Documentation/Protocols/rates-json.md.
struct RatesJSONPrinter: RatesPrinter {
    /// Rises when a key changes its meaning or goes; new keys do not raise it.
    static let schema = 1

    let tellsOfRejects = false

    func summary(_ summary: RecordSummary, history: RatesHistory) -> String { "" }

    func block(_ step: RequestLogDiagnosis.Step) -> String {
        let report = step.report
        let reasons = step.rejected.filter { $0.value > 0 }.sorted {
            $0.key.rawValue < $1.key.rawValue
        }
        var members = [
            ("schema", "\(Self.schema)"),
            ("block", "\(report.block)"),
            ("from", report.times.map { Self.quoted(Self.time($0.lowerBound)) } ?? "null"),
            ("to", report.times.map { Self.quoted(Self.time($0.upperBound)) } ?? "null"),
            ("observations", Self.number(report.observations)),
            ("failures", Self.number(report.failures)),
            ("objective", Self.number(report.objective)),
            ("faults", "[" + report.faults.map(Self.fault).joined(separator: ",") + "]"),
        ]
        var rejected = [("lines", "\(reasons.reduce(0) { $0 + $1.value })")]
        if !reasons.isEmpty {
            rejected.append(
                ("reasons", Self.object(reasons.map { ($0.key.rawValue, "\($0.value)") })))
        }
        members.append(("rejected", Self.object(rejected)))
        members += [
            ("named", "\(report.namedCount)"),
            ("candidates", "\(report.candidates)"),
            ("clients", "\(report.clients)"),
            ("mistakes", Self.number(step.mistakes)),
            ("unexplained", Self.number(report.unexplained)),
            ("recovered", "[" + report.recovered.map(Self.quoted).joined(separator: ",") + "]"),
            ("folded", "\(step.foldedFaults)"),
        ]
        return Self.object(members) + "\n"
    }

    private static func fault(_ finding: FaultRateFinding) -> String {
        var members = [
            ("fault", quoted(finding.fault)),
            ("mean", number(finding.mean)),
            ("low", number(finding.low)),
            ("high", number(finding.high)),
            ("alpha", number(finding.alpha)),
            ("beta", number(finding.beta)),
            ("odds", number(finding.odds)),
            ("explained", number(finding.explained)),
            ("requests", number(finding.requests)),
            ("clients", "\(finding.clients)"),
            ("lost", number(finding.lost)),
            ("exactMean", number(finding.exactMean)),
            ("differs", "\(finding.differs)"),
            ("named", "\(finding.isNamed)"),
            ("new", "\(finding.isNew)"),
        ]
        if let since = finding.since {
            members.append(
                ("since", since.time.map { quoted(time($0)) } ?? "\(since.block)"))
        }
        if !finding.twins.isEmpty {
            members += [
                ("twins", "[" + finding.twins.map(quoted).joined(separator: ",") + "]"),
                ("explainedWithTwins", number(finding.explainedWithTwins)),
            ]
        }
        return object(members)
    }

    /// ISO 8601 in UTC.
    static func time(_ microseconds: Int64) -> String {
        "\(RequestTime(microseconds: microseconds))"
    }

    private static func object(_ members: [(String, String)]) -> String {
        "{" + members.map { "\(quoted($0)):\($1)" }.joined(separator: ",") + "}"
    }

    /// A number with seven significant digits, whole ones whole.
    ///
    /// JSON knows no infinity: null.
    static func number(_ value: Double) -> String {
        guard value.isFinite else { return "null" }
        if value == value.rounded(), abs(value) < 1e15 { return String(format: "%.0f", value) }
        return String(format: "%.7g", value)
    }

    /// A text between quotation marks (RFC 8259).
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\u{0}"..<" ", "\u{7F}"..<"\u{A0}", "\u{2028}", "\u{2029}":
                result += String(format: "\\u%04x", scalar.value)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
