import DMEP
import Ontology

/// What the component references of a message stand for, whatever names the message gives them.
///
/// A component is told from others by its classes with the values of their identifying properties; an
/// identifying relationship counts by what is at its other end.
public struct ReferencedComponents: Sendable {
    private let descriptions: [String: ComponentDescription]
    private let identifying: @Sendable (OntologyURI) -> [String]

    /// Takes the components of a message; of two with the same id the first counts.
    ///
    /// - Parameters:
    ///   - components: the descriptions, those without an id are left out.
    ///   - identifying: the URIs of the identifying properties of a class, see
    ///     `ComponentOntology.identifyingProperties(of:)`.
    public init(
        _ components: [ComponentDescription] = [],
        identifying: @escaping @Sendable (OntologyURI) -> [String] = { _ in [] }
    ) {
        descriptions = Dictionary(
            components.compactMap { component in component.id.map { ($0, component) } },
            uniquingKeysWith: { first, _ in first })
        self.identifying = identifying
    }

    /// The bytes that identify the component behind a reference; nil when it is not described well enough.
    func identity(of reference: String, depth: Int = 0) -> [UInt8]? {
        descriptions[reference].flatMap { identity(of: $0, depth: depth) }
    }

    /// The bytes that identify a component; nil when a class has no identifying properties or one is missing.
    func identity(of component: ComponentDescription, depth: Int = 0) -> [UInt8]? {
        // Identifying relationships in a circle identify nothing.
        guard depth < 8, !component.classes.isEmpty else { return nil }
        var bytes = CanonicalBytes()
        bytes.text("identity")
        for name in component.classes.sorted() {
            let properties = identifying(name)
            if properties.isEmpty { return nil }
            bytes.text(name.text)
            for property in properties.sorted() {
                guard let value = component.properties.first(where: { $0.name == property })?.value
                else { return nil }
                bytes.text(property)
                switch value {
                case .text(let text):
                    bytes.text("text")
                    bytes.text(text)
                case .reference(let reference):
                    guard let end = identity(of: reference, depth: depth + 1) else { return nil }
                    bytes.text("component")
                    bytes.field(end)
                }
            }
        }
        return bytes.bytes
    }
}
