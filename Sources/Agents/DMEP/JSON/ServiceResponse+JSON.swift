extension ServiceResponse: JSONObject {
    private static let keys: [String] = [
        "type", "requestID", "serviceID", "responseStatus", "time", "cost", "explanations", "body",
    ]

    /// Reads the response; its `type` says what was asked for.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        let type: String = try object.value("type")
        guard let kind = ServiceKind.allCases.first(where: { $0.responseType == type }) else {
            throw .unexpected(
                element: "a response of type \(type)", within: object.place)
        }
        self.init(
            kind: kind, requestID: try object.value("requestID"),
            serviceID: try object.value("serviceID"), isSuccess: try object.responseStatus(),
            time: try object.optional("time"), cost: try object.optional("cost"),
            explanations: try object.list("explanations"),
            body: try object.optional("body") ?? DiagnosticBody())
    }

    /// Writes the response as an object with its `type`.
    func write(to json: inout JSONWriter) {
        json.write("type", kind.responseType)
        json.write("requestID", requestID)
        json.write("serviceID", serviceID)
        json.write("responseStatus", isSuccess ? 1 : 0)
        json.write("time", time)
        json.write("cost", cost)
        json.write("explanations", list: explanations)
        if !body.isEmpty { json.write("body", body) }
    }
}
