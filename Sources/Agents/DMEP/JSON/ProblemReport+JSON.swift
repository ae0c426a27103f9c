extension ProblemReport: JSONObject {
    private static let keys: [String] = [
        "type", "kind", "reason", "requestID", "serviceID",
    ]

    /// Reads the report; one without `kind` is a refusal.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        let name = try object.optional("kind") ?? Kind.requestRefused.rawValue
        self.init(
            kind: try object.located { () throws(DocumentError) in try Kind(name: name) },
            reason: try object.trimmed("reason"), requestID: try object.optional("requestID"),
            serviceID: try object.optional("serviceID"))
    }

    /// Writes the report as an object with its `type`.
    func write(to json: inout JSONWriter) {
        json.write("type", "error")
        json.write("kind", kind.rawValue)
        json.write("reason", reason)
        json.write("requestID", requestID)
        json.write("serviceID", serviceID)
    }
}
