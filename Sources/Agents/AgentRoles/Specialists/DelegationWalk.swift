import InternetProtocols
import Probes

/// Finds the addresses of a name by asking name servers from the root downwards, each for its own zone
/// (RFC 1034, section 5.3.3).
///
/// Every answer comes from a server of the zone that it is about. Where those servers stand the referral says,
/// as far as it may: of names within the zone that it comes from. The others are asked of the agent's resolver.
struct DelegationWalk: Sendable {
    /// How a walk ended.
    enum End: Hashable, Sendable {
        /// The zone's servers gave addresses; through aliases or not.
        case addresses([IPAddress])
        /// The zone's servers say that the name does not exist or has no address.
        case noAddress
        /// Servers that should know the zone refuse, fail, stay silent or refer in a circle.
        case broken
        /// Not even the roots answered: this says nothing of the name.
        case rootsSilent
    }

    /// The servers to begin with.
    var roots: [IPEndpoint]
    /// Asks for the addresses of name servers that referrals do not tell.
    var resolver: [IPEndpoint]
    /// The port that name servers listen on; 53 except in laboratories.
    var port: UInt16 = 53
    /// Which addresses may be asked at all.
    var policy = AddressPolicy()
    /// How many referrals and aliases are followed together.
    var stepLimit = 24
    /// How many servers of one zone are asked.
    var serversPerZone = 3
    /// How long one server may take.
    var patience: Duration = .milliseconds(1_500)

    /// Walks down to the name's own servers.
    func addresses(
        of name: DomainName, until deadline: ContinuousClock.Instant
    ) async throws -> End {
        var name = name
        var servers = roots
        // The zone that the servers speak for; empty for the root.
        var zone = ""
        for _ in 0..<stepLimit {
            guard ContinuousClock.now < deadline else {
                return zone.isEmpty ? .rootsSilent : .broken
            }
            guard let (server, answer) = try await ask(name, servers, zone, until: deadline) else {
                return zone.isEmpty ? .rootsSilent : .broken
            }
            if answer.responseCode == .nameError { return .noAddress }
            var target = name.text
            for _ in answer.answers {
                let alias = answer.answers.first {
                    $0.type == DNSRecordType.cname.rawValue && $0.name == target
                }
                guard let next = alias?.target else { break }
                target = next
            }
            // Of an alias in another zone this server's word counts for nothing.
            let isOwn = zone.isEmpty || target == zone || target.hasSuffix("." + zone)
            let found =
                isOwn ? answer.answers.filter { $0.name == target }.compactMap(\.address) : []
            if !found.isEmpty {
                let six = try await ask(name, .aaaa, server, until: deadline)?.addresses ?? []
                return .addresses(found + six)
            }
            if target != name.text {
                // Another zone may hold the other name: begin again at the root.
                guard let next = try? DomainName(target) else { return .broken }
                name = next
                servers = roots
                zone = ""
                continue
            }
            if let referral = Self.referral(in: answer, below: zone, towards: name) {
                servers = try await self.servers(of: referral, until: deadline)
                zone = referral.zone
                if servers.isEmpty { return .broken }
                continue
            }
            guard answer.isAuthoritative else { return .broken }
            let six = try await ask(name, .aaaa, server, until: deadline)?.addresses ?? []
            return six.isEmpty ? .noAddress : .addresses(six)
        }
        return .broken
    }

    /// A zone further down with the names of its servers.
    struct Referral: Hashable {
        let zone: String
        let servers: [String]
        /// Where servers stand, as far as the referral may say.
        var addresses: [String: [IPAddress]] = [:]
    }

    /// The delegation that an answer makes, if it leads closer to the name (RFC 1034, section 4.2.1).
    static func referral(
        in answer: DNSAnswer, below zone: String, towards name: DomainName
    ) -> Referral? {
        let records = answer.authorities.filter { $0.type == DNSRecordType.ns.rawValue }
        let owners = Set(records.map(\.name)).filter { owner in
            let isAbove = name.text == owner || name.text.hasSuffix("." + owner)
            let isBelow =
                zone.isEmpty ? !owner.isEmpty : owner != zone && owner.hasSuffix("." + zone)
            return isAbove && isBelow
        }
        guard let owner = owners.max(by: { $0.utf8.count < $1.utf8.count }) else { return nil }
        var referral = Referral(
            zone: owner, servers: records.filter { $0.name == owner }.compactMap(\.target))
        for record in answer.additional where referral.servers.contains(record.name) {
            let isOwn = zone.isEmpty || record.name.hasSuffix("." + zone)
            guard isOwn, let address = record.address else { continue }
            referral.addresses[record.name, default: []].append(address)
        }
        return referral
    }

    /// Where the servers of a zone stand.
    private func servers(
        of referral: Referral, until deadline: ContinuousClock.Instant
    ) async throws -> [IPEndpoint] {
        let told = referral.servers.filter { referral.addresses[$0] != nil }.prefix(serversPerZone)
            .flatMap { referral.addresses[$0] ?? [] }
        let names = referral.servers.prefix(told.isEmpty ? serversPerZone : 0)
            .compactMap { try? DomainName($0) }
        let left = deadline - ContinuousClock.now
        guard left > .zero else { return [] }
        return try await withThrowingTaskGroup(of: [IPAddress].self) { group in
            for name in names {
                group.addTask {
                    try await DNSLookupTestRunner.ask(name, servers: resolver, timeout: left)
                        .flatMap(\.addresses)
                }
            }
            var found = told
            for try await addresses in group { found += addresses }
            // IPv4 first: many agents have no IPv6.
            return found.filter { policy.refusal(of: $0) == nil }.sorted()
                .prefix(2 * serversPerZone).map { IPEndpoint($0, port: port) }
        }
    }

    /// Asks one server after the other until one says something of the name.
    private func ask(
        _ name: DomainName, _ servers: [IPEndpoint], _ zone: String,
        until deadline: ContinuousClock.Instant
    ) async throws -> (IPEndpoint, DNSAnswer)? {
        for server in servers {
            guard let answer = try await ask(name, .a, server, until: deadline) else { continue }
            switch answer.responseCode {
            case .noError, .nameError: return (server, answer)
            default: continue
            }
        }
        return nil
    }

    private func ask(
        _ name: DomainName, _ type: DNSRecordType, _ server: IPEndpoint,
        until deadline: ContinuousClock.Instant
    ) async throws -> DNSAnswer? {
        let left = min(patience, deadline - ContinuousClock.now)
        guard left > .zero else { return nil }
        return try await DNSProbe.query(
            name, type: type, server: server, timeout: left, tries: 2,
            recursionDesired: false
        )
        .answer
    }
}
