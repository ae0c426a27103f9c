extension DocumentCodec {
    /// The bytes of a document, in UTF-8.
    ///
    /// Numbers are written as the shortest text that reads back equal. Everything that the types can hold is
    /// written, also what readers refuse, such as a probability that is not a number: `DocumentValidation.check`
    /// tells beforehand. The JSON is that of the protocol; what the types' `Codable` makes of them is another, for
    /// keeping them. White space at the ends of names and values does not count, and is not kept.
    ///
    /// - Complexity: linear in the size of the document.
    public func encode(_ document: Document, as format: DocumentFormat) -> [UInt8] {
        switch format {
        case .xml:
            var xml = XMLWriter()
            document.write(to: &xml)
            return xml.bytes
        case .json: return JSONWriter.text(of: document)
        }
    }

    /// Reads a document that came from elsewhere; nothing in the bytes is trusted.
    ///
    /// Sizes are measured before anything is built of the bytes, and every value is checked.
    ///
    /// - Complexity: linear in the number of bytes.
    /// - Throws: `DocumentError`, which says what is wrong and where.
    public func decode(_ bytes: [UInt8], as format: DocumentFormat)
        throws(DocumentError) -> Document
    {
        // A byte order mark says nothing in UTF-8 (RFC 3629, section 6).
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let bytes = bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
        let validation = DocumentValidation(limits: limits)
        switch format {
        case .xml:
            try XMLScreening.screen(bytes, limits: limits)
            return try XMLTree.withRoot(of: bytes, validation: validation) {
                (root) throws(DocumentError) in try Document(xml: root)
            }
        case .json:
            return try Document(json: JSONParser.parse(bytes, validation: validation))
        }
    }
}
