extension ServiceRequest: JSONObject {
    private static let keys: [String] = [
        "type", "requester", "requestID", "serviceID", "expires", "budget", "confThresh", "via",
        "inputComponent", "explanations", "body",
    ]

    /// Reads the request; its `type` says what is asked for.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        let type: String = try object.value("type")
        self.init(
            kind: try object.located { () throws(DocumentError) in
                try ServiceKind(messageType: type, of: "type")
            }, requester: try object.value("requester"), requestID: try object.value("requestID"),
            serviceID: try object.value("serviceID"), expires: try object.value("expires"),
            budget: try object.optional("budget"),
            confidenceThreshold: try object.optional("confThresh"), via: try object.list("via"),
            inputComponent: try object.optional("inputComponent"),
            explanations: try object.list("explanations"),
            body: try object.optional("body") ?? DiagnosticBody())
    }

    /// Writes the request as an object with its `type`.
    func write(to json: inout JSONWriter) {
        json.write("type", kind.requestType)
        json.write("requester", requester)
        json.write("requestID", requestID)
        json.write("serviceID", serviceID)
        json.write("expires", expires)
        json.write("budget", budget)
        json.write("confThresh", confidenceThreshold)
        json.write("via", list: via)
        json.write("inputComponent", inputComponent)
        json.write("explanations", list: explanations)
        if !body.isEmpty { json.write("body", body) }
    }
}
