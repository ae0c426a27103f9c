import DMEP

extension DirectoryState {
    /// Everything that is known at the time `now`, for another directory or for the disk.
    ///
    /// The end of a service's lease travels as a retraction of the very service that the map lists: it is
    /// withdrawn as of then. The other retractions are such as have happened. Services whose lease is over are
    /// among them for a while, so that older versions do not come back. Ordered by agent and service.
    public func snapshot(at now: Int64) -> ServiceMap {
        var map = ServiceMap(advertisements: [], hashKey: hashKey.base64)
        for (agent, shelf) in shelves.sorted(by: { $0.key < $1.key }) {
            for service in shelf.entries.keys.sorted() {
                let key = ServiceKey(agentURI: agent, serviceID: service)
                guard let entry = entry(of: key, at: now) else { continue }
                map.append(entry, for: key)
            }
        }
        return map
    }

    /// Takes in what another directory, or the disk, knows.
    ///
    /// Of every service the later news hold, of the keys the oldest. What cannot be believed is left out. A lease
    /// that the map does not tell is the usual one, for services that were not known.
    ///
    /// - Returns: what was new, as a map to be kept on disk.
    @discardableResult
    public mutating func merge(_ map: ServiceMap, at now: Int64) -> ServiceMap {
        var news = ServiceMap(advertisements: [])
        if let key = map.hashKey.flatMap(DirectoryHashKey.init(base64:)), key < hashKey {
            hashKey = key
            news.hashKey = key.base64
        }
        let ends = map.retractions.leaseEnds(of: map.advertisements)
        for advertisement in map.advertisements where isPossible(advertisement, at: now) {
            let key = advertisement.key
            if ends[key] == nil, entry(of: key, at: now)?.time == advertisement.time { continue }
            let until = min(
                ends[key] ?? now + configuration.lease, now + configuration.longestLease)
            let entry = DirectoryEntry(advertisement, until: until)
            if let taken = take(entry, for: key, at: now), taken.isNew {
                news.append(taken.entry, for: key)
            }
        }
        for retraction in map.retractions
        where ends[retraction.key] == nil && isPossible(retraction, at: now) {
            let entry = DirectoryEntry(withdrawnAt: retraction.time)
            if let taken = take(entry, for: retraction.key, at: now), taken.isNew {
                news.append(taken.entry, for: retraction.key)
            }
        }
        return news
    }

    /// What is known at the time `now` of the services that an update names, as a map to be kept on disk.
    public func snapshot(of update: DirectoryUpdate, at now: Int64) -> ServiceMap {
        var map = ServiceMap(advertisements: [], hashKey: hashKey.base64)
        let keys = Set(update.advertisements.map(\.key) + update.retractions.map(\.key))
        for key in keys.sorted() {
            if let entry = entry(of: key, at: now) { map.append(entry, for: key) }
        }
        return map
    }
}

extension ServiceMap {
    mutating func append(_ entry: DirectoryEntry, for key: ServiceKey) {
        if let offer = entry.offer { advertisements.append(offer.advertisement) }
        retractions.append(
            ServiceRetraction(
                serviceID: key.serviceID, agentURI: key.agentURI,
                time: entry.offer?.until ?? entry.time))
    }
}

extension [ServiceRetraction] {
    /// The end of the lease of each service that is both advertised and retracted.
    func leaseEnds(of advertisements: [ServiceAdvertisement]) -> [ServiceKey: Int64] {
        let listed = Set(advertisements.map(\.key))
        return Dictionary(
            filter { listed.contains($0.key) }.map { ($0.key, $0.time) },
            uniquingKeysWith: Swift.max)
    }
}
