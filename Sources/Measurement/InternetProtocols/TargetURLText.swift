/// The cutting and escaping of URL text (RFC 3986, sections 2, 3 and 5.2).
enum TargetURLText {
    /// The largest URL that is accepted, in bytes.
    static let largestLength = 8192

    /// The text without spaces around it, once its length and characters are known to be fit.
    static func trimmed(_ text: String) throws(InternetProtocolsError) -> String {
        guard text.utf8.count <= largestLength else { throw .urlTooLong(bytes: text.utf8.count) }
        let spaces: Set<Unicode.Scalar> = [" ", "\t", "\n", "\r"]
        var scalars = text.unicodeScalars[...]
        while let first = scalars.first, spaces.contains(first) { scalars.removeFirst() }
        while let last = scalars.last, spaces.contains(last) { scalars.removeLast() }
        for scalar in scalars where scalar.properties.generalCategory == .control {
            throw .controlCharacter(scalar.value)
        }
        guard !scalars.isEmpty else { throw .empty }
        return String(Substring(scalars))
    }

    /// The lower-case scheme and what follows its colon; nil for a bare host, also `host:port`.
    static func splitScheme(_ text: String) -> (scheme: String, rest: Substring)? {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let scheme = text[..<colon]
        let rest = text[text.index(after: colon)...]
        guard let first = scheme.utf8.first, (0x41...0x5a).contains(first & 0xdf),
            scheme.utf8.allSatisfy({ byte in
                (0x41...0x5a).contains(byte & 0xdf) || (0x30...0x39).contains(byte)
                    || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
                    || byte == UInt8(ascii: ".")
            })
        else { return nil }
        if rest.hasPrefix("//") { return (scheme.lowercased(), rest) }
        // A dot or a number behind the colon means host:port; `mailto:x` means a scheme.
        let port = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let isPort = port.utf8.allSatisfy {
            (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
        }
        return isPort || scheme.contains(".") || scheme == "localhost"
            ? nil : (scheme.lowercased(), rest)
    }

    /// Host and port of an authority; the port is nil where no colon stands.
    static func splitPort(
        _ authority: Substring
    ) throws(InternetProtocolsError) -> (host: Substring, port: Substring?) {
        if authority.hasPrefix("[") {
            guard let bracket = authority.firstIndex(of: "]")
            else { throw .invalidAddress(String(authority)) }
            let behind = authority[authority.index(after: bracket)...]
            guard behind.isEmpty || behind.hasPrefix(":")
            else { throw .invalidEndpoint(String(authority)) }
            return (authority[...bracket], behind.isEmpty ? nil : behind.dropFirst())
        }
        guard let colon = authority.firstIndex(of: ":") else { return (authority, nil) }
        return (authority[..<colon], authority[authority.index(after: colon)...])
    }

    static func withoutFragment(_ text: Substring) -> Substring {
        text.prefix { $0 != "#" }
    }

    /// The path, and the query with its `?`.
    static func splitQuery(_ text: Substring) -> (path: Substring, query: String?) {
        guard let mark = text.firstIndex(of: "?") else { return (text, nil) }
        return (text[..<mark], String(text[mark...]))
    }

    /// RFC 3986, section 5.2.4.
    static func withoutDotSegments(_ path: some StringProtocol) -> String {
        var kept: [Substring] = []
        let segments = Substring(path).split(separator: "/", omittingEmptySubsequences: false)
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            switch segment {
            case ".":
                if isLast { kept.append("") }
            case "..":
                if kept.count > 1 { kept.removeLast() }
                if isLast { kept.append("") }
            default:
                kept.append(segment)
            }
        }
        let joined = kept.joined(separator: "/")
        return joined.hasPrefix("/") ? joined : "/" + joined
    }

    /// Escapes what may not stand in a path or query, keeping the escapes that are there.
    static func escaped(_ text: String) throws(InternetProtocolsError) -> String {
        let kept = Set("!$&'()*+,-./:;=?@_~%[]|^".utf8)
        let bytes = Array(text.utf8)
        var output: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            if byte < 0x20 || byte == 0x7f { throw .controlCharacter(UInt32(byte)) }
            if byte == UInt8(ascii: "%") {
                guard index + 2 < bytes.count, bytes[index + 1].hexadecimalDigit != nil,
                    bytes[index + 2].hexadecimalDigit != nil
                else {
                    let escape = bytes[index..<min(index + 3, bytes.count)]
                    throw .invalidPercentEscape(String(decoding: escape, as: UTF8.self))
                }
            }
            let isAlphanumeric =
                (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte)
                || (0x61...0x7a).contains(byte)
            if isAlphanumeric || kept.contains(byte) {
                output.append(byte)
            } else {
                let digits = Array("0123456789ABCDEF".utf8)
                output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
