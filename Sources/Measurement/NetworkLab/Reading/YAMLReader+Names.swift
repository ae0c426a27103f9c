import InternetProtocols
import YAMLDocuments

extension YAMLReader {
    /// A word by which things of a scenario are called: letters, digits and hyphens.
    ///
    /// Names become those of namespaces, files and programs' settings, hence the few characters.
    func name(atMost limit: Int = 40) throws(YAMLDocumentError) -> String {
        let text = try string()
        guard let first = text.utf8.first, first != UInt8(ascii: "-"),
            text.utf8.allSatisfy({ $0.isLetterOrDigit || $0 == UInt8(ascii: "-") })
        else {
            throw problem(
                "`\(text)` is no name; it needs letters, digits and hyphens, and no hyphen first")
        }
        guard text.utf8.count <= limit else {
            throw problem("`\(text)` is too long a name; \(limit) characters are allowed")
        }
        return text
    }

    /// The name of a network interface, in the limits of Linux (IFNAMSIZ).
    func interfaceName() throws(YAMLDocumentError) -> String {
        let text = try string()
        guard let first = text.utf8.first, first.isLetterOrDigit,
            text.utf8.allSatisfy({ $0.isLetterOrDigit || "-_.".utf8.contains($0) })
        else {
            throw problem("`\(text)` is no interface name; write eth0 or wan0")
        }
        guard text.utf8.count <= 15 else {
            throw problem("`\(text)` is too long for an interface; Linux allows 15 characters")
        }
        return text
    }

    /// A sentence for people: one line that is not empty.
    func sentence() throws(YAMLDocumentError) -> String {
        let text = try string()
        guard !text.isEmpty, !text.unicodeScalars.contains(where: { $0.isControl }) else {
            throw problem("one line of text is needed")
        }
        return text
    }

    /// A text that can be one line of a file or one word of a command.
    func line() throws(YAMLDocumentError) -> String {
        let text = try string()
        guard !text.unicodeScalars.contains(where: { $0.isControl && $0 != "\t" }) else {
            throw problem("a text without line breaks and control characters is needed")
        }
        return text
    }

    /// A domain name in the form that the lab writes: lower case, no final dot, `.` for the root.
    func domainName() throws(YAMLDocumentError) -> String {
        let text = try string()
        guard text != "." else { return text }
        do {
            let name = try DomainName(text)
            guard name.text == text else { throw problem("write `\(name.text)`, not `\(text)`") }
            return text
        } catch let error as YAMLDocumentError {
            throw error
        } catch {
            throw problem("`\(text)` is no domain name: \(error)")
        }
    }

    /// An address without a zone.
    func address() throws(YAMLDocumentError) -> IPAddress {
        let text = try string()
        guard let address = IPAddress(text), address.zone == nil else {
            throw problem("`\(text)` is no address; write 192.0.2.1 or \"2001:db8::1\"")
        }
        return address
    }

    /// A list of addresses.
    func addresses() throws(YAMLDocumentError) -> [IPAddress] {
        try map { member throws(YAMLDocumentError) in try member.address() }
    }

    /// A list of blocks of addresses, no bits set behind the prefix.
    func prefixes() throws(YAMLDocumentError) -> [IPPrefix] {
        try map { member throws(YAMLDocumentError) in
            let text = try member.string()
            guard let prefix = IPPrefix(text) else {
                throw member.problem("`\(text)` is no block; write 192.0.2.0/24")
            }
            let first = text.split(separator: "/").first.flatMap { IPAddress(String($0)) }
            guard first == prefix.address else {
                throw member.problem("`\(text)` is inside a block; the block is \(prefix)")
            }
            return prefix
        }
    }

    /// An address with the length of its block.
    func interfaceAddress() throws(YAMLDocumentError) -> InterfaceAddress {
        let text = try string()
        guard let address = InterfaceAddress(text) else {
            throw problem(
                "`\(text)` is no address with its block; write 10.0.0.2/24 or \"2001:db8::2/64\"")
        }
        return address
    }

    /// A list of lines.
    func lines() throws(YAMLDocumentError) -> [String] {
        try map { member throws(YAMLDocumentError) in try member.line() }
    }

    /// A list of ports.
    func ports() throws(YAMLDocumentError) -> [Int] {
        try map { member throws(YAMLDocumentError) in try member.port() }
    }
}

extension UInt8 {
    /// Whether it is an ASCII letter or digit.
    fileprivate var isLetterOrDigit: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
        default: false
        }
    }
}

extension Unicode.Scalar {
    /// Whether it is a control character or a line break (Unicode categories Cc, Zl and Zp).
    var isControl: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
