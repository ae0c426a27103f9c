import InternetProtocols
import YAMLDocuments

extension Certificate {
    /// Reads an entry of `certificates`, or the certificate of a fault.
    init(_ source: YAMLReader) throws(YAMLDocumentError) {
        let fields = try source.fields(.certificate)
        let name = try fields("name").name()
        let subjects = try fields("subjects").map { subject throws(YAMLDocumentError) in
            try Self.subject(subject)
        }
        self.init(name: name, subjects: subjects)
        if let begins = fields.optional("begins") { self.begins = try Self.days(begins) }
        if let ends = fields.optional("ends") { self.ends = try Self.days(ends) }
        if let issuer = fields.optional("issuer") { self.issuer = try issuer.word() }
        if let count = fields.optional("further-names") {
            furtherNames = try count.integer(in: 0...5000, "number of names")
        }
        guard !subjects.isEmpty else {
            throw try fields("subjects").problem("a certificate is for one name at least")
        }
        guard self.begins < self.ends else {
            throw (fields.optional("ends") ?? source).problem(
                "the certificate ends before it begins: "
                    + "\(NumberText.of(self.begins)) to \(NumberText.of(self.ends)) days")
        }
    }

    /// A hundred years to both sides: what any date of a certificate can say.
    private static func days(_ source: YAMLReader) throws(YAMLDocumentError) -> Double {
        let value = try source.duration(in: .days)
        guard abs(value) <= 36_500 else { throw source.problem("100 years are the limit here") }
        return value
    }

    /// A name, a name with `*` for its first label (RFC 6125, section 6.4.3), or an address.
    private static func subject(_ source: YAMLReader) throws(YAMLDocumentError) -> String {
        let text = try source.string()
        if IPAddress(text) != nil { return text }
        let name = text.hasPrefix("*.") ? String(text.dropFirst(2)) : text
        do {
            _ = try DomainName(name)
            return text
        } catch {
            throw source.problem("`\(text)` is no name for a certificate: \(error)")
        }
    }
}
