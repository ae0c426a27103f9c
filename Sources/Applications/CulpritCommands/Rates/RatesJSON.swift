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
            ("from", report.times.map { JSONText.quoted(JSONText.time($0.lowerBound)) } ?? "null"),
            ("to", report.times.map { JSONText.quoted(JSONText.time($0.upperBound)) } ?? "null"),
            ("observations", JSONText.number(report.observations)),
            ("failures", JSONText.number(report.failures)),
            ("objective", JSONText.number(report.objective)),
            ("faults", "[" + report.faults.map(Self.fault).joined(separator: ",") + "]"),
        ]
        var rejected = [("lines", "\(reasons.reduce(0) { $0 + $1.value })")]
        if !reasons.isEmpty {
            rejected.append(
                ("reasons", JSONText.object(reasons.map { ($0.key.rawValue, "\($0.value)") })))
        }
        members.append(("rejected", JSONText.object(rejected)))
        members += [
            ("named", "\(report.namedCount)"),
            ("candidates", "\(report.candidates)"),
            ("clients", "\(report.clients)"),
            ("mistakes", JSONText.number(step.mistakes)),
            ("unexplained", JSONText.number(report.unexplained)),
            ("recovered", "[" + report.recovered.map(JSONText.quoted).joined(separator: ",") + "]"),
            ("folded", "\(step.foldedFaults)"),
        ]
        return JSONText.object(members) + "\n"
    }

    private static func fault(_ finding: FaultRateFinding) -> String {
        var members = [
            ("fault", JSONText.quoted(finding.fault)),
            ("mean", JSONText.number(finding.mean)),
            ("low", JSONText.number(finding.low)),
            ("high", JSONText.number(finding.high)),
            ("alpha", JSONText.number(finding.alpha)),
            ("beta", JSONText.number(finding.beta)),
            ("odds", JSONText.number(finding.odds)),
            ("explained", JSONText.number(finding.explained)),
            ("requests", JSONText.number(finding.requests)),
            ("clients", "\(finding.clients)"),
            ("lost", JSONText.number(finding.lost)),
            ("exactMean", JSONText.number(finding.exactMean)),
            ("differs", "\(finding.differs)"),
            ("named", "\(finding.isNamed)"),
            ("new", "\(finding.isNew)"),
        ]
        if let since = finding.since {
            members.append(
                ("since", since.time.map { JSONText.quoted(JSONText.time($0)) } ?? "\(since.block)")
            )
        }
        if !finding.twins.isEmpty {
            members += [
                ("twins", "[" + finding.twins.map(JSONText.quoted).joined(separator: ",") + "]"),
                ("explainedWithTwins", JSONText.number(finding.explainedWithTwins)),
            ]
        }
        return JSONText.object(members)
    }
}
