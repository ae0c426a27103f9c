/// An Extended DNS Error: the resolver's own word on why it answered as it did (RFC 8914).
public struct ExtendedDNSError: Hashable, Codable, Sendable {
    /// The info code of the IANA registry.
    public let code: UInt16
    /// The text that the resolver added, at most 512 bytes, or empty.
    public let text: String

    /// The error with this code and extra text.
    public init(code: UInt16, text: String) {
        self.code = code
        self.text = text
    }

    /// The name of the code in the registry, or `Code n`.
    public var name: String {
        Int(code) < Self.names.count ? Self.names[Int(code)] : "Code \(code)"
    }

    /// Whether the resolver says that it withheld the answer on purpose (codes 4 and 15 to 18).
    public var saysWithheld: Bool { code == 4 || (15...18).contains(code) }

    /// Whether the resolver says that signatures did not validate (codes 1, 2 and 5 to 12).
    public var saysSignatureInvalid: Bool { code == 1 || code == 2 || (5...12).contains(code) }

    private static let names = [
        "Other Error", "Unsupported DNSKEY Algorithm", "Unsupported DS Digest Type",
        "Stale Answer", "Forged Answer", "DNSSEC Indeterminate", "DNSSEC Bogus",
        "Signature Expired", "Signature Not Yet Valid", "DNSKEY Missing", "RRSIGs Missing",
        "No Zone Key Bit Set", "NSEC Missing", "Cached Error", "Not Ready", "Blocked",
        "Censored", "Filtered", "Prohibited", "Stale NXDOMAIN Answer", "Not Authoritative",
        "Not Supported", "No Reachable Authority", "Network Error", "Invalid Data",
        "Signature Expired before Valid", "Too Early", "Unsupported NSEC3 Iterations Value",
        "Unable to conform to policy", "Synthesized",
    ]
}
