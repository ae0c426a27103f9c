import InternetProtocols

/// One route of a routing table that was dumped: what one peer told of one prefix.
public struct RIBRoute: Hashable, Sendable {
    /// Who told the collector of a route.
    public struct Peer: Hashable, Sendable {
        /// Its address.
        public var address: IPAddress
        /// The number of its system.
        public var system: UInt32

        /// A peer.
        public init(address: IPAddress, system: UInt32) {
            self.address = address
            self.system = system
        }
    }

    /// When the table was dumped, in seconds since 1970.
    public var time: UInt32 = 0
    /// When the route came, in seconds since 1970.
    public var received: UInt32 = 0
    /// Who told of it.
    public var peer = Peer(address: IPAddress(ipv4: 0), system: 0)
    /// The place of the peer in the dump's table of peers; 0 in TABLE_DUMP, which has none.
    public var peerIndex = 0
    /// The addresses that it leads to.
    public var prefix = AddressBits.prefix(0, length: 0, family: .ipv4)
    /// Which of the peer's routes for the prefix it is, where there may be several (RFC 8050).
    public var pathIdentifier: UInt32?
    /// What is said of it.
    public var attributes = PathAttributes()

    /// A route to be filled by a reader.
    public init() {}
}
