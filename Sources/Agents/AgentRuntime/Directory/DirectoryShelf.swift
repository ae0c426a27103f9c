import DMEP

/// What a directory knows of the services of one agent.
struct DirectoryShelf: Hashable, Sendable {
    /// The stable hash of the agent's URI.
    let hash: UInt64
    private(set) var entries: [String: DirectoryEntry] = [:]

    init(agentURI: String) { hash = StableHash.hash(agentURI) }

    /// The services offered at the time `now`.
    func offers(at now: Int64) -> [(advertisement: ServiceAdvertisement, until: Int64)] {
        entries.values.compactMap(\.offer).filter { $0.until > now }
    }

    /// Takes in an entry unless a greater one is known.
    ///
    /// - Parameter limit: how many entries are kept; what goes is first what has ended or was withdrawn, oldest
    ///   first, then the oldest offers, so that replicas choose alike.
    /// - Returns: what is known after it, and whether that is new. Nil when it had no place.
    mutating func take(
        _ entry: DirectoryEntry, for serviceID: String, limit: Int, at now: Int64
    ) -> (entry: DirectoryEntry, isNew: Bool)? {
        let known = entries[serviceID]
        let greater = known.map { DirectoryEntry.greater($0, entry) } ?? entry
        entries[serviceID] = greater
        while entries.count > limit {
            let least = entries.min { Self.rank($0, at: now) < Self.rank($1, at: now) }
            guard let least else { break }
            entries[least.key] = nil
        }
        return entries[serviceID] == nil ? nil : (greater, greater != known)
    }

    /// Forgets a service.
    mutating func forget(_ serviceID: String) { entries[serviceID] = nil }

    /// Forgets what has ended.
    mutating func forget(endedBy now: Int64, memory: Int64) {
        entries = entries.filter { $0.value.end(memory: memory) > now }
    }

    private static func rank(_ pair: (key: String, value: DirectoryEntry), at now: Int64)
        -> (Int, Int64, String)
    {
        let isOffered = (pair.value.offer?.until ?? .min) > now
        return (isOffered ? 1 : 0, pair.value.time, pair.key)
    }
}
