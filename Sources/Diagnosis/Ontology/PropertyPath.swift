/// A walk along relationships that ends at a property: `httpServer.status` (CAPRI thesis, 4.2.1).
///
/// As text, short names are joined by dots; where names are URIs, which hold dots themselves, by `|`, as in
/// the thesis' messages (A.3).
public struct PropertyPath: Hashable, Sendable, Codable, Comparable, CustomStringConvertible,
    ExpressibleByStringLiteral
{
    /// The names along the way; the last is the property.
    public let names: [String]

    /// Makes a path of its names.
    public init(names: [String]) { self.names = names }

    /// Makes a path of text with dots, or with `|` between URIs; empty parts are dropped.
    public init(_ text: String) {
        let separator: Character = text.contains("|") || text.contains(":") ? "|" : "."
        let parts = text.split(separator: separator).map { part in
            String(part.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
        }
        self.init(names: parts.filter { !$0.isEmpty })
    }

    /// Makes a path of a literal.
    public init(stringLiteral value: String) { self.init(value) }

    /// Reads the path as a single string.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the path as a single string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// The relationships to follow, in order.
    public var relationships: ArraySlice<String> { names.dropLast() }

    /// The property at the end; empty for an empty path.
    public var property: String { names.last ?? "" }

    /// The names joined by dots, or by `|` when a name is a URI.
    public var description: String {
        names.joined(separator: names.contains { $0.contains(".") || $0.contains(":") } ? "|" : ".")
    }

    /// Orders by text.
    public static func < (left: Self, right: Self) -> Bool {
        left.description < right.description
    }
}

/// A property of one individual: what an observation is of and what a variable stands for.
public struct ComponentProperty: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    /// The individual.
    public let component: ComponentID
    /// The property's short name.
    public let property: String

    /// Makes the pair.
    public init(_ component: ComponentID, _ property: String) {
        self.component = component
        self.property = property
    }

    /// Component and property with a dot between.
    public var description: String { "\(component).\(property)" }

    /// Orders by component, then property.
    public static func < (left: Self, right: Self) -> Bool {
        (left.component, left.property) < (right.component, right.property)
    }
}
