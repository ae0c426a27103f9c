/// Why a leaf table or a setting cannot be used, and where that lies.
public enum LocalizationError: Error, Sendable, Equatable {
    /// A table without any column to tell leaves apart.
    case noAttributes
    /// More attributes than combinations of them can be numbered.
    case tooManyAttributes(Int)
    /// Two arrays that describe the same things differ in length.
    case unequalLengths(what: String, found: Int, expected: Int)
    /// A code for which the attribute has no value.
    case unknownValue(attribute: String, code: Int, leaf: Int)
    /// A value that is negative or no number.
    case badValue(column: String, value: Double, leaf: Int)
    /// A setting outside its range.
    case badSetting(name: String, value: Double)
}

extension LocalizationError: CustomStringConvertible {
    /// A sentence that says what is wrong and what to change.
    public var description: String {
        switch self {
        case .noAttributes:
            "the table has no attribute column: without one there is nothing to localize to"
        case .tooManyAttributes(let count):
            "the table has \(count) attributes, more than 30: leave out those that do not matter"
        case .unequalLengths(let what, let found, let expected):
            "there are \(found) \(what) where \(expected) are expected"
        case .unknownValue(let attribute, let code, let leaf):
            "leaf \(leaf) has code \(code) for \(attribute), which has no such value"
        case .badValue(let column, let value, let leaf):
            "leaf \(leaf) has \(value) in \(column): a number of 0 or more is expected"
        case .badSetting(let name, let value):
            "\(name) cannot be \(value)"
        }
    }
}
