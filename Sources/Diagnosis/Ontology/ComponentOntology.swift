/// The classes that an agent knows, with what follows from subclassing.
public struct ComponentOntology: Hashable, Sendable {
    private let classes: [OntologyURI: ComponentClass]

    /// Makes an ontology of `classes`; of two with the same URI the later one holds.
    public init(classes: [ComponentClass]) {
        self.classes = Dictionary(classes.map { ($0.uri, $0) }, uniquingKeysWith: { $1 })
    }

    /// The class of that name.
    public subscript(uri: OntologyURI) -> ComponentClass? { classes[uri] }

    /// Every class, ordered by name.
    public var all: [ComponentClass] { classes.values.sorted { $0.uri < $1.uri } }

    /// The class itself and all that it specialises, nearest first, each once; cycles end the walk.
    public func lineage(of uri: OntologyURI) -> [OntologyURI] {
        var found = [uri]
        var next = 0
        while next < found.count {
            for parent in classes[found[next]]?.superclasses ?? [] where !found.contains(parent) {
                found.append(parent)
            }
            next += 1
        }
        return found
    }

    /// The property `name` of a class, its own or inherited.
    public func property(_ name: String, of uri: OntologyURI) -> PropertyDefinition? {
        for ancestor in lineage(of: uri) {
            if let property = classes[ancestor]?.properties.first(where: { $0.name == name }) {
                return property
            }
        }
        return nil
    }

    /// Whether an individual of `uri` is one of `ancestor` too.
    public func isKind(_ uri: OntologyURI, of ancestor: OntologyURI) -> Bool {
        lineage(of: uri).contains(ancestor)
    }
}
