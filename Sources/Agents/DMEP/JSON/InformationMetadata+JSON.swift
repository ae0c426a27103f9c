extension InformationMetadata {
    /// The keys that pieces of diagnostic information have in common.
    static let keys: [String] = [
        "id", "originator", "time", "cached", "expires", "signature", "signatureKey",
    ]

    /// Reads the keys of the piece that it belongs to.
    init(of object: ObjectReader) throws(DocumentError) {
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
    func write(to json: inout JSONWriter) {
        json.write("id", id)
        json.write("originator", originator)
        json.write("time", time)
        if isCached { json.write("cached", true) }
        json.write("expires", expires)
        json.write("signature", signature?.value)
        json.write("signatureKey", signature?.key)
    }
}
