import InternetProtocols

/// What name lookups on this machine use.
public struct ResolverConfiguration: Hashable, Codable, Sendable {
    /// The name servers of the C library, in order.
    public var servers: [IPEndpoint]
    /// The servers behind a stub on this machine (systemd-resolved), in order.
    public var upstreamServers: [IPEndpoint]
    /// The domains to try behind short names.
    public var searchDomains: [String]

    /// A configuration of these parts.
    public init(
        servers: [IPEndpoint] = [], upstreamServers: [IPEndpoint] = [],
        searchDomains: [String] = []
    ) {
        self.servers = servers
        self.upstreamServers = upstreamServers
        self.searchDomains = searchDomains
    }
}

/// One line of the hosts file: an address with its names.
public struct HostsEntry: Hashable, Codable, Sendable {
    /// The address.
    public var address: IPAddress
    /// The names, lower case.
    public var names: [String]

    /// An entry of these parts.
    public init(address: IPAddress, names: [String]) {
        self.address = address
        self.names = names
    }
}
