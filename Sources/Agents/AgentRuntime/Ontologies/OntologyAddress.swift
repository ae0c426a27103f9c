/// Where a document of definitions lies: a plain `http` or `https` URL, taken apart and put together again.
///
/// Much stricter than RFC 3986, so that no two readers of the same text can see different hosts in it: no user
/// information, no fragment, no encoded host, no white space, no backslash.
public struct OntologyAddress: Hashable, Sendable, CustomStringConvertible {
    /// Whether the connection is encrypted.
    public let isSecure: Bool
    /// The host in lower case; an IPv6 address is in brackets.
    public let host: String
    /// The port; nil for the usual one.
    public let port: UInt16?
    /// The path and query, from `/` on.
    public let path: String

    /// Reads a whole URL.
    public init(_ text: String) throws(OntologyError) {
        guard text.utf8.count <= 2_048 else {
            throw .unusableAddress(text, reason: "it is longer than 2048 bytes")
        }
        guard text.utf8.allSatisfy(Self.isPlain) else {
            throw .unusableAddress(text, reason: "it holds something that a URL does not")
        }
        let lower = text.lowercased()
        let rest: Substring
        if lower.hasPrefix("https://") {
            isSecure = true
            rest = text.dropFirst(8)
        } else if lower.hasPrefix("http://") {
            isSecure = false
            rest = text.dropFirst(7)
        } else {
            throw .unusableAddress(text, reason: "http:// or https:// is needed in front")
        }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let path = rest.dropFirst(authority.count)
        self.path = path.hasPrefix("/") ? String(path) : "/" + path
        guard let (host, port) = Self.parts(of: authority.lowercased()) else {
            throw .unusableAddress(
                text, reason: "there is no host name or address in front of the path")
        }
        self.host = host
        self.port = port
    }

    /// Whether it is this computer: `localhost`, 127.0.0.0/8 or ::1.
    public var isLoopback: Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers[0] == "127"
            && numbers.allSatisfy { number in
                number == "0" || (!number.hasPrefix("0") && UInt8(number) != nil)
            }
    }

    /// The URL.
    public var description: String {
        "\(isSecure ? "https" : "http")://\(host)\(port.map { ":\($0)" } ?? "")\(path)"
    }

    /// Where a redirect from here leads: a whole URL, or one that begins with `//` or `/` (RFC 9110, 10.2.2).
    ///
    /// Other relative references are refused; no server needs them.
    public func following(_ location: String) throws(OntologyError) -> OntologyAddress {
        let scheme = isSecure ? "https" : "http"
        if location.hasPrefix("//") { return try OntologyAddress("\(scheme):\(location)") }
        if location.hasPrefix("/") {
            return try OntologyAddress(
                "\(scheme)://\(host)\(port.map { ":\($0)" } ?? "")\(location)")
        }
        return try OntologyAddress(location)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !"\"#<>\\^`{|}".utf8.contains(byte)
    }

    private static func parts(of authority: String) -> (host: String, port: UInt16?)? {
        let host: Substring
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[...end]
            let address = host.dropFirst().dropLast()
            guard address.contains(":"),
                address.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." })
            else { return nil }
        } else {
            host = authority.prefix { $0 != ":" }
            // A host of digits and dots alone is an IPv4 address in four parts, or nothing.
            let labels = host.split(separator: ".", omittingEmptySubsequences: false)
            guard host.utf8.count <= 253,
                labels.allSatisfy({ label in
                    (1...63).contains(label.utf8.count)
                        && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
                }), let last = labels.last, let first = last.first
            else { return nil }
            if first.isNumber {
                guard labels.count == 4,
                    labels.allSatisfy({ $0.allSatisfy(\.isNumber) && UInt8($0) != nil })
                else { return nil }
            }
        }
        let rest = authority[host.endIndex...]
        if rest.isEmpty { return (String(host), nil) }
        guard rest.hasPrefix(":"), let port = UInt16(rest.dropFirst()), port > 0 else {
            return nil
        }
        return (String(host), port)
    }
}
