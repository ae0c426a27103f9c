import Ontology

/// Anything that agents and directories send one another: the root of a document.
public enum Document: Hashable, Sendable, Codable {
    /// `capriMessage`.
    case messages(MessageBatch)
    /// `directoryUpdate`.
    case directoryUpdate(DirectoryUpdate)
    /// `directoryUpdateResponse`.
    case directoryUpdateResponse(DirectoryUpdateResponse)
    /// `serviceMapRequest`.
    case serviceMapRequest(ServiceMapRequest)
    /// `serviceMap`.
    case serviceMap(ServiceMap)
    /// `componentOntology`.
    case ontology(OntologyDocument)
}

/// Definitions of classes and properties, as published under their URI (CAPRI thesis, A.1).
public struct OntologyDocument: Hashable, Sendable, Codable {
    /// A class with what it specialises and what identifies its individuals.
    public struct Class: Hashable, Sendable, Codable {
        /// The name.
        public var name: OntologyURI
        /// The classes that it specialises.
        public var superclasses: [OntologyURI]
        /// The URIs of the properties that identify an individual.
        public var identifyingProperties: [String]

        /// Makes a class of its parts.
        public init(
            name: OntologyURI, superclasses: [OntologyURI] = [],
            identifyingProperties: [String] = []
        ) {
            self.name = name
            self.superclasses = superclasses
            self.identifyingProperties = identifyingProperties
        }
    }

    /// The classes.
    public var classes: [Class]
    /// The properties; `PropertyDefinition.name` is the URI and none is marked as identifying.
    public var properties: [PropertyDefinition]

    /// Makes a document of its parts.
    public init(classes: [Class] = [], properties: [PropertyDefinition] = []) {
        self.classes = classes
        self.properties = properties
    }

    /// The definitions as agents think with them.
    ///
    /// A class' identifying property takes its kind from the document's own properties, and is an open text
    /// when another document defines it.
    public var ontology: ComponentOntology {
        let kinds = Dictionary(properties.map { ($0.name, $0.kind) }, uniquingKeysWith: { $1 })
        return ComponentOntology(
            classes: classes.map { definition in
                ComponentClass(
                    uri: definition.name, superclasses: definition.superclasses,
                    properties: definition.identifyingProperties.map { name in
                        PropertyDefinition(
                            name: name, kind: kinds[name] ?? .descriptive(range: []),
                            isIdentifying: true)
                    })
            }, properties: properties)
    }
}
