import Ontology

extension KnowledgeStatement: JSONObject {
    private static let keys =
        InformationMetadata.keys + [
            "subject", "property", "cpt", "source",
        ]

    /// Reads the metadata, `subject`, `property`, `cpt` and `source`.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        self.init(
            metadata: try InformationMetadata(of: object),
            subject: OntologyURI(try object.trimmed("subject")),
            property: try object.trimmed("property"), table: try object.value("cpt"),
            source: try object.optional("source"))
        let read = self
        try object.located { () throws(DocumentError) in try object.validation.check(read) }
    }

    /// Writes the statement as an object.
    func write(to json: inout JSONWriter) {
        metadata.write(to: &json)
        json.write("subject", subject)
        json.write("property", property)
        json.write("cpt", table)
        json.write("source", source)
    }
}

extension KnowledgeStatement.Table: JSONObject {
    private static let keys: [String] = ["parents", "entries"]

    /// Reads `parents`, which may be left out, and `entries`.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        self.init(parents: try object.paths("parents"), entries: try object.value("entries"))
    }

    /// Writes the table as an object.
    func write(to json: inout JSONWriter) {
        json.write("parents", paths: parents)
        json.write("entries", entries)
    }
}

extension KnowledgeStatement.Table.Entry: JSONObject {
    private static let keys: [String] = ["parentVals", "value", "p"]

    /// Reads `{"parentVals": ["FAIL"], "value": "0", "p": 0.1}`.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        self.init(
            parentValues: try object.list("parentVals"), value: try object.value("value"),
            probability: try object.value("p"))
    }

    /// Writes the entry as an object.
    func write(to json: inout JSONWriter) {
        json.write("parentVals", list: parentValues)
        json.write("value", value)
        json.write("p", probability)
    }
}
