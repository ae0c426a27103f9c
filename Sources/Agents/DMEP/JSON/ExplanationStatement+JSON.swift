extension ExplanationStatement: JSONObject {
    private static let keys: [String] = ["p", "components"]

    /// Reads `{"components": [{"ref": "com1", "status": "FAIL"}], "p": 0.9}`.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        self.init(
            assignments: try object.value("components"), probability: try object.optional("p"))
        let read = self
        try object.located { () throws(DocumentError) in try object.validation.check(read) }
    }

    /// Writes the explanation as an object.
    func write(to json: inout JSONWriter) {
        json.write("components", assignments)
        json.write("p", probability)
    }
}

extension ExplanationStatement.Assignment: JSONObject {
    private static let keys: [String] = ["ref", "status"]

    /// Reads `{"ref": "com1", "status": "FAIL"}`.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        self.init(component: try object.value("ref"), status: try object.value("status"))
    }

    /// Writes the assignment as an object.
    func write(to json: inout JSONWriter) {
        json.write("ref", component)
        json.write("status", status)
    }
}
