import DMEP

/// What a directory knows: the services of every agent, with leases and retractions (CAPRI thesis, 5.2, A.3).
///
/// A value without clock or network. Replicas that exchange their maps hold the same, whatever was lost, repeated
/// or overtaken on the way: see `DirectoryEntry`. Bounded divergence remains where a limit on the number of
/// services bites.
public struct DirectoryState: Sendable {
    /// The URI of this directory: its name among its peers.
    public let identity: String
    /// How it behaves.
    public let configuration: DirectoryConfiguration
    /// The key under which names are hashed in this network; the oldest among the replicas.
    public internal(set) var hashKey: DirectoryHashKey
    /// The number of services and retractions kept.
    public private(set) var entryCount = 0

    private(set) var shelves: [String: DirectoryShelf] = [:]

    /// Makes a directory that knows of no service.
    public init(
        identity: String, hashKey: DirectoryHashKey,
        configuration: DirectoryConfiguration = DirectoryConfiguration()
    ) {
        self.identity = identity
        self.hashKey = hashKey
        self.configuration = configuration
    }

    /// The number of services offered at the time `now`.
    public func serviceCount(at now: Int64) -> Int {
        shelves.values.reduce(0) { $0 + $1.offers(at: now).count }
    }

    /// Forgets services and retractions that ended so long ago that nobody needs to hear of them any more.
    ///
    /// Nothing else depends on when or whether it is called. Complexity: linear in the number of entries.
    public mutating func forgetEnded(at now: Int64) {
        for agent in shelves.keys {
            shelves[agent]?.forget(
                endedBy: now, memory: configuration.memory)
            if shelves[agent]?.entries.isEmpty == true { shelves[agent] = nil }
        }
        entryCount = shelves.values.reduce(0) { $0 + $1.entries.count }
    }

    /// What is known of a service, unless it is to be forgotten.
    func entry(of key: ServiceKey, at now: Int64) -> DirectoryEntry? {
        guard let entry = shelves[key.agentURI]?.entries[key.serviceID],
            entry.end(memory: configuration.memory) > now
        else { return nil }
        return entry
    }

    /// Takes in an entry; returns what is known after it and whether that is new, nil when it is to be
    /// forgotten already or there is no place for it.
    mutating func take(_ entry: DirectoryEntry, for key: ServiceKey, at now: Int64)
        -> (entry: DirectoryEntry, isNew: Bool)?
    {
        guard entry.end(memory: configuration.memory) > now else { return nil }
        // What is to be forgotten counts as unknown, whether it was swept out or not.
        if self.entry(of: key, at: now) == nil,
            shelves[key.agentURI]?.entries[key.serviceID] != nil
        {
            shelves[key.agentURI]?.forget(key.serviceID)
            entryCount -= 1
        }
        let isKnown = shelves[key.agentURI]?.entries[key.serviceID] != nil
        guard isKnown || entryCount < configuration.entries else { return nil }
        let before = shelves[key.agentURI]?.entries.count ?? 0
        let taken = shelves[key.agentURI, default: DirectoryShelf(agentURI: key.agentURI)].take(
            entry, for: key.serviceID, limit: 2 * configuration.servicesPerAgent,
            at: now)
        entryCount += (shelves[key.agentURI]?.entries.count ?? 0) - before
        return taken
    }

    /// Whether a requester that acts as a directory is one.
    func isPeer(_ requester: Requester) -> Bool {
        if let permitted = requester.permittedTypes {
            return permitted.contains(Self.directoryType)
        }
        return configuration.acceptsStrangersAsPeers
            || requester.authenticatedURI.map(configuration.peers.contains) ?? false
    }

    /// The type as which directories ask one another.
    public static let directoryType = "directory"
}
