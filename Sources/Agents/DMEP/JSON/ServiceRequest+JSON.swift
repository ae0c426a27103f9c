extension ServiceRequest {
    private static let keys: [DocumentKey] = [
        "type", "requester", "requestID", "serviceID", "expires", "budget", "confThresh", "via",
        "inputComponent", "explanations", "body",
    ]

    /// Reads the request; its `type` says what is asked for.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
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
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        try object.write("type", kind.requestType)
        try object.write("requester", requester)
        try object.write("requestID", requestID)
        try object.write("serviceID", serviceID)
        try object.write("expires", expires)
        try object.write("budget", budget)
        try object.write("confThresh", confidenceThreshold)
        try object.write("via", list: via)
        try object.write("inputComponent", inputComponent)
        try object.write("explanations", list: explanations)
        if !body.isEmpty { try object.write("body", body) }
    }
}
