import Ontology

/// Something that an agent remembers of a component.
public struct RememberedFinding: Hashable, Sendable, Codable {
    /// What was found.
    public enum Content: Hashable, Sendable, Codable {
        /// The value of a property, by path from the component.
        case value(PropertyPath, String)
        /// What another agent believes of the property at the end of a path.
        case belief(SoftEvidence, PropertyPath)
    }

    /// The component, by all identities that it is known to have.
    public var identities: [Identity]
    /// What was found.
    public var content: Content
    /// Who found it.
    public var originator: String
    /// When, in milliseconds since 1970.
    public var time: Int64
    /// When it ceases to hold.
    public var expires: Int64
    /// What the answer said of the circumstances, by path from the component.
    public var circumstances: [PropertyPath: String]
}
