import InternetProtocols
import YAMLDocuments

extension YAMLReader {
    /// Lines of a master file: owner, type, data (RFC 1035, section 5.1).
    ///
    /// Only what people mistype is checked, the number of words and the address of A and AAAA records;
    /// the name server reads the rest.
    func recordLines() throws(YAMLDocumentError) -> [String] {
        try map { member throws(YAMLDocumentError) in
            let line = try member.line()
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
            guard words.count >= 3, line.first != " ", line.first != "\t" else {
                throw member.problem("`\(line)` is no record; write `www A 192.0.2.1`")
            }
            let type = words[words.count - 2]
            let family: IPAddress.Family? = type == "A" ? .ipv4 : type == "AAAA" ? .ipv6 : nil
            // Words between quotation marks are a text and not what they look like.
            if let family, !line.contains("\""),
                IPAddress(words[words.count - 1])?.family != family
            {
                throw member.problem(
                    "`\(words[words.count - 1])` is no address for a record of type \(type)")
            }
            return line
        }
    }
}

extension YAMLReader {
    /// The owner of records relative to their zone: `www`, or `@` for the zone itself.
    func recordOwner() throws(YAMLDocumentError) -> String {
        let text = try line()
        guard !text.isEmpty, !text.contains(where: \.isWhitespace), !text.hasSuffix(".") else {
            throw problem("`\(text)` is no name in a zone; write `www`, or `@` for the zone itself")
        }
        return text
    }
}
