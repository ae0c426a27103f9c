/// Why a document is refused.
public enum DocumentError: Error, Hashable, Sendable {
    /// It is not well-formed XML or JSON in UTF-8.
    case notWellFormed(line: Int?, reason: String)
    /// It holds a document type or entity declaration, which no message needs.
    case declaresEntities
    /// It is larger than a limit.
    case tooLarge(what: String, limit: Int)
    /// An element or key that has no place there.
    case unexpected(element: String, within: String)
    /// An element, attribute or key that is needed is missing.
    case missing(what: String, within: String)
    /// A value that cannot be read or lies outside what is possible.
    case invalid(what: String, value: String, reason: String)
}

extension DocumentError: CustomStringConvertible {
    /// What is wrong, where, and what the sender can do.
    public var description: String {
        switch self {
        case .notWellFormed(let line, let reason):
            "the document is not well-formed\(line.map { " at line \($0)" } ?? ""): \(reason)"
        case .declaresEntities:
            "the document has a document type declaration: send it without one"
        case .tooLarge(let what, let limit):
            "the document has more than \(limit) \(what): send less at a time"
        case .unexpected(let element, let within):
            "\(element) has no place in \(within)"
        case .missing(let what, let within):
            "\(what) is missing in \(within)"
        case .invalid(let what, let value, let reason):
            "\(what) is \(value.prefix(80)): \(reason)"
        }
    }
}
