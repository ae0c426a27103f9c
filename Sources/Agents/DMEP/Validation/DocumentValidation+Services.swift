import Ontology

extension DocumentValidation {
    func check(_ advertisement: ServiceAdvertisement) throws(DocumentError) {
        try check(time: advertisement.time, "time")
        try check(amount: advertisement.cost.expected, "cost")
        try check(amount: advertisement.cost.percentile95, "cost95")
        try check(amount: advertisement.cost.milliseconds, "milliseconds")
        try check(amount: advertisement.cost.milliseconds95, "milliseconds95")
        try check(names: advertisement.requesters.types, "requesterType")
        if let name = advertisement.inputClass { try check(name: name.text, "inputClass") }
        for input in advertisement.inputs { try check(input) }
        for path in advertisement.outputObservations {
            try check(path: path, "propPath of outputObservation")
        }
        for output in advertisement.outputBeliefs + advertisement.outputLikelihoods {
            try check(path: output.path, "propPath of an output")
            for path in output.evidence { try check(path: path, "propPath of fromEvidence") }
        }
        for output in advertisement.outputKnowledge {
            try check(name: output.subject.text, "subject of outputKnowledge")
            try check(name: output.property, "property of outputKnowledge")
            try check(
                count: output.parents.count, of: "parents of an outputKnowledge",
                limit: limits.parents)
            for path in output.parents { try check(path: path, "propPath of parent") }
        }
        for path in advertisement.candidateExplanations {
            try check(path: path, "propPath of candidateExplanation")
        }
    }

    func check(_ input: InputProperty) throws(DocumentError) {
        try check(path: input.path, "propPath of inputProperty")
        if input.indexFunctions.contains(.modulo(0)) {
            throw .invalid(
                what: "indexFunc", value: "mod 0", reason: "a divisor of at least 1 is needed")
        }
    }

    func check(_ retraction: ServiceRetraction) throws(DocumentError) {
        try check(time: retraction.time, "time")
    }

    /// Checks an update apart from its advertisements and retractions.
    func check(_ update: DirectoryUpdate) throws(DocumentError) {
        try check(time: update.lease, "lease")
        try check(names: update.via, "via")
    }

    func check(_ ontology: OntologyDocument) throws(DocumentError) {
        for definition in ontology.classes {
            try check(name: definition.name.text, "name of componentClass")
            for name in definition.superclasses { try check(name: name.text, "subclassOf") }
            try check(names: definition.identifyingProperties, "idProperty")
        }
        for property in ontology.properties {
            try check(name: property.name, "name of a property")
            if property.isIdentifying {
                throw .invalid(
                    what: "property", value: property.name,
                    reason: "classes name what identifies them; no property does so by itself")
            }
            if case .relationship(let range, let symmetric) = property.kind {
                try check(name: range.text, "range of relationshipProperty")
                if let symmetric { try check(name: symmetric, "symmetricProp") }
            }
        }
    }
}
