/// The name of a component individual within one conversation.
public struct ComponentID: Hashable, Sendable, Codable, Comparable, CustomStringConvertible,
    ExpressibleByStringLiteral
{
    /// The name itself.
    public let text: String
    /// Makes an identifier of `text`.
    public init(_ text: String) { self.text = text }
    /// Makes an identifier of a literal.
    public init(stringLiteral value: String) { self.init(value) }
    /// Reads the identifier as a single string.
    public init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }
    /// Writes the identifier as a single string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
    /// The name itself.
    public var description: String { text }
    /// Orders by name.
    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

/// One component of the network, or one diagnostic test upon it (CAPRI thesis, 4.1.1).
public struct Component: Hashable, Sendable, Codable {
    /// The value of a property of an individual.
    public enum Value: Hashable, Sendable, Codable {
        /// The value of a descriptive property.
        case literal(String)
        /// The individual at the other end of a relationship.
        case component(ComponentID)
    }

    /// Its name in this conversation.
    public let id: ComponentID
    /// Its classes, the most specific first; at least one.
    public let classes: [OntologyURI]
    /// What is known of it, by the property's name.
    public let properties: [String: Value]

    /// Makes an individual of its parts.
    public init(
        id: ComponentID, componentClass: OntologyURI, properties: [String: Value] = [:]
    ) {
        self.init(id: id, classes: [componentClass], properties: properties)
    }

    /// Makes an individual of several classes.
    public init(id: ComponentID, classes: [OntologyURI], properties: [String: Value] = [:]) {
        self.id = id
        self.classes = classes
        self.properties = properties
    }
}
