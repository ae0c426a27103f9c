/// From where definitions are fetched, how much, and for how long they hold.
public struct OntologyPolicy: Hashable, Sendable {
    /// The hosts that definitions may come from, over HTTPS; empty for none.
    public var hosts: Set<String>
    /// Whether they may come from this computer, over HTTP too.
    public var allowsLoopback: Bool
    /// The bytes of a document; 1 MiB.
    public var bytes = 1 << 20
    /// The time for a document, redirects included, in milliseconds; 5 s.
    public var milliseconds: Int64 = 5_000
    /// The redirects followed for a document.
    public var redirects = 3
    /// For how long a document holds, in milliseconds; an hour.
    public var lifetime: Int64 = 3_600_000
    /// The documents kept.
    public var documents = 64

    /// Makes a policy.
    public init(hosts: Set<String> = [], allowsLoopback: Bool = true) {
        self.hosts = Set(hosts.map { $0.lowercased() })
        self.allowsLoopback = allowsLoopback
    }

    /// Refuses an address that definitions may not come from.
    public func check(_ address: OntologyAddress) throws(OntologyError) {
        if allowsLoopback && address.isLoopback { return }
        guard hosts.contains(address.host) else { throw .hostNotAllowed(address.host) }
        guard address.isSecure || address.isLoopback else {
            throw .unusableAddress("\(address)", reason: "https:// is needed")
        }
    }

    /// Refuses a redirect that leads to where definitions may not come from, from another computer to this
    /// one, or from an encrypted connection to one that is not.
    public func check(
        redirectTo target: OntologyAddress, from source: OntologyAddress
    ) throws(OntologyError) {
        try check(target)
        if target.isLoopback && !source.isLoopback {
            throw .redirectRefused(to: "\(target)", reason: "it leads to this computer")
        }
        if source.isSecure && !target.isSecure {
            throw .redirectRefused(to: "\(target)", reason: "it gives up encryption")
        }
    }
}
