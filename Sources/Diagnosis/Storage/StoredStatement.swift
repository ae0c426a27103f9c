import Ontology

/// An observation or a belief about a property of a component.
public struct StoredStatement: Hashable, Sendable {
    /// What the payload says.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A value that was seen.
        case value
        /// P(value | evidence).
        case distribution
        /// P(evidence | value).
        case likelihood
    }

    /// The class of the component.
    public var componentClass: OntologyURI
    /// What tells the component from others of its class: the text of its identifying values.
    public var identity: String
    /// The property, as a path from the component.
    public var path: PropertyPath
    /// Value, distribution or likelihood.
    public var kind: Kind
    /// The agent that made it.
    public var originator: String
    /// What a belief rests on, as text; empty for values.
    ///
    /// An originator's beliefs on different evidence stand beside each other.
    public var evidence: String
    /// When it was made, in milliseconds since 1970.
    public var time: Int64
    /// When it ceases to hold, in milliseconds since 1970; nil when it does not.
    public var expires: Int64?
    /// What it says, in JSON.
    public var payload: String

    /// Makes a statement of its parts.
    public init(
        componentClass: OntologyURI, identity: String, path: PropertyPath, kind: Kind,
        originator: String, evidence: String = "", time: Int64, expires: Int64? = nil,
        payload: String
    ) {
        self.componentClass = componentClass
        self.identity = identity
        self.path = path
        self.kind = kind
        self.originator = originator
        self.evidence = evidence
        self.time = time
        self.expires = expires
        self.payload = payload
    }
}
