import Ontology

/// How a property of a class depends on others, as agents exchange it (CAPRI thesis, A.2.1).
public struct KnowledgeStatement: Hashable, Sendable, Codable {
    /// A conditional probability table: P(property = value | parents = parentValues).
    public struct Table: Hashable, Sendable, Codable {
        /// One probability of the table.
        public struct Entry: Hashable, Sendable, Codable {
            /// The value of each parent, in the order of `parents`.
            public var parentValues: [String]
            /// The value of the property.
            public var value: String
            /// The probability.
            public var probability: Double

            /// Makes an entry of its parts.
            public init(parentValues: [String], value: String, probability: Double) {
                self.parentValues = parentValues
                self.value = value
                self.probability = probability
            }
        }

        /// The paths of the parents from the subject; their order is that of `parentValues`.
        public var parents: [PropertyPath]
        /// The entries; combinations that are left out have probability 0.
        public var entries: [Entry]

        /// Makes a table of its parts.
        public init(parents: [PropertyPath], entries: [Entry]) {
            self.parents = parents
            self.entries = entries
        }
    }

    /// Who knows it and since when.
    public var metadata: InformationMetadata
    /// The class of component for which it holds.
    public var subject: OntologyURI
    /// The URI of the property.
    public var property: String
    /// The table.
    public var table: Table
    /// Where it comes from, in words, with its version: "learned from 12,300 failures, version 4"; not in the thesis.
    public var source: String?

    /// Makes a statement of its parts.
    public init(
        metadata: InformationMetadata, subject: OntologyURI, property: String, table: Table,
        source: String? = nil
    ) {
        self.metadata = metadata
        self.subject = subject
        self.property = property
        self.table = table
        self.source = source
    }
}
