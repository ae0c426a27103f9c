import DMEP
import Ontology

/// Names of classes and properties that messages use.
public struct OntologyNames: Hashable, Sendable {
    /// The classes.
    public var classes: Set<OntologyURI>
    /// The properties, by URI.
    public var properties: Set<String>

    /// Makes a set of its parts.
    public init(classes: Set<OntologyURI> = [], properties: Set<String> = []) {
        self.classes = classes
        self.properties = properties
    }

    /// Whether there are none.
    public var isEmpty: Bool { classes.isEmpty && properties.isEmpty }

    /// The documents that define them, ordered; names that cannot be looked up have none.
    public var documents: [String] {
        var documents = Set(properties.compactMap(Self.document))
        for uri in classes {
            if let document = Self.document(defining: uri.text) { documents.insert(document) }
        }
        return documents.sorted()
    }

    /// The URI of the document that defines a name: what stands before its first `#`.
    ///
    /// - Returns: nil for a name without `#` or with nothing on one side of it; such a name cannot be
    ///   looked up.
    public static func document(defining name: String) -> String? {
        let bytes = name.utf8
        guard let mark = bytes.firstIndex(of: UInt8(ascii: "#")), mark != bytes.startIndex,
            bytes.index(after: mark) != bytes.endIndex
        else { return nil }
        return String(name[..<mark])
    }
}

/// A name that a message uses.
public enum OntologyName: Hashable, Sendable {
    /// Of a class.
    case componentClass(OntologyURI)
    /// Of a property.
    case property(String)
}

/// Something that speaks of classes and properties by name.
public protocol OntologyMentioning {
    /// Calls `visit` with every name, in the order of the message; the same name may come again.
    func visitNames(_ visit: (OntologyName) -> Void)
}
