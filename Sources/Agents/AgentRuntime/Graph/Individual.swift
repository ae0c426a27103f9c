import Ontology

/// A component or test in a component graph.
public struct Individual: Hashable, Sendable {
    /// Its classes, in the order in which they were named.
    public var classes: [OntologyURI]
    /// The values of its descriptive properties, by URI.
    public var readings: [String: Reading] = [:]
    /// The individuals at the other end of its relationships, by URI.
    public var links: [String: Int] = [:]
    /// Whether it is only supposed to exist: an action would bring it to light (CAPRI thesis, 7.6).
    public var isSupposed = false

    /// Makes an individual.
    public init(classes: [OntologyURI], isSupposed: Bool = false) {
        self.classes = classes
        self.isSupposed = isSupposed
    }
}

/// What identifies an individual: the values of the identifying properties of a class (CAPRI thesis, 4.1.1).
public struct Identity: Hashable, Sendable, Codable {
    /// The class whose identifying properties these are: that of the individual or one that it specialises.
    public let componentClass: OntologyURI
    /// The values, in the order of the class' identifying properties.
    public let values: [String]

    /// Makes an identity of its parts.
    public init(componentClass: OntologyURI, values: [String]) {
        self.componentClass = componentClass
        self.values = values
    }

    /// Short name and values, for people.
    public var text: String {
        "\(componentClass.shortName) \(values.joined(separator: " "))"
    }
}
