import InternetProtocols

/// How this machine is attached to the network, read without sending a packet.
public struct HostConfiguration: Hashable, Sendable {
    /// The network interfaces, by index.
    public var interfaces: [NetworkInterface]
    /// The routes of the tables main and local, of both families.
    public var routes: [NetworkRoute]
    /// The neighbours on the links, of both families.
    public var neighbours: [NetworkNeighbour]
    /// What name lookups use.
    public var resolver: ResolverConfiguration
    /// The lines of the hosts file.
    public var hosts: [HostsEntry]
    /// The proxies that the environment names.
    public var proxies: ProxyConfiguration

    /// A configuration of these parts.
    public init(
        interfaces: [NetworkInterface] = [], routes: [NetworkRoute] = [],
        neighbours: [NetworkNeighbour] = [],
        resolver: ResolverConfiguration = ResolverConfiguration(), hosts: [HostsEntry] = [],
        proxies: ProxyConfiguration = ProxyConfiguration()
    ) {
        self.interfaces = interfaces
        self.routes = routes
        self.neighbours = neighbours
        self.resolver = resolver
        self.hosts = hosts
        self.proxies = proxies
    }
}

/// One network interface.
public struct NetworkInterface: Hashable, Codable, Sendable {
    /// What an interface is made of.
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// The machine itself.
        case loopback
        /// A wire, or what behaves like one.
        case ethernet
        /// Radio.
        case wireless
        /// A tunnel: WireGuard, tun, PPP, IPsec, 6in4 and their kind.
        case tunnel
        /// A bridge of other interfaces.
        case bridge
        /// Anything else.
        case other
    }

    /// An address that the interface holds.
    public struct Address: Hashable, Codable, Sendable {
        /// The address itself.
        public var address: IPAddress
        /// The block on the link.
        public var prefixLength: Int
        /// How far it reaches: `global`, `site`, `link`, `host` or `nowhere`.
        public var scope: String
        /// Whether the address is still being checked, failed its check, or is outdated.
        public var isUsable: Bool

        /// An address of these parts.
        public init(
            address: IPAddress, prefixLength: Int, scope: String = "global",
            isUsable: Bool = true
        ) {
            self.address = address
            self.prefixLength = prefixLength
            self.scope = scope
            self.isUsable = isUsable
        }
    }

    /// The name, as `eth0`.
    public var name: String
    /// The index in the kernel.
    public var index: Int
    /// Whether it is switched on (IFF_UP).
    public var isUp: Bool
    /// Whether there is a link: cable in, radio joined (IFF_LOWER_UP).
    public var hasCarrier: Bool
    /// The operational state of RFC 2863, as `up`, `down`, `dormant` or `unknown`.
    public var operationalState: String
    /// What it is made of.
    public var kind: Kind
    /// The largest packet, in bytes.
    public var mtu: Int
    /// Its addresses, of both families.
    public var addresses: [Address]

    /// An interface of these parts.
    public init(
        name: String, index: Int, isUp: Bool = true, hasCarrier: Bool = true,
        operationalState: String = "up", kind: Kind = .ethernet, mtu: Int = 1500,
        addresses: [Address] = []
    ) {
        self.name = name
        self.index = index
        self.isUp = isUp
        self.hasCarrier = hasCarrier
        self.operationalState = operationalState
        self.kind = kind
        self.mtu = mtu
        self.addresses = addresses
    }
}

/// One route.
public struct NetworkRoute: Hashable, Codable, Sendable {
    /// What the route does with a packet.
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// Sends it on.
        case unicast
        /// Keeps it: the address is this machine's.
        case local
        /// Drops it in silence.
        case blackhole
        /// Drops it with "host unreachable".
        case unreachable
        /// Drops it with "administratively prohibited".
        case prohibited
        /// Looks on in the next table.
        case `throw`
        /// Broadcast, anycast, multicast and the like.
        case other
    }

    /// The block of destinations.
    public var destination: IPPrefix
    /// The next router; nil on the link itself.
    public var gateway: IPAddress?
    /// The interface to leave by; nil for routes that drop.
    public var interface: String?
    /// The smaller, the better.
    public var metric: Int
    /// The source address that the route prefers.
    public var source: IPAddress?
    /// What it does.
    public var kind: Kind
    /// Whether its link is down (RTNH_F_LINKDOWN).
    public var isLinkDown: Bool
    /// Whether it is dead (RTNH_F_DEAD).
    public var isDead: Bool
    /// The table: 254 main, 255 local.
    public var table: Int

    /// A route of these parts.
    public init(
        destination: IPPrefix, gateway: IPAddress? = nil, interface: String?, metric: Int = 0,
        source: IPAddress? = nil, kind: Kind = .unicast, isLinkDown: Bool = false,
        isDead: Bool = false, table: Int = 254
    ) {
        self.destination = destination
        self.gateway = gateway
        self.interface = interface
        self.metric = metric
        self.source = source
        self.kind = kind
        self.isLinkDown = isLinkDown
        self.isDead = isDead
        self.table = table
    }
}

/// What the kernel knows of one address on a link (RFC 4861, section 7.3.2).
public struct NetworkNeighbour: Hashable, Codable, Sendable {
    /// Whether the address answers.
    public enum State: String, Codable, Sendable, CaseIterable {
        /// Asked for, nothing came yet.
        case incomplete
        /// Answered lately.
        case reachable
        /// Answered some time ago.
        case stale
        /// About to be asked again.
        case delay
        /// Being asked again.
        case probe
        /// Did not answer.
        case failed
        /// Needs no asking on this kind of link.
        case noARP = "noarp"
        /// Set by hand.
        case permanent
        /// Nothing is known.
        case none
    }

    /// The address on the link.
    public var address: IPAddress
    /// The interface of the link.
    public var interface: String
    /// Whether it answers.
    public var state: State
    /// Its hardware address, as `02:00:00:00:00:01`; nil when none is known.
    public var linkLayerAddress: String?

    /// A neighbour of these parts.
    public init(
        address: IPAddress, interface: String, state: State, linkLayerAddress: String? = nil
    ) {
        self.address = address
        self.interface = interface
        self.state = state
        self.linkLayerAddress = linkLayerAddress
    }
}
