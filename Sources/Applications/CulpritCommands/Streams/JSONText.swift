import Foundation
import Records

/// JSON as the commands of streams print it, in the order in which keys are given.
enum JSONText {
    /// ISO 8601 in UTC.
    static func time(_ microseconds: Int64) -> String {
        "\(RequestTime(microseconds: microseconds))"
    }

    /// An object of keys and values that are JSON already.
    static func object(_ members: [(String, String)]) -> String {
        "{" + members.map { "\(quoted($0)):\($1)" }.joined(separator: ",") + "}"
    }

    /// A number with seven significant digits, whole ones whole.
    ///
    /// JSON knows no infinity: null.
    static func number(_ value: Double) -> String {
        guard value.isFinite else { return "null" }
        // Minus zero is zero.
        if value == 0 { return "0" }
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

    /// A list of what is JSON already.
    static func list(_ values: some Sequence<String>) -> String {
        "[" + values.joined(separator: ",") + "]"
    }
}
