/// Why series cannot be followed.
public enum SeriesError: Error, Hashable, Sendable {
    /// A number of the settings lies outside of its range.
    case setting(name: String, value: Double, range: String)
    /// A snapshot belongs to other settings: it has so many numbers instead of those expected.
    case unfitSnapshot(found: Int, expected: Int)
}

extension SeriesError: CustomStringConvertible {
    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .setting(let name, let value, let range):
            "\(name) is \(value) and must lie in \(range)"
        case .unfitSnapshot(let found, let expected):
            "the snapshot holds \(found) numbers and \(expected) are expected: "
                + "it was taken under other settings, start anew"
        }
    }
}
