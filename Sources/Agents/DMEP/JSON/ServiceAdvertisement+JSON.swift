import Ontology

extension ServiceAdvertisement {
    private static let keys: [DocumentKey] = [
        "serviceID", "agentURI", "time", "messageType", "cost", "cost95", "milliseconds",
        "milliseconds95", "requesterType", "requesterASRange", "requesterCredentials",
        "inputClass", "inputProperties", "outputObservations", "outputBeliefs",
        "outputLikelihoods", "outputKnowledge", "candidateExplanations",
    ]

    /// Reads the advertisement; cost and restrictions are keys of it, as they are attributes in XML.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
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
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        try object.write("serviceID", serviceID)
        try object.write("agentURI", agentURI)
        try object.write("time", time)
        try object.write("messageType", kind.requestType)
        try cost.write(to: &object)
        try requesters.write(to: &object)
        try object.write("inputClass", inputClass)
        try object.write("inputProperties", list: inputs)
        try object.write("outputObservations", paths: outputObservations)
        try object.write("outputBeliefs", list: outputBeliefs)
        try object.write("outputLikelihoods", list: outputLikelihoods)
        try object.write("outputKnowledge", list: outputKnowledge)
        try object.write("candidateExplanations", paths: candidateExplanations)
    }
}

extension ServiceCost {
    private static let keys: [DocumentKey] = [
        "cost", "cost95", "milliseconds", "milliseconds95",
    ]

    /// Reads a cost from an object of its own.
    public init(from decoder: any Decoder) throws {
        try self.init(of: ObjectReader(decoder, keys: Self.keys))
    }

    /// Writes the cost as an object.
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        try write(to: &object)
    }

    init(of object: ObjectReader) throws {
        self.init(
            expected: try object.optional("cost") ?? ServiceRequest.defaultActionCost,
            percentile95: try object.optional("cost95"),
            milliseconds: try object.optional("milliseconds"),
            milliseconds95: try object.optional("milliseconds95"))
    }

    func write(to object: inout ObjectWriter) throws {
        try object.write("cost", expected)
        try object.write("cost95", percentile95)
        try object.write("milliseconds", milliseconds)
        try object.write("milliseconds95", milliseconds95)
    }
}

extension RequesterRestriction {
    private static let keys: [DocumentKey] = [
        "requesterType", "requesterASRange", "requesterCredentials",
    ]

    /// Reads a restriction from an object of its own.
    public init(from decoder: any Decoder) throws {
        try self.init(of: ObjectReader(decoder, keys: Self.keys))
    }

    /// Writes the restriction as an object.
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        try write(to: &object)
    }

    init(of object: ObjectReader) throws {
        let ranges = try object.optional("requesterASRange") ?? ""
        self.init(
            types: try object.list("requesterType"),
            autonomousSystems: try object.located { () throws(DocumentError) in
                try NumberText.ranges(ranges, of: "requesterASRange")
            }, needsCredentials: try object.optional("requesterCredentials") ?? false)
    }

    func write(to object: inout ObjectWriter) throws {
        try object.write("requesterType", list: types)
        try object.write("requesterASRange", text: NumberText.ranges(autonomousSystems))
        if needsCredentials { try object.write("requesterCredentials", true) }
    }
}
