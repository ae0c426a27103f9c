extension ServiceResponse {
    private static let keys: [DocumentKey] = [
        "type", "requestID", "serviceID", "responseStatus", "time", "cost", "explanations", "body",
    ]

    /// Reads the response; its `type` says what was asked for.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
        let type: String = try object.value("type")
        guard let kind = ServiceKind.allCases.first(where: { $0.responseType == type }) else {
            throw DocumentError.unexpected(
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
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        try object.write("type", kind.responseType)
        try object.write("requestID", requestID)
        try object.write("serviceID", serviceID)
        try object.write("responseStatus", isSuccess ? 1 : 0)
        try object.write("time", time)
        try object.write("cost", cost)
        try object.write("explanations", list: explanations)
        if !body.isEmpty { try object.write("body", body) }
    }
}
