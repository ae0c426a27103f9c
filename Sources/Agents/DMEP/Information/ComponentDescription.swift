import Ontology

/// A component or a diagnostic test as messages describe it (CAPRI thesis, A.2.1).
public struct ComponentDescription: Hashable, Sendable, Codable {
    /// A property with its value; properties are named by URI.
    public struct Property: Hashable, Sendable, Codable {
        /// The URI of the property.
        public var name: String
        /// A text, or the `id` of another component.
        public var value: Value

        /// Makes a property of its parts.
        public init(name: String, value: Value) {
            self.name = name
            self.value = value
        }
    }

    /// The value of a property.
    public enum Value: Hashable, Sendable, Codable {
        /// The value of a descriptive property, without white space around it.
        case text(String)
        /// The `id` of the component at the other end of a relationship.
        case reference(String)
    }

    /// Whether it is a network component or a diagnostic test.
    public enum Kind: String, Hashable, Sendable, Codable {
        /// A component of the network.
        case component
        /// A diagnostic test upon one.
        case test
    }

    /// Component or test.
    public var kind: Kind
    /// Its name within the message; nil when nothing refers to it.
    public var id: String?
    /// The classes to which it belongs; at least one.
    public var classes: [OntologyURI]
    /// Its properties, in the order of the message.
    public var properties: [Property]

    /// Makes a description of its parts.
    public init(
        kind: Kind = .component, id: String? = nil, classes: [OntologyURI],
        properties: [Property] = []
    ) {
        self.kind = kind
        self.id = id
        self.classes = classes
        self.properties = properties
    }
}

/// A component that a message speaks of: described in place, or described elsewhere in the message.
public enum ComponentMention: Hashable, Sendable, Codable {
    /// Described here.
    case described(ComponentDescription)
    /// The `id` of a component that is described elsewhere in the same message or in the request.
    case reference(String)
}
