/// Why routing data cannot be read.
public enum RoutingDataError: Error, Hashable, Sendable {
    /// The file cannot be opened or read; the reason as the system gave it.
    case unreadable(path: String, reason: String)
    /// A line is not a prefix and the number of an autonomous system.
    case malformedLine(number: Int, text: String, reason: String)
    /// A line is longer than any honest one.
    case lineTooLong(number: Int, limit: Int)
}

extension RoutingDataError: CustomStringConvertible {
    /// What is wrong, where, and what the reader can do.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason):
            "the file \(path) cannot be read: \(reason)"
        case .malformedLine(let number, let text, let reason):
            "line \(number), '\(text.prefix(80))': \(reason)"
        case .lineTooLong(let number, let limit):
            "line \(number) has more than \(limit) bytes; write one prefix and one number a line"
        }
    }
}
