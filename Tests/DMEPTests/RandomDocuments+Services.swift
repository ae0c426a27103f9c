import DMEP
import Ontology

extension RandomDocuments {
    mutating func update() -> DirectoryUpdate {
        DirectoryUpdate(
            advertisements: list(2) { $0.advertisement() },
            retractions: list(2) { $0.retraction() }, lease: maybe { $0.time() },
            via: list(2) { $0.text() })
    }

    mutating func retraction() -> ServiceRetraction {
        ServiceRetraction(serviceID: text(), agentURI: text(), time: time())
    }

    mutating func advertisement() -> ServiceAdvertisement {
        ServiceAdvertisement(
            serviceID: text(), agentURI: text(), time: time(), kind: pick(ServiceKind.allCases),
            cost: ServiceCost(
                expected: amount(), percentile95: maybe { $0.amount() },
                milliseconds: maybe { $0.amount() }, milliseconds95: maybe { $0.amount() }),
            requesters: RequesterRestriction(
                types: list(2) { $0.text() },
                autonomousSystems: list(2) {
                    let low = UInt32(truncatingIfNeeded: $0.next())
                    return low...low.addingReportingOverflow(.max - low).partialValue
                }, needsCredentials: often()), inputClass: maybe { OntologyURI($0.name()) },
            inputs: list(3) { $0.input() }, outputObservations: list(2) { $0.path() },
            outputBeliefs: list(2) { $0.output() }, outputLikelihoods: list(2) { $0.output() },
            outputKnowledge: list(2) {
                OutputKnowledge(
                    subject: OntologyURI($0.name()), property: $0.name(),
                    parents: $0.list(2) { $0.path() })
            }, candidateExplanations: list(2) { $0.path() })
    }

    mutating func input() -> InputProperty {
        InputProperty(
            path: path(), isRequired: often(),
            indexFunctions: list(3) {
                $0.pick([
                    .base64ToInteger, .modulo(1 + $0.next() / 2), .addressToInteger,
                    .autonomousSystem,
                ])
            },
            indexRanges: list(2) {
                let low = $0.next()
                return $0.often() ? low...low : 0...low
            })
    }

    mutating func output() -> OutputBelief {
        OutputBelief(path: path(), evidence: list(2) { $0.path() })
    }

    mutating func ontology() -> OntologyDocument {
        OntologyDocument(
            classes: list(3) {
                .init(
                    name: OntologyURI($0.name()),
                    superclasses: $0.list(2) { OntologyURI($0.name()) },
                    identifyingProperties: $0.list(2) { $0.name() })
            },
            properties: list(3) {
                PropertyDefinition(
                    name: $0.name(),
                    kind: $0.often()
                        ? .descriptive(range: $0.list(3) { $0.text() })
                        : .relationship(
                            range: OntologyURI($0.name()), symmetric: $0.maybe { $0.name() }))
            })
    }
}
