import Ontology

extension BeliefStatement: JSONObject {
    private static let keys =
        InformationMetadata.keys + [
            "subject", "property", "distribution", "likelihood", "fromEvidence",
        ]

    /// Reads the metadata, `subject`, `property`, `fromEvidence`, and `distribution` or `likelihood`.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        let kind: Kind = object.has("likelihood") ? .likelihood : .distribution
        if kind == .likelihood, object.has("distribution") {
            throw .unexpected(
                element: "distribution beside likelihood", within: object.place)
        }
        self.init(
            metadata: try InformationMetadata(of: object), subject: try object.value("subject"),
            property: try object.trimmed("property"), kind: kind,
            entries: try object.value(kind == .likelihood ? "likelihood" : "distribution"),
            evidence: try object.paths("fromEvidence"))
        let read = self
        try object.located { () throws(DocumentError) in try object.validation.check(read) }
    }

    /// Writes the belief as an object.
    func write(to json: inout JSONWriter) {
        metadata.write(to: &json)
        json.write("subject", subject)
        json.write("property", property)
        json.write(kind == .likelihood ? "likelihood" : "distribution", entries)
        json.write("fromEvidence", paths: evidence)
    }
}

extension BeliefStatement.Entry: JSONObject {
    private static let keys: [String] = ["value", "p"]

    /// Reads `{"value": "OK", "p": 0.8}`.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        self.init(value: try object.value("value"), probability: try object.value("p"))
    }

    /// Writes the entry as an object.
    func write(to json: inout JSONWriter) {
        json.write("value", value)
        json.write("p", probability)
    }
}
