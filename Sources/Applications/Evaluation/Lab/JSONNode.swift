import Foundation

/// A piece of JSON (RFC 8259) whose keys stay in the order in which they were given.
enum JSONNode: Sendable, Equatable {
    case null
    case boolean(Bool)
    case integer(Int)
    /// Six decimals are kept; what is not finite becomes null.
    case number(Double)
    case string(String)
    case array([JSONNode])
    case object([Member])

    /// A key with its value.
    struct Member: Sendable, Equatable {
        let key: String
        let value: JSONNode

        init(_ key: String, _ value: JSONNode) {
            self.key = key
            self.value = value
        }
    }

    /// A number, or null.
    static func number(orNull value: Double?) -> JSONNode { value.map { .number($0) } ?? .null }
    /// A text, or null.
    static func string(orNull value: String?) -> JSONNode { value.map { .string($0) } ?? .null }
    /// A truth value, or null.
    static func boolean(orNull value: Bool?) -> JSONNode { value.map { .boolean($0) } ?? .null }

    /// The text, on one line, without spaces.
    var text: String {
        switch self {
        case .null: "null"
        case .boolean(let value): value ? "true" : "false"
        case .integer(let value): "\(value)"
        case .number(let value): Self.written(value)
        case .string(let value): Self.written(value)
        case .array(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
        case .object(let members):
            "{"
                + members.map { "\(Self.written($0.key)):\($0.value.text)" }.joined(separator: ",")
                + "}"
        }
    }

    private static func written(_ value: Double) -> String {
        guard value.isFinite else { return "null" }
        let rounded = (value * 1e6).rounded() / 1e6 + 0
        if rounded == rounded.rounded(), abs(rounded) < 1e15 {
            return String(format: "%.0f", rounded)
        }
        return "\(rounded)"
    }

    private static func written(_ value: String) -> String {
        var text = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case "\r": text += "\\r"
            case "\u{0}"..<" ", "\u{7F}", "\u{2028}", "\u{2029}":
                text += String(format: "\\u%04x", scalar.value)
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}
