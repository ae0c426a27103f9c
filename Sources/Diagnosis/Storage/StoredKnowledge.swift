import Ontology

/// A version of the knowledge of how a property depends on others.
public struct StoredKnowledge: Hashable, Sendable {
    /// The class for whose individuals it holds.
    public var subject: OntologyURI
    /// The property that depends.
    public var property: String
    /// What it depends on, as paths from the subject; the order is that of the payload's table.
    public var parents: [PropertyPath]
    /// The publisher's number for it; greater is newer where the times are the same.
    public var version: Int64
    /// Who published it, or what it was learned from.
    public var source: String
    /// When it was published, in milliseconds since 1970.
    public var publishedAt: Int64
    /// The table, in JSON.
    public var payload: String

    /// Makes knowledge of its parts.
    public init(
        subject: OntologyURI, property: String, parents: [PropertyPath], version: Int64,
        source: String, publishedAt: Int64, payload: String
    ) {
        self.subject = subject
        self.property = property
        self.parents = parents
        self.version = version
        self.source = source
        self.publishedAt = publishedAt
        self.payload = payload
    }

    /// The paths of the parents in the order of text: the same for tables that differ in order only.
    var parentsKey: String { parents.map(\.description).sorted().joined(separator: "\n") }
}
