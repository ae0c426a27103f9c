extension ProblemReport {
    private static let keys: [DocumentKey] = [
        "type", "kind", "reason", "requestID", "serviceID",
    ]

    /// Reads the report; one without `kind` is a refusal.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
        let name = try object.optional("kind") ?? Kind.requestRefused.rawValue
        self.init(
            kind: try object.located { () throws(DocumentError) in try Kind(name: name) },
            reason: try object.trimmed("reason"), requestID: try object.optional("requestID"),
            serviceID: try object.optional("serviceID"))
    }

    /// Writes the report as an object with its `type`.
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        try object.write("type", "error")
        try object.write("kind", kind)
        try object.write("reason", reason)
        try object.write("requestID", requestID)
        try object.write("serviceID", serviceID)
    }
}
