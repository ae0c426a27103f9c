/// A kind of network component or diagnostic test, such as `HTTP_Server` (CAPRI thesis, 4.1, A.1).
public struct ComponentClass: Hashable, Sendable, Codable {
    /// The name of the class.
    public let uri: OntologyURI
    /// The classes that it specialises; their properties and their knowledge hold for it too.
    public let superclasses: [OntologyURI]
    /// What its individuals may have, in order.
    public let properties: [PropertyDefinition]
    /// What people call it, in lower case: "local network".
    public let label: String

    /// Makes a class of its parts.
    public init(
        uri: OntologyURI, superclasses: [OntologyURI] = [], properties: [PropertyDefinition] = [],
        label: String = ""
    ) {
        self.uri = uri
        self.superclasses = superclasses
        self.properties = properties
        self.label = label.isEmpty ? uri.shortName : label
    }
}

/// A property of a component class (CAPRI thesis, 4.1.2).
public struct PropertyDefinition: Hashable, Sendable, Codable {
    /// What a property holds.
    public enum Kind: Hashable, Sendable, Codable {
        /// A value; when the range is not empty, one of these.
        case descriptive(range: [String])
        /// Another component, of this class; `symmetric` is the property that leads back.
        case relationship(range: OntologyURI, symmetric: String?)
    }

    /// The short name, used in property paths.
    public let name: String
    /// Value or relationship.
    public let kind: Kind
    /// Whether two individuals of the class with the same value of all identifying properties are one.
    public let isIdentifying: Bool

    /// Makes a property of its parts.
    public init(name: String, kind: Kind, isIdentifying: Bool = false) {
        self.name = name
        self.kind = kind
        self.isIdentifying = isIdentifying
    }

    /// The values that a descriptive property may take; empty when open or a relationship.
    public var range: [String] {
        if case .descriptive(let range) = kind { return range }
        return []
    }
}
