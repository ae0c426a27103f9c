import Ontology

/// How probable each value of a property is, or how well each explains evidence (CAPRI thesis, A.2.1).
public struct BeliefStatement: Hashable, Sendable, Codable {
    /// What the numbers mean.
    public enum Kind: String, Hashable, Sendable, Codable {
        /// P(value | evidence): Pearl's belief, the product of pi and lambda.
        case distribution
        /// P(evidence | value), up to a common factor: Pearl's lambda.
        case likelihood
    }

    /// A value of the property with its number.
    public struct Entry: Hashable, Sendable, Codable {
        /// The value.
        public var value: String
        /// Its probability or likelihood.
        public var probability: Double

        /// Makes an entry of its parts.
        public init(value: String, probability: Double) {
            self.value = value
            self.probability = probability
        }
    }

    /// Who believes it and since when.
    public var metadata: InformationMetadata
    /// The component of whose property it speaks.
    public var subject: ComponentMention
    /// The URI of the property.
    public var property: String
    /// Belief or likelihood.
    public var kind: Kind
    /// A number for each value; at least two.
    public var entries: [Entry]
    /// What it rests on, as paths from the subject; empty when on dependency knowledge alone.
    public var evidence: [PropertyPath]

    /// Makes a statement of its parts.
    public init(
        metadata: InformationMetadata, subject: ComponentMention, property: String,
        kind: Kind = .distribution, entries: [Entry], evidence: [PropertyPath] = []
    ) {
        self.metadata = metadata
        self.subject = subject
        self.property = property
        self.kind = kind
        self.entries = entries
        self.evidence = evidence
    }
}
