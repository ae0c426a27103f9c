import DMEP

extension DirectoryState {
    /// The services that a requester may use, in the order in which it should prefer them (CAPRI thesis, A.3.3).
    ///
    /// What it may use follows from what the server knows of it; what the request says counts only where it does
    /// no harm. The order: 1. services for the requester's autonomous system alone come first; 2. cheaper ones
    /// before dearer; 3. among equals the agents in an order that differs from requester to requester and stays
    /// the same for one (rendezvous hashing: D. G. Thaler and C. V. Ravishankar, 1998). So load is spread, a
    /// requester keeps to its agents, and when one goes only its own requesters move.
    ///
    /// Another directory gets everything: see `snapshot(at:)`.
    public func map(
        for request: ServiceMapRequest, from requester: Requester, at now: Int64
    ) throws(DirectoryRefusal) -> ServiceMap {
        let type = request.agentType
        if type == Self.directoryType {
            guard isPeer(requester) else { throw .notADirectory }
            return snapshot(at: now)
        }
        guard type != ServiceAdvertisement.localType,
            requester.permittedTypes?.contains(type) ?? true
        else { throw .typeNotPermitted(type) }

        let system = requester.autonomousSystem
        // Where nothing names the requester, those of one autonomous system share their agents.
        let name =
            requester.authenticatedURI ?? request.agentURI
            ?? (system ?? request.autonomousSystem).map { "AS\($0)" } ?? ""
        let salt = StableHash.hash(name)
        var listed: [(rank: Rank, advertisement: ServiceAdvertisement)] = []
        for (agent, shelf) in shelves {
            let weight = StableHash.mix(shelf.hash ^ salt)
            for (advertisement, _) in shelf.offers(at: now)
            where advertisement.admits(requester, as: type) == nil {
                let rank = Rank(
                    isElsewhere: advertisement.requesters.autonomousSystems.isEmpty,
                    cost: advertisement.cost.expected, weight: weight, agent: agent,
                    service: advertisement.serviceID)
                listed.append((rank, advertisement))
            }
        }
        listed.sort { $0.rank.precedes($1.rank) }
        return ServiceMap(
            advertisements: listed.map(\.advertisement), hashKey: hashKey.base64)
    }

    private struct Rank {
        var isElsewhere: Bool
        var cost: Double
        var weight: UInt64
        var agent: String
        var service: String

        func precedes(_ other: Rank) -> Bool {
            if isElsewhere != other.isElsewhere { return !isElsewhere }
            if cost != other.cost { return cost < other.cost }
            if weight != other.weight { return weight > other.weight }
            return (agent, service) < (other.agent, other.service)
        }
    }
}
