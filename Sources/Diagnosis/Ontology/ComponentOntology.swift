/// The classes that an agent knows, with what follows from subclassing.
public struct ComponentOntology: Hashable, Sendable {
    private var classes: [OntologyURI: ComponentClass]
    private var properties: [String: PropertyDefinition]
    /// What follows from the classes, worked out once: every message asks for it many times.
    private var lineages: [OntologyURI: [OntologyURI]] = [:]

    /// Makes an ontology; of two classes or properties with the same name the later one holds.
    ///
    /// - Parameters:
    ///   - classes: the classes, each with properties of its own.
    ///   - properties: properties that any component may have (CAPRI thesis, A.1.3).
    public init(classes: [ComponentClass], properties: [PropertyDefinition] = []) {
        self.classes = Dictionary(classes.map { ($0.uri, $0) }, uniquingKeysWith: { $1 })
        self.properties = Dictionary(
            properties.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        lineages = Self.lineages(of: self.classes)
    }

    /// Takes in the definitions of another ontology; where both define a name, the other one's holds.
    public mutating func merge(_ other: ComponentOntology) {
        classes.merge(other.classes) { $1 }
        properties.merge(other.properties) { $1 }
        lineages = Self.lineages(of: classes)
    }

    /// The properties that any component may have, ordered by name.
    public var sharedProperties: [PropertyDefinition] {
        properties.values.sorted { $0.name < $1.name }
    }

    /// The property of that name that any component may have.
    public func sharedProperty(_ name: String) -> PropertyDefinition? { properties[name] }

    /// The class of that name.
    public subscript(uri: OntologyURI) -> ComponentClass? { classes[uri] }

    /// Every class, ordered by name.
    public var all: [ComponentClass] { classes.values.sorted { $0.uri < $1.uri } }

    /// The class itself and all that it specialises, nearest first, each once; cycles end the walk.
    public func lineage(of uri: OntologyURI) -> [OntologyURI] { lineages[uri] ?? [uri] }

    private static func lineages(
        of classes: [OntologyURI: ComponentClass]
    ) -> [OntologyURI: [OntologyURI]] {
        classes.mapValues { start in
            var found = [start.uri]
            var next = 0
            while next < found.count {
                for parent in classes[found[next]]?.superclasses ?? []
                where !found.contains(parent) {
                    found.append(parent)
                }
                next += 1
            }
            return found
        }
    }

    /// The class names and those of all that they specialise, nearest first, each once.
    public func lineage(of uris: [OntologyURI]) -> [OntologyURI] {
        if uris.count == 1 { return lineage(of: uris[0]) }
        var found = [OntologyURI]()
        for uri in uris {
            for ancestor in lineage(of: uri) where !found.contains(ancestor) {
                found.append(ancestor)
            }
        }
        return found
    }

    /// The property `name` of a class: its own, inherited, or one that any component may have.
    public func property(_ name: String, of uri: OntologyURI) -> PropertyDefinition? {
        for ancestor in lineage(of: uri) {
            if let property = classes[ancestor]?.properties.first(where: { $0.name == name }) {
                return property
            }
        }
        return properties[name]
    }

    /// The names of the properties that identify individuals of a class; its own, or those of the nearest
    /// class that it specialises and that has any.
    public func identifyingProperties(of uri: OntologyURI) -> [String] {
        for ancestor in lineage(of: uri) {
            let own = classes[ancestor]?.properties.filter(\.isIdentifying).map(\.name) ?? []
            if !own.isEmpty { return own }
        }
        return []
    }

    /// Whether an individual of `uri` is one of `ancestor` too.
    public func isKind(_ uri: OntologyURI, of ancestor: OntologyURI) -> Bool {
        lineage(of: uri).contains(ancestor)
    }
}
