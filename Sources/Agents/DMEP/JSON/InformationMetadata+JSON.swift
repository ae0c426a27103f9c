extension InformationMetadata {
    /// The keys that pieces of diagnostic information have in common.
    static let keys: [DocumentKey] = [
        "id", "originator", "time", "cached", "expires", "signature", "signatureKey",
    ]

    /// Reads the keys of the piece that it belongs to.
    init(of object: ObjectReader) throws {
        self.init(
            id: try object.optional("id"), originator: try object.optional("originator"),
            time: try object.value("time"), isCached: try object.optional("cached") ?? false,
            expires: try object.optional("expires"))
        if let value: String = try object.optional("signature") {
            signature = InformationSignature(key: try object.value("signatureKey"), value: value)
        }
        let read = self
        try object.located { () throws(DocumentError) in try object.validation.check(read) }
    }

    /// Writes the keys into the piece that it belongs to.
    func write(to object: inout ObjectWriter) throws {
        try object.write("id", id)
        try object.write("originator", originator)
        try object.write("time", time)
        if isCached { try object.write("cached", true) }
        try object.write("expires", expires)
        try object.write("signature", signature?.value)
        try object.write("signatureKey", signature?.key)
    }

    /// Reads metadata from an object with its keys.
    public init(from decoder: any Decoder) throws {
        try self.init(of: ObjectReader(decoder, keys: Self.keys))
    }

    /// Writes metadata as an object.
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        try write(to: &object)
    }
}
