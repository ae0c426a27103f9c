import Ontology

extension ServiceAdvertisement {
    /// Reads a `serviceAdvertisement`; `cost95`, `milliseconds`, `milliseconds95`, `requesterCredentials` and
    /// `outputLikelihood` are ours.
    init(xml element: DocumentElement) throws(DocumentError) {
        let messageType = try element.required("messageType")
        let kind = try element.located { () throws(DocumentError) in
            try ServiceKind(messageType: messageType, of: "messageType")
        }
        self.init(
            serviceID: try element.required("serviceID"),
            agentURI: try element.required("agentURI"), time: try element.requiredInteger("time"),
            kind: kind, cost: try ServiceCost(attributesOf: element),
            requesters: try RequesterRestriction(attributesOf: element),
            inputClass: try element.attribute("inputClass").map {
                OntologyURI(ListText.trimmed($0))
            })
        for child in try element.children() {
            if child.isNamed("inputProperty") {
                inputs.append(try InputProperty(xml: child))
            } else if child.isNamed("outputObservation") {
                outputObservations.append(try DocumentElement.path(of: child))
            } else if child.isNamed("outputBelief") {
                outputBeliefs.append(try OutputBelief(xml: child))
            } else if child.isNamed("outputLikelihood") {
                outputLikelihoods.append(try OutputBelief(xml: child))
            } else if child.isNamed("outputKnowledge") {
                outputKnowledge.append(try OutputKnowledge(xml: child))
            } else if child.isNamed("candidateExplanation") {
                candidateExplanations.append(try DocumentElement.path(of: child))
            } else {
                throw child.unexpected(in: element)
            }
        }
        let read = self
        try element.located { () throws(DocumentError) in try element.validation.check(read) }
    }

    /// Writes a `serviceAdvertisement`.
    func write(to xml: inout XMLWriter) {
        xml.element("serviceAdvertisement") { xml in
            xml.attribute("serviceID", serviceID)
            xml.attribute("time", number: time)
            xml.attribute("messageType", "\(kind.requestName)")
            xml.attribute("agentURI", agentURI)
            cost.write(to: &xml)
            requesters.write(to: &xml)
            xml.attribute("inputClass", inputClass?.text)
            for input in inputs { input.write(to: &xml) }
            for path in outputObservations { xml.element("outputObservation") { $0.path(path) } }
            for output in outputBeliefs { output.write("outputBelief", to: &xml) }
            for output in outputLikelihoods { output.write("outputLikelihood", to: &xml) }
            for output in outputKnowledge { output.write(to: &xml) }
            for path in candidateExplanations {
                xml.element("candidateExplanation") { $0.path(path) }
            }
        }
    }
}

extension ServiceCost {
    init(attributesOf element: DocumentElement) throws(DocumentError) {
        self.init(
            expected: try element.decimal("cost") ?? ServiceRequest.defaultActionCost,
            percentile95: try element.decimal("cost95"),
            milliseconds: try element.decimal("milliseconds"),
            milliseconds95: try element.decimal("milliseconds95"))
    }

    func write(to xml: inout XMLWriter) {
        xml.attribute("cost", number: expected)
        xml.attribute("cost95", number: percentile95)
        xml.attribute("milliseconds", number: milliseconds)
        xml.attribute("milliseconds95", number: milliseconds95)
    }
}

extension RequesterRestriction {
    init(attributesOf element: DocumentElement) throws(DocumentError) {
        let types = try element.listAttribute("requesterType") ?? ""
        let ranges = try element.attribute("requesterASRange") ?? ""
        self.init(
            types: ListText.commaSeparated(types),
            autonomousSystems: try element.located { () throws(DocumentError) in
                try NumberText.ranges(ranges, of: "requesterASRange")
            }, needsCredentials: try element.truth("requesterCredentials") ?? false)
    }

    func write(to xml: inout XMLWriter) {
        xml.attribute("requesterType", list: ListText.commaSeparated(types))
        xml.attribute("requesterASRange", list: NumberText.ranges(autonomousSystems))
        if needsCredentials { xml.attribute("requesterCredentials", "true") }
    }
}
