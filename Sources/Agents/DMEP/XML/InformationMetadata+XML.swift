extension InformationMetadata {
    /// Reads the attributes of an `observation`, `belief` or `knowledge`.
    init(attributesOf element: DocumentElement) throws(DocumentError) {
        self.init(
            id: try element.attribute("id"), originator: try element.attribute("originator"),
            time: try element.requiredInteger("time"),
            isCached: try element.truth("cached") ?? false,
            expires: try element.integer("expires"), signature: try Self.signature(of: element))
        let read = self
        try element.located { () throws(DocumentError) in try element.validation.check(read) }
    }

    /// Writes the attributes; the signature's are ours.
    func write(to xml: inout XMLWriter) {
        xml.attribute("id", id)
        xml.attribute("time", number: time)
        xml.attribute("originator", originator)
        xml.attribute("cached", isCached ? "true" : "false")
        xml.attribute("expires", number: expires)
        xml.attribute("signatureKey", signature?.key)
        xml.attribute("signature", signature?.value)
    }

    private static func signature(of element: DocumentElement)
        throws(DocumentError) -> InformationSignature?
    {
        guard let value = try element.attribute("signature") else { return nil }
        return InformationSignature(key: try element.required("signatureKey"), value: value)
    }
}
