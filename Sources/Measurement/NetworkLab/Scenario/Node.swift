import InternetProtocols

/// A host or a router: one network namespace.
public struct Node: Sendable, Equatable {
    /// A word of at most twelve letters, digits and hyphens.
    public var name: String
    /// Whether it forwards packets that are not its own.
    public var isRouter: Bool
    /// The name of the autonomous system that it belongs to, if any.
    public var system: String?
    /// The neighbour to whom it sends what it has no better route for; a host with one cable needs none.
    public var gateway: String?
    /// Addresses on its loopback interface, reachable from everywhere (anycast, further addresses).
    public var addresses: [IPAddress]
    /// The name servers in its resolv.conf.
    public var resolvers: [IPAddress]
    /// Lines that a fault adds to its hosts file.
    var hostsLines: [String] = []
    /// How many seconds a fault puts its clock ahead.
    var clockOffset: Double = 0

    /// A node from its parts.
    public init(
        name: String, isRouter: Bool = false, system: String? = nil, gateway: String? = nil,
        addresses: [IPAddress] = [], resolvers: [IPAddress] = []
    ) {
        self.name = name
        self.isRouter = isRouter
        self.system = system
        self.gateway = gateway
        self.addresses = addresses
        self.resolvers = resolvers
    }
}
