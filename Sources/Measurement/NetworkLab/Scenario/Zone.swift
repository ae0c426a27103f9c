/// A zone of the domain name system (RFC 1034, section 4.2).
///
/// Delegations from a zone to the zones below it that other services answer for are made by the lab.
public struct Zone: Sendable, Equatable {
    /// Its name, `.` for the root, without a final dot otherwise.
    public var name: String
    /// Lines of a master file (RFC 1035, section 5) such as `www A 192.0.2.1`; SOA and NS are made.
    public var records: [String]
    /// Whether it is signed, and rightly.
    public var signatures: Signatures

    /// A zone from its parts.
    public init(name: String, records: [String] = [], signatures: Signatures = .none) {
        self.name = name
        self.records = records
        self.signatures = signatures
    }

    /// The state of a zone's DNSSEC signatures (RFC 4035).
    public enum Signatures: String, Sendable, CaseIterable {
        /// The zone is not signed.
        case none
        /// It is signed, and resolvers have its key as an anchor.
        case valid
        /// It was changed after it was signed, so that a resolver that checks must refuse it.
        case wrong
    }
}
