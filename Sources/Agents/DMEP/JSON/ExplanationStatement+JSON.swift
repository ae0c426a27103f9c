extension ExplanationStatement {
    private static let keys: [DocumentKey] = ["p", "components"]

    /// Reads `{"components": [{"ref": "com1", "status": "FAIL"}], "p": 0.9}`.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
        self.init(
            assignments: try object.value("components"), probability: try object.optional("p"))
        let read = self
        try object.located { () throws(DocumentError) in try object.validation.check(read) }
    }

    /// Writes the explanation as an object.
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        try object.write("components", assignments)
        try object.write("p", probability)
    }
}

extension ExplanationStatement.Assignment {
    private static let keys: [DocumentKey] = ["ref", "status"]

    /// Reads `{"ref": "com1", "status": "FAIL"}`.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
        self.init(component: try object.value("ref"), status: try object.value("status"))
    }

    /// Writes the assignment as an object.
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        try object.write("ref", component)
        try object.write("status", status)
    }
}
