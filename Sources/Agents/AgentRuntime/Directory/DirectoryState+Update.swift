import DMEP

extension DirectoryState {
    /// Takes in what an agent offers and withdraws, or what another directory passes on.
    ///
    /// An agent speaks for itself alone, and its update is taken as a whole or not at all. A directory speaks for
    /// any agent; what cannot be believed of its update is left out.
    ///
    /// - Parameters:
    ///   - requester: what the server knows of the sender.
    ///   - now: the time, in milliseconds since 1970.
    /// - Returns: the answer, and what other directories are to hear of it: those that are not among its `via`.
    ///   Nil when nothing has changed. Between directories the end of a lease travels as in `snapshot(at:)`.
    public mutating func update(
        _ update: DirectoryUpdate, from requester: Requester, at now: Int64
    ) -> (response: DirectoryUpdateResponse, replicate: DirectoryUpdate?) {
        let isFromDirectory = !update.via.isEmpty
        do {
            let accepted =
                isFromDirectory
                ? try believable(update, from: requester, at: now)
                : try checked(update, from: requester, at: now)
            return (DirectoryUpdateResponse(), take(accepted, at: now))
        } catch {
            let reason = error.description
            return (DirectoryUpdateResponse(isSuccess: false, reason: reason), nil)
        }
    }

    /// The update of an agent, after every check; advertisements for the agent alone are left out.
    private func checked(
        _ update: DirectoryUpdate, from requester: Requester, at now: Int64
    ) throws(DirectoryRefusal) -> DirectoryUpdate {
        if requester.permittedTypes != nil, requester.authenticatedURI == nil {
            throw .agentUnknown
        }
        if let lease = update.lease, lease <= 0 { throw .badLease(lease) }
        let sender = requester.authenticatedURI
        for retraction in update.retractions {
            if let sender, sender != retraction.agentURI {
                throw .foreignAgent(claimed: retraction.agentURI, sender: sender)
            }
            guard isPossible(retraction, at: now) else { throw .badRetraction(retraction.key) }
        }
        var accepted = update
        accepted.advertisements.removeAll(where: \.isLocalOnly)
        var offered: [String: Set<String>] = [:]
        var unknown = Set(update.retractions.map(\.key).filter { entry(of: $0, at: now) == nil })
        for advertisement in accepted.advertisements {
            let key = advertisement.key
            let reason = advertisement.refusal(
                updater: sender, at: now, limits: configuration.advertisement)
            if let reason { throw .advertisement(key, reason) }
            let known = entry(of: key, at: now)
            if let known,
                known.time > advertisement.time
                    || (known.time == advertisement.time && known.offer == nil)
            {
                throw .superseded(key, time: known.time)
            }
            if known == nil { unknown.insert(key) }
            offered[key.agentURI, default: []].insert(key.serviceID)
        }
        for (agent, services) in offered {
            let before = shelves[agent]?.offers(at: now).map(\.advertisement.serviceID) ?? []
            let withdrawn = update.retractions.filter { $0.agentURI == agent }.map(\.serviceID)
            let after = services.union(before).subtracting(withdrawn)
            if after.count > configuration.servicesPerAgent {
                throw .tooManyServices(limit: configuration.servicesPerAgent)
            }
        }
        if entryCount + unknown.count > configuration.entries {
            throw .full(limit: configuration.entries)
        }
        return accepted
    }

    /// The part of another directory's update that can be believed.
    private func believable(
        _ update: DirectoryUpdate, from requester: Requester, at now: Int64
    ) throws(DirectoryRefusal) -> DirectoryUpdate {
        guard isPeer(requester) else { throw .notADirectory }
        guard update.via.count <= configuration.directoriesOnTheWay else {
            throw .tooManyDirectories(limit: configuration.directoriesOnTheWay)
        }
        if let lease = update.lease, lease <= 0 { throw .badLease(lease) }
        var accepted = update
        accepted.advertisements.removeAll { !isPossible($0, at: now) }
        // The end of a lease whose service is left out is no retraction.
        let leftOut = Set(update.advertisements.map(\.key))
            .subtracting(accepted.advertisements.map(\.key))
        accepted.retractions.removeAll { leftOut.contains($0.key) || !isPossible($0, at: now) }
        return accepted
    }

    /// Whether an advertisement that another directory has taken can be.
    func isPossible(_ advertisement: ServiceAdvertisement, at now: Int64) -> Bool {
        !advertisement.isLocalOnly
            && advertisement.refusal(
                updater: nil, at: now, limits: configuration.advertisement) == nil
    }

    /// Whether a retraction names a service and does not lie in the future by more than clocks differ.
    func isPossible(_ retraction: ServiceRetraction, at now: Int64) -> Bool {
        let latest = now.addingReportingOverflow(configuration.advertisement.lead).partialValue
        return ServiceAdvertisement.isAgentURI(retraction.agentURI)
            && (1...256).contains(retraction.serviceID.utf8.count)
            && retraction.time <= latest && retraction.time >= 0
    }

    private mutating func take(_ update: DirectoryUpdate, at now: Int64) -> DirectoryUpdate? {
        let lease = min(update.lease ?? configuration.lease, configuration.longestLease)
        let ends =
            update.via.isEmpty
            ? [:] : update.retractions.leaseEnds(of: update.advertisements)
        var news = DirectoryUpdate(lease: lease, via: update.via)
        if !news.via.contains(identity) { news.via.append(identity) }
        for advertisement in update.advertisements {
            let key = advertisement.key
            // A copy that was long on its way must not make the lease longer.
            let until = min(ends[key] ?? now + lease, now + configuration.longestLease)
            let entry = DirectoryEntry(advertisement, until: until)
            if take(entry, for: key, at: now)?.isNew == true {
                news.advertisements.append(advertisement)
                news.retractions.append(
                    ServiceRetraction(
                        serviceID: key.serviceID, agentURI: key.agentURI, time: until))
            }
        }
        for retraction in update.retractions where ends[retraction.key] == nil {
            let entry = DirectoryEntry(withdrawnAt: retraction.time)
            if take(entry, for: retraction.key, at: now)?.isNew == true {
                news.advertisements.removeAll { $0.key == retraction.key }
                news.retractions.removeAll { $0.key == retraction.key }
                news.retractions.append(retraction)
            }
        }
        return news.advertisements.isEmpty && news.retractions.isEmpty ? nil : news
    }
}
