extension DiagnosticBody: JSONObject {
    private static let keys: [String] = ["observations", "beliefs", "knowledge"]

    /// Reads an object with a list of each.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        self.init(
            observations: try object.list("observations"), beliefs: try object.list("beliefs"),
            knowledge: try object.list("knowledge"))
    }

    /// Writes an object with the lists that are not empty.
    func write(to json: inout JSONWriter) {
        json.write("observations", list: observations)
        json.write("beliefs", list: beliefs)
        json.write("knowledge", list: knowledge)
    }
}

extension ComponentObservation: JSONObject {
    private static let keys = InformationMetadata.keys + ["component"]

    /// Reads the metadata and `component`.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        self.init(
            metadata: try InformationMetadata(of: object), component: try object.value("component"))
    }

    /// Writes the observation as an object.
    func write(to json: inout JSONWriter) {
        metadata.write(to: &json)
        json.write("component", component)
    }
}
