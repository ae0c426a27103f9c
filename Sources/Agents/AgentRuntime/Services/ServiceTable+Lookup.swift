import DMEP
import Ontology

extension ServiceTable {
    /// The services of one kind, in the order of preference.
    public func services(of kind: ServiceKind) -> [ServiceAdvertisement] {
        services.filter { $0.kind == kind }
    }

    /// The services that take a component as input, in the order of preference.
    ///
    /// - Parameters:
    ///   - classes: the component's classes; services for what they specialise count too.
    ///   - kinds: what is wanted.
    public func services(
        takingInput classes: [OntologyURI], ontology: ComponentOntology, kinds: Set<ServiceKind>
    ) -> [ServiceAdvertisement] {
        ontology.lineage(of: classes).flatMap { positionsByInputClass[$0] ?? [] }.sorted()
            .map { services[$0] }.filter { kinds.contains($0.kind) }
    }

    /// The subscriptions to notifications of a component, in the order of preference.
    public func subscriptions(
        to classes: [OntologyURI], ontology: ComponentOntology
    ) -> [ServiceAdvertisement] {
        services(takingInput: classes, ontology: ontology, kinds: [.notification])
    }

    /// The services that tell how a property depends on others, in the order of preference.
    ///
    /// - Parameters:
    ///   - property: the URI of the property.
    ///   - subject: the class; knowledge of what it specialises holds for it too.
    ///   - parents: what the knowledge is to depend on, in any order; nil for anything.
    public func services(
        knowing property: String, of subject: OntologyURI, ontology: ComponentOntology,
        parents: Set<PropertyPath>? = nil
    ) -> [ServiceAdvertisement] {
        let lineage = ontology.lineage(of: subject)
        let subjects = Set(lineage)
        return Set(lineage.flatMap { positionsByKnowledge[$0] ?? [] }).sorted()
            .map { services[$0] }
            .filter { service in
                service.outputKnowledge.contains { output in
                    output.property == property && subjects.contains(output.subject)
                        && (parents.map { $0 == Set(output.parents) } ?? true)
                }
            }
    }
}
