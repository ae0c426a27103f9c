import InternetProtocols

/// What an announcement says of its route (path attributes; RFC 4271, section 5).
///
/// Attributes that are not listed are passed over.
public struct PathAttributes: Hashable, Sendable {
    /// How the origin came to know the route (ORIGIN).
    public enum Origin: UInt8, Hashable, Sendable {
        /// By a protocol within the system.
        case igp = 0
        /// By the protocol EGP.
        case egp = 1
        /// In another way.
        case incomplete = 2
    }

    /// Who made an aggregate (AGGREGATOR).
    public struct Aggregator: Hashable, Sendable {
        /// The number of the system.
        public var system: UInt32
        /// The address of the router.
        public var address: IPAddress

        /// A router of a system.
        public init(system: UInt32, address: IPAddress) {
            self.system = system
            self.address = address
        }
    }

    /// How the origin came to know the route.
    public var origin: Origin?
    /// The systems that the announcement has passed; with 4-byte numbers also where AS4_PATH gave them.
    public var path = ASPath()
    /// Where packets go next; of two IPv6 addresses the global one.
    public var nextHop: IPAddress?
    /// MULTI_EXIT_DISC.
    public var multiExitDiscriminator: UInt32?
    /// LOCAL_PREF.
    public var localPreference: UInt32?
    /// Whether a route was aggregated and its path is not complete (ATOMIC_AGGREGATE).
    public var isAtomicAggregate = false
    /// Who made the aggregate.
    public var aggregator: Aggregator?
    /// Marks of 32 bits (COMMUNITIES; RFC 1997), in their order.
    public var communities = [UInt32]()

    /// No attributes.
    public init() {}

    /// Everything is forgotten but the memory of the arrays.
    mutating func clear() {
        origin = nil
        path.removeAll()
        nextHop = nil
        multiExitDiscriminator = nil
        localPreference = nil
        isAtomicAggregate = false
        aggregator = nil
        communities.removeAll(keepingCapacity: true)
    }
}
