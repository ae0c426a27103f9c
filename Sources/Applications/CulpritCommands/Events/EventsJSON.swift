import Reasoning

/// Events as JSON, a line each (NDJSON).
///
/// The form is documented in Documentation/Protocols/events-json.md.
enum EventsJSON {
    /// Rises when a key changes its meaning or goes; new keys do not raise it.
    static let schema = 1

    /// A line.
    static func line(_ event: ServiceEvent) -> String {
        let group = event.group.map { ($0.attribute, JSONText.quoted($0.value)) }
        return JSONText.object([
            ("schema", "\(schema)"),
            ("event", JSONText.quoted(event.identifier)),
            ("metric", JSONText.quoted(event.metric)),
            ("kind", JSONText.quoted(event.kind)),
            ("group", JSONText.object(group)),
            ("from", time(event.from)),
            ("to", event.to.map(time) ?? "null"),
            ("bins", "\(event.bins)"),
            ("level", "\(event.level)"),
            ("deviation", JSONText.number(event.deviation)),
            ("forecast", JSONText.number(event.forecast)),
            ("actual", JSONText.number(event.actual)),
            ("users", "\(event.users)"),
            ("severity", JSONText.number(event.severity)),
            ("evidence", JSONText.number(event.evidence)),
            ("explains", JSONText.list(event.explains.map(JSONText.quoted))),
            ("explained", "\(event.explainedCount)"),
            ("within", JSONText.list(event.within.map(JSONText.quoted))),
        ]) + "\n"
    }

    private static func time(_ seconds: Int64) -> String {
        JSONText.quoted(JSONText.time(seconds * 1_000_000))
    }
}

extension ServiceEvent {
    /// The same in every run over the same measurements.
    var identifier: String { "\(metric)-\(number)" }
}
