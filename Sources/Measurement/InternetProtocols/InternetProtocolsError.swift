/// What is wrong with a text that should have been an address, a name or a URL.
///
/// Every case carries what was read, and its description says what to write instead.
public enum InternetProtocolsError: Error, Hashable, Sendable {
    /// The text is neither an IPv4 nor an IPv6 address in the form of RFC 4291.
    case invalidAddress(String)
    /// The text is not `address/length` with a length that fits the family.
    case invalidPrefix(String)
    /// The text is not `address:port`, or `[address]:port` for IPv6.
    case invalidEndpoint(String)
    /// The port is not a number from 1 to 65535.
    case portOutOfRange(String)
    /// The text is empty.
    case empty
    /// The name has an empty label, as in `a..b`.
    case emptyLabel(String)
    /// A label is longer than 63 bytes (RFC 1035, section 2.3.4).
    case labelTooLong(String)
    /// The name is longer than 253 bytes.
    case nameTooLong(bytes: Int)
    /// A character that a name may not hold, with the label it is in.
    case invalidCharacter(Unicode.Scalar, in: String)
    /// A label begins or ends with a hyphen, or is not valid punycode behind `xn--`.
    case invalidLabel(String)
    /// The last label is a number, so this is a mistyped IPv4 address and not a name.
    case numericName(String)
    /// The URL is longer than 8192 bytes.
    case urlTooLong(bytes: Int)
    /// The scheme is neither `http` nor `https`.
    case unsupportedScheme(String)
    /// No host stands between the scheme and the path.
    case missingHost(String)
    /// The URL holds a user name or password, which must not travel through reports.
    case credentialsInURL
    /// A `%` is not followed by two hexadecimal digits.
    case invalidPercentEscape(String)
    /// A control character, NUL among them, stands in the URL.
    case controlCharacter(UInt32)
}

extension InternetProtocolsError: CustomStringConvertible {
    /// One lower-case sentence that says what was wrong and what to write instead.
    public var description: String {
        switch self {
        case .invalidAddress(let text):
            "\(quoted(text)) is not an IP address; write 192.0.2.1 or 2001:db8::1"
        case .invalidPrefix(let text):
            "\(quoted(text)) is not an IP prefix; write 192.0.2.0/24 or 2001:db8::/32"
        case .invalidEndpoint(let text):
            "\(quoted(text)) is not an endpoint; write 192.0.2.1:443 or [2001:db8::1]:443"
        case .portOutOfRange(let text):
            "the port \(quoted(text)) is out of range; write a number from 1 to 65535"
        case .empty:
            "nothing was given; write a host name, an address or a URL"
        case .emptyLabel(let text):
            "the name \(quoted(text)) has an empty part between two dots; check its spelling"
        case .labelTooLong(let label):
            "the name part \(quoted(label)) is longer than 63 bytes"
        case .nameTooLong(let bytes):
            "the name is \(bytes) bytes long; a name has at most 253"
        case .invalidCharacter(let scalar, let label):
            "the character \(named(scalar)) cannot stand in the name \(quoted(label))"
        case .invalidLabel(let label):
            "the name part \(quoted(label)) is malformed; check its hyphens and its xn-- form"
        case .numericName(let text):
            "\(quoted(text)) ends in a number but is not an IPv4 address; check its four numbers"
        case .urlTooLong(let bytes):
            "the URL is \(bytes) bytes long; at most 8192 are accepted"
        case .unsupportedScheme(let scheme):
            "the scheme \(quoted(scheme)) is not supported; write an http or https URL"
        case .missingHost(let text):
            "\(quoted(text)) names no host; write https://host/path"
        case .credentialsInURL:
            "the URL holds a user name or password; remove the part before the @"
        case .invalidPercentEscape(let text):
            "\(quoted(text)) is not a percent escape; write % and two hexadecimal digits"
        case .controlCharacter(let value):
            "the URL holds the control character \(hexadecimal(value)); remove it"
        }
    }

    private func quoted(_ text: String) -> String {
        let printable = text.unicodeScalars.prefix(80).map { scalar in
            scalar.properties.generalCategory == .control ? "?" : String(scalar)
        }
        return "'" + printable.joined() + (text.unicodeScalars.count > 80 ? "…'" : "'")
    }

    private func named(_ scalar: Unicode.Scalar) -> String {
        scalar.properties.generalCategory == .control
            ? hexadecimal(scalar.value) : "'\(scalar)' (\(hexadecimal(scalar.value)))"
    }

    private func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
