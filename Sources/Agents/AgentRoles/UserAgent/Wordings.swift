import Foundation

/// Words for people: dates, spans of time, and sentences with places filled in.
enum Wordings {
    /// A date as `2026-11-21`, in UTC.
    static func day(_ date: Date) -> String {
        date.formatted(.iso8601.year().month().day())
    }

    /// A span of time in its largest fitting unit: `40 s`, `12 min`, `5 hours`, `3 days`.
    static func span(_ seconds: Double) -> String {
        switch seconds {
        case ..<120: "\(Int(seconds.rounded())) s"
        case ..<7_200: "\(Int((seconds / 60).rounded())) min"
        case ..<172_800: "\(Int((seconds / 3_600).rounded())) hours"
        default: "\(Int((seconds / 86_400).rounded())) days"
        }
    }

    /// The name of the status codes that people meet (RFC 9110, RFC 7725, RFC 6585).
    static func status(_ status: Int) -> String? {
        let names = [
            400: "bad request", 401: "you are not signed in", 403: "forbidden",
            404: "there is no such page", 405: "method not allowed", 410: "the page is gone",
            429: "too many requests", 451: "unavailable for legal reasons",
            500: "internal server error", 502: "its own backend fails",
            503: "it is overloaded or in maintenance", 504: "its own backend does not answer",
        ]
        return names[status]
    }

    /// What stands in for a place that nothing was measured for.
    private static let fallbacks = [
        "address": "the server", "interface": "the interface", "gateway": "the router",
        "resolver": "the name server", "status": "an error", "port": "the port",
        "brokenFamily": "one address family", "workingFamily": "the other",
    ]

    /// Fills the places of a sentence; a part in brackets is left out when one of its places is unknown.
    static func fill(_ template: String, _ facts: [String: String]) -> String {
        var text = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "[") {
            text += replace(rest[..<open], facts, fallbacks) ?? ""
            guard let close = rest[open...].firstIndex(of: "]") else { break }
            let part = rest[rest.index(after: open)..<close]
            text += replace(part, facts, [:]) ?? ""
            rest = rest[rest.index(after: close)...]
        }
        text += replace(rest, facts, fallbacks) ?? ""
        return text
    }

    /// The text with its places filled; nil when one is unknown.
    private static func replace(
        _ part: Substring, _ facts: [String: String], _ fallbacks: [String: String]
    ) -> String? {
        var text = ""
        var rest = part
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let key = String(rest[rest.index(after: open)..<close])
            guard let value = facts[key] ?? fallbacks[key] else { return nil }
            text += rest[..<open] + value
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }
}
