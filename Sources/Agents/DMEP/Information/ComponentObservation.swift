/// What an agent saw: a component with the values of its properties (CAPRI thesis, A.2.1).
public struct ComponentObservation: Hashable, Sendable, Codable {
    /// Who saw it and when; holds for all properties.
    public var metadata: InformationMetadata
    /// The component with what was seen of it.
    public var component: ComponentDescription

    /// Makes an observation of its parts.
    public init(metadata: InformationMetadata, component: ComponentDescription) {
        self.metadata = metadata
        self.component = component
    }
}
