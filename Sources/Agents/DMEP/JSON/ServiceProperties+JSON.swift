import Ontology

extension InputProperty: JSONObject {
    private static let keys: [String] = [
        "propPath", "required", "indexFunc", "indexRange",
    ]

    /// Reads `{"propPath": PATH, "required": true, "indexFunc": "iptoint, mod 4", "indexRange": "0-1"}`.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        let functions = try object.optional("indexFunc") ?? ""
        let ranges = try object.optional("indexRange") ?? ""
        self.init(
            path: try object.path("propPath"), isRequired: try object.optional("required") ?? false,
            indexFunctions: try object.located { () throws(DocumentError) in
                try IndexFunction.list(functions, of: "indexFunc")
            },
            indexRanges: try object.located { () throws(DocumentError) in
                try NumberText.ranges(ranges, of: "indexRange")
            })
    }

    /// Writes the input as an object.
    func write(to json: inout JSONWriter) {
        json.write("propPath", ListText.path(path))
        if isRequired { json.write("required", true) }
        json.write("indexFunc", text: IndexFunction.list(indexFunctions))
        json.write("indexRange", text: NumberText.ranges(indexRanges))
    }
}

extension OutputBelief: JSONObject {
    private static let keys: [String] = ["propPath", "fromEvidence"]

    /// Reads `{"propPath": PATH, "fromEvidence": [PATH]}`.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        self.init(path: try object.path("propPath"), evidence: try object.paths("fromEvidence"))
    }

    /// Writes the output as an object.
    func write(to json: inout JSONWriter) {
        json.write("propPath", ListText.path(path))
        json.write("fromEvidence", paths: evidence)
    }
}

extension OutputKnowledge: JSONObject {
    private static let keys: [String] = ["subject", "property", "parents"]

    /// Reads `{"subject": URI, "property": URI, "parents": [PATH]}`.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        self.init(
            subject: OntologyURI(try object.trimmed("subject")),
            property: try object.trimmed("property"), parents: try object.paths("parents"))
    }

    /// Writes the output as an object.
    func write(to json: inout JSONWriter) {
        json.write("subject", subject)
        json.write("property", property)
        json.write("parents", paths: parents)
    }
}
