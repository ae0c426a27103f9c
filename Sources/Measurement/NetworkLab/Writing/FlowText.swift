import InternetProtocols

/// Values in YAML's flow style: `{name: web, ports: [80, 443]}` on one line.
enum FlowText {
    /// A mapping of keys to texts that are YAML already, without those that are nil.
    static func mapping(_ pairs: [(key: String, value: String?)]) -> String {
        let texts = pairs.compactMap { pair in pair.value.map { key(pair.key) + ": " + $0 } }
        return "{" + texts.joined(separator: ", ") + "}"
    }

    /// A list of texts that are YAML already.
    static func list(_ members: [String]) -> String { "[" + members.joined(separator: ", ") + "]" }

    /// A list, or nil for one that is empty and hence left out.
    static func optionalList(_ members: [String]) -> String? {
        members.isEmpty ? nil : list(members)
    }

    /// A text, between quotation marks unless every reader of YAML takes it for a text as it is.
    ///
    /// YAML 1.1 takes `no`, `1e3` and `12:30` for other things, so that little stays without them: words
    /// that begin with a letter or a slash, IPv4 addresses and blocks.
    static func scalar(_ text: String) -> String { isPlain(text) ? text : quoted(text) }

    /// A sentence behind a key on a line of its own, where commas and apostrophes do no harm.
    static func sentence(_ text: String) -> String {
        guard text.contains(" "), text.utf8.first?.isLetter == true, text.utf8.last != 0x20,
            text.utf8.allSatisfy({
                $0.isLetter || (0x30...0x39).contains($0) || " -_./,;()'".utf8.contains($0)
            })
        else { return scalar(text) }
        return text
    }

    /// A key: as a text, and behind a question mark where it is longer than YAML allows otherwise.
    private static func key(_ text: String) -> String {
        // YAML 1.2.2, section 7.4: an implicit key has at most 1024 characters.
        text.unicodeScalars.count > 200 ? "? " + quoted(text) + " " : scalar(text)
    }

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 200 else { return false }
        if (0x30...0x39).contains(first) {
            return text.contains(".")
                && (IPAddress(text)?.family == .ipv4
                    || InterfaceAddress(text)?.address.family == .ipv4)
        }
        guard first.isLetter || first == UInt8(ascii: "/"),
            text.utf8.allSatisfy({
                $0.isLetter || (0x30...0x39).contains($0) || "-_./".utf8.contains($0)
            })
        else { return false }
        return !words.contains(text.lowercased())
    }

    /// What YAML 1.1 takes for a truth value or for nothing.
    private static let words: Set<String> = [
        "y", "n", "yes", "no", "on", "off", "true", "false", "null",
    ]

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default:
                result += isPrintable(scalar) ? String(scalar) : escape(scalar)
            }
        }
        return result + "\""
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
    }

    /// Whether a reader of YAML takes it as it is between quotation marks (YAML 1.2.2, section 5.1).
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7e, 0xa0...0x2027, 0x202a...0xd7ff, 0xe000...0xfefe, 0xff00...0xfffd,
            0x10000...0x10ffff:
            true
        default: false
        }
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool {
        (0x41...0x5a).contains(self) || (0x61...0x7a).contains(self)
    }
}
