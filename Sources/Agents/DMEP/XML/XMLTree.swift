import CLibXML2

/// A parsed XML document, for as long as a closure looks at it.
enum XMLTree {
    /// libxml2 must be started once before threads use it.
    private static let isStarted: Bool = {
        xmlInitParser()
        return true
    }()

    /// Parses `bytes` and hands the root element to `body`.
    ///
    /// Nothing is fetched and no entity but the five of XML itself exists: the network and external subsets are
    /// off, and `XMLScreening` has refused declarations. Each call has a parser of its own, so threads may call
    /// it at once.
    ///
    /// - Throws: `DocumentError.notWellFormed` with the parser's words, or what `body` throws.
    static func withRoot<Result>(
        of bytes: [UInt8], validation: DocumentValidation,
        _ body: (DocumentElement) throws(DocumentError) -> Result
    ) throws(DocumentError) -> Result {
        guard isStarted, let parser = xmlNewParserCtxt() else {
            throw .notWellFormed(line: nil, reason: "there is no memory for a parser")
        }
        defer { xmlFreeParserCtxt(parser) }
        let options = Int32(
            XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
                | XML_PARSE_COMPACT.rawValue)
        let tree = bytes.withUnsafeBytes { raw in
            xmlCtxtReadMemory(
                parser, raw.bindMemory(to: CChar.self).baseAddress, Int32(clamping: raw.count),
                nil, "UTF-8", options)
        }
        defer { xmlFreeDoc(tree) }
        guard let tree, let root = xmlDocGetRootElement(tree) else { throw error(of: parser) }
        return try body(DocumentElement(node: root, validation: validation))
    }

    private static func error(of parser: xmlParserCtxtPtr) -> DocumentError {
        guard let error = xmlCtxtGetLastError(parser), let message = error.pointee.message else {
            return .notWellFormed(line: nil, reason: "it has no root element")
        }
        let words = ListText.words(String(cString: message)).joined(separator: " ")
        let line = Int(error.pointee.line)
        return .notWellFormed(line: line > 0 ? line : nil, reason: String(words.prefix(200)))
    }
}
