import DMEP
import Ontology

extension PropertyPath: OntologyMentioning {
    /// The names along the way.
    public func visitNames(_ visit: (OntologyName) -> Void) {
        for name in names { visit(.property(name)) }
    }
}

extension ComponentDescription: OntologyMentioning {
    /// The classes and the names of the properties.
    public func visitNames(_ visit: (OntologyName) -> Void) {
        for name in classes { visit(.componentClass(name)) }
        for property in properties { visit(.property(property.name)) }
    }
}

extension ComponentMention: OntologyMentioning {
    /// The names of what is described here; none for a reference.
    public func visitNames(_ visit: (OntologyName) -> Void) {
        if case .described(let component) = self { component.visitNames(visit) }
    }
}

extension KnowledgeStatement: OntologyMentioning {
    /// The class, the property and the paths of the parents.
    public func visitNames(_ visit: (OntologyName) -> Void) {
        visit(.componentClass(subject))
        visit(.property(property))
        for parent in table.parents { parent.visitNames(visit) }
    }
}

extension BeliefStatement: OntologyMentioning {
    /// The subject, the property and the paths of the evidence.
    public func visitNames(_ visit: (OntologyName) -> Void) {
        subject.visitNames(visit)
        visit(.property(property))
        for path in evidence { path.visitNames(visit) }
    }
}

extension DiagnosticBody: OntologyMentioning {
    /// The names of all that it says.
    public func visitNames(_ visit: (OntologyName) -> Void) {
        for observation in observations { observation.component.visitNames(visit) }
        for belief in beliefs { belief.visitNames(visit) }
        for piece in knowledge { piece.visitNames(visit) }
    }
}

extension ServiceRequest: OntologyMentioning {
    /// The names of the input component and of the body.
    public func visitNames(_ visit: (OntologyName) -> Void) {
        inputComponent?.visitNames(visit)
        body.visitNames(visit)
    }
}

extension ServiceResponse: OntologyMentioning {
    /// The names of the body.
    public func visitNames(_ visit: (OntologyName) -> Void) { body.visitNames(visit) }
}

extension Notification: OntologyMentioning {
    /// The names of the input component and of the body.
    public func visitNames(_ visit: (OntologyName) -> Void) {
        inputComponent?.visitNames(visit)
        body.visitNames(visit)
    }
}

extension Message: OntologyMentioning {
    /// The names of whatever the message is; none for acknowledgements and errors.
    public func visitNames(_ visit: (OntologyName) -> Void) {
        switch self {
        case .request(let request): request.visitNames(visit)
        case .response(let response): response.visitNames(visit)
        case .notification(let notification): notification.visitNames(visit)
        case .acknowledgement, .problem: break
        }
    }
}

extension ServiceAdvertisement: OntologyMentioning {
    /// The input class and the names of all inputs, outputs and explanations.
    public func visitNames(_ visit: (OntologyName) -> Void) {
        if let inputClass { visit(.componentClass(inputClass)) }
        for input in inputs { input.path.visitNames(visit) }
        for path in outputObservations + candidateExplanations { path.visitNames(visit) }
        for output in outputBeliefs + outputLikelihoods {
            output.path.visitNames(visit)
            for path in output.evidence { path.visitNames(visit) }
        }
        for output in outputKnowledge {
            visit(.componentClass(output.subject))
            visit(.property(output.property))
            for parent in output.parents { parent.visitNames(visit) }
        }
    }
}

extension OntologyDocument: OntologyMentioning {
    /// The names that the definitions define or refer to.
    public func visitNames(_ visit: (OntologyName) -> Void) {
        for definition in classes {
            visit(.componentClass(definition.name))
            for ancestor in definition.superclasses { visit(.componentClass(ancestor)) }
            for property in definition.identifyingProperties { visit(.property(property)) }
        }
        for definition in properties {
            visit(.property(definition.name))
            if case .relationship(let range, let symmetric) = definition.kind {
                visit(.componentClass(range))
                if let symmetric { visit(.property(symmetric)) }
            }
        }
    }
}
