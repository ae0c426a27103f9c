import InternetProtocols

/// A resolver that others ask.
public struct RecursiveResolver: Sendable, Equatable {
    /// The program.
    public var software: Software
    /// Name servers to hand every question to; empty to ask from the root down (unbound only).
    public var forwarders: [IPAddress]
    /// Whether it also answers over TLS on port 853 (RFC 7858; unbound only), with this certificate.
    public var encryptedCertificate: String?
    /// Where it lies or refuses; the first rule whose name covers the question decides.
    public var rules: [ResolverRule]
    /// Whether it turns all clients away (REFUSED).
    public var refusesClients: Bool

    /// A resolver from its parts.
    public init(
        software: Software = .unbound, forwarders: [IPAddress] = [],
        encryptedCertificate: String? = nil, rules: [ResolverRule] = [],
        refusesClients: Bool = false
    ) {
        self.software = software
        self.forwarders = forwarders
        self.encryptedCertificate = encryptedCertificate
        self.rules = rules
        self.refusesClients = refusesClients
    }

    /// The programs that can be used.
    public enum Software: String, Sendable, CaseIterable {
        /// NLnet Labs Unbound.
        case unbound
        /// Dnsmasq, as in most home routers.
        case dnsmasq
    }
}
