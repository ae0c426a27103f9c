/// The name of a component class or property: a URI, compared as text.
///
/// An agent that meets a URI that it does not know fetches the definition from there (CAPRI thesis, 4.1).
/// The part behind `#` is the short name that people read.
public struct OntologyURI: Hashable, Sendable, Codable, Comparable, CustomStringConvertible,
    ExpressibleByStringLiteral
{
    /// The whole URI.
    public let text: String

    /// Makes a name of the whole URI `text`.
    public init(_ text: String) { self.text = text }

    /// Makes a name of a literal.
    public init(stringLiteral value: String) { self.init(value) }

    /// Reads the URI as a single string.
    public init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    /// Writes the URI as a single string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// The part behind the last `#`, or the whole URI when it has none.
    public var shortName: String {
        guard let mark = text.lastIndex(of: "#") else { return text }
        return String(text[text.index(after: mark)...])
    }

    /// The whole URI.
    public var description: String { text }

    /// Orders by text.
    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}
