import Ontology

extension ServiceAdvertisement: JSONObject {
    private static let keys: [String] = [
        "serviceID", "agentURI", "time", "messageType", "cost", "cost95", "milliseconds",
        "milliseconds95", "requesterType", "requesterASRange", "requesterCredentials",
        "inputClass", "inputProperties", "outputObservations", "outputBeliefs",
        "outputLikelihoods", "outputKnowledge", "candidateExplanations",
    ]

    /// Reads the advertisement; cost and restrictions are keys of it, as they are attributes in XML.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        let type: String = try object.value("messageType")
        let inputClass: String? = try object.optional("inputClass")
        self.init(
            serviceID: try object.value("serviceID"), agentURI: try object.value("agentURI"),
            time: try object.value("time"),
            kind: try object.located { () throws(DocumentError) in
                try ServiceKind(messageType: type, of: "messageType")
            }, cost: try ServiceCost(of: object), requesters: try RequesterRestriction(of: object),
            inputClass: inputClass.map { OntologyURI(ListText.trimmed($0)) },
            inputs: try object.list("inputProperties"),
            outputObservations: try object.paths("outputObservations"),
            outputBeliefs: try object.list("outputBeliefs"),
            outputLikelihoods: try object.list("outputLikelihoods"),
            outputKnowledge: try object.list("outputKnowledge"),
            candidateExplanations: try object.paths("candidateExplanations"))
        let read = self
        try object.located { () throws(DocumentError) in try object.validation.check(read) }
    }

    /// Writes the advertisement as an object.
    func write(to json: inout JSONWriter) {
        json.write("serviceID", serviceID)
        json.write("agentURI", agentURI)
        json.write("time", time)
        json.write("messageType", kind.requestType)
        cost.write(to: &json)
        requesters.write(to: &json)
        json.write("inputClass", inputClass)
        json.write("inputProperties", list: inputs)
        json.write("outputObservations", paths: outputObservations)
        json.write("outputBeliefs", list: outputBeliefs)
        json.write("outputLikelihoods", list: outputLikelihoods)
        json.write("outputKnowledge", list: outputKnowledge)
        json.write("candidateExplanations", paths: candidateExplanations)
    }
}

extension ServiceCost {
    init(of object: ObjectReader) throws(DocumentError) {
        self.init(
            expected: try object.optional("cost") ?? ServiceRequest.defaultActionCost,
            percentile95: try object.optional("cost95"),
            milliseconds: try object.optional("milliseconds"),
            milliseconds95: try object.optional("milliseconds95"))
    }

    func write(to json: inout JSONWriter) {
        json.write("cost", expected)
        json.write("cost95", percentile95)
        json.write("milliseconds", milliseconds)
        json.write("milliseconds95", milliseconds95)
    }
}

extension RequesterRestriction {
    init(of object: ObjectReader) throws(DocumentError) {
        let ranges = try object.optional("requesterASRange") ?? ""
        self.init(
            types: try object.list("requesterType"),
            autonomousSystems: try object.located { () throws(DocumentError) in
                try NumberText.ranges(ranges, of: "requesterASRange")
            }, needsCredentials: try object.optional("requesterCredentials") ?? false)
    }

    func write(to json: inout JSONWriter) {
        json.write("requesterType", list: types)
        json.write("requesterASRange", text: NumberText.ranges(autonomousSystems))
        if needsCredentials { json.write("requesterCredentials", true) }
    }
}
