import DMEP
import Ontology

extension WhyVocabulary {
    /// The classes and properties as agents publish them (CAPRI thesis, A.1), under ``ShippedOntologies/why``.
    ///
    /// Between agents a property means the same wherever it stands, so that one whose values differ from
    /// class to class is named for its class: see ``propertyURI(_:of:)``.
    public var ontologyDocument: DMEP.OntologyDocument {
        var classes = [DMEP.OntologyDocument.Class]()
        var properties = [String: PropertyDefinition]()
        for definition in ontology.all {
            let names = definition.properties.map { propertyURI($0.name, of: definition.uri) }
            classes.append(
                DMEP.OntologyDocument.Class(
                    name: definition.uri, superclasses: definition.superclasses,
                    identifyingProperties: zip(names, definition.properties)
                        .filter(\.1.isIdentifying).map(\.0)))
            for (name, property) in zip(names, definition.properties)
            where name != Self.sharedStatus {
                properties[name] = PropertyDefinition(name: name, kind: property.kind)
            }
        }
        return DMEP.OntologyDocument(
            classes: classes, properties: properties.values.sorted { $0.name < $1.name })
    }

    /// The URI under which agents know a property of a class.
    ///
    /// `status` is that of every component (CAPRI thesis, B.1.1). A property that is the same in every class
    /// that has it keeps its name: `connection`, `pace`. Another gets the name of its class in front, as in the
    /// thesis' `asPathTestResult`: `fault` of `DNS_Lookup` becomes `dnsLookupFault`.
    /// - Complexity: O(properties of all classes).
    public func propertyURI(_ name: String, of componentClass: OntologyURI) -> String {
        if name == "status" { return Self.sharedStatus }
        let kinds = Set(ontology.all.flatMap(\.properties).filter { $0.name == name }.map(\.kind))
        guard kinds.count > 1 else { return names.uri(name).text }
        let words = componentClass.shortName.split(separator: "_")
        let owner = words.enumerated().map { index, word in
            index == 0 ? word.lowercased() : word.prefix(1).uppercased() + word.dropFirst()
        }
        return names.uri(owner.joined() + name.prefix(1).uppercased() + name.dropFirst()).text
    }

    /// The property that every component has, which the vocabulary uses and does not define.
    private static let sharedStatus = ShippedOntologies.core + "#status"
}
