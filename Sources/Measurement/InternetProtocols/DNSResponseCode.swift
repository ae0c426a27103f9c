/// The response code of a DNS message, with the bits that EDNS adds (RFC 1035, RFC 6895).
public struct DNSResponseCode: RawRepresentable, Hashable, Codable, Sendable {
    /// The twelve-bit number.
    public let rawValue: UInt16

    /// The code with this number.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The question was answered, though perhaps with no records.
    public static let noError = DNSResponseCode(rawValue: 0)
    /// The server could not read the question.
    public static let formatError = DNSResponseCode(rawValue: 1)
    /// The server could not find out.
    public static let serverFailure = DNSResponseCode(rawValue: 2)
    /// The name does not exist.
    public static let nameError = DNSResponseCode(rawValue: 3)
    /// The server does not do this kind of question.
    public static let notImplemented = DNSResponseCode(rawValue: 4)
    /// The server will not answer us.
    public static let refused = DNSResponseCode(rawValue: 5)
}

extension DNSResponseCode: CustomStringConvertible {
    /// The mnemonic of the IANA registry, as `NXDOMAIN`.
    public var description: String {
        let names = [
            "NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED", "YXDOMAIN",
            "YXRRSET", "NXRRSET", "NOTAUTH", "NOTZONE", "DSOTYPENI",
        ]
        if Int(rawValue) < names.count { return names[Int(rawValue)] }
        return switch rawValue {
        case 16: "BADVERS"
        case 23: "BADCOOKIE"
        default: "RCODE\(rawValue)"
        }
    }
}
