/// A zone as a master file (RFC 1035, section 5): the scenario's lines and those that the lab makes.
///
/// Made are the SOA, the NS records of the zone, and for every zone directly below it the delegation
/// with its glue. Lives are short, so that a fault that begins or ends is seen within a minute.
struct ZoneFile: Sendable, Equatable {
    /// Seconds that records may be kept, unless their own line says otherwise.
    static let timeToLive = 60
    /// Seconds that a denial may be kept (RFC 2308).
    static let negativeTimeToLive = 10

    /// The zone.
    var zone: Zone
    /// Who answers for it.
    var nameServers: [NameServer]
    /// The zones directly below it, with who answers for them.
    var delegations: [(zone: String, nameServers: [NameServer])]

    /// The file of a zone among all zones of a scenario.
    init(_ zone: Zone, in context: ServiceContext) {
        self.zone = zone
        nameServers = context.nameServers(of: zone.name)
        delegations = context.delegations(from: zone.name).map {
            ($0, context.nameServers(of: $0))
        }
    }

    /// The whole file.
    var text: String {
        let origin = ZoneName.absolute(zone.name)
        let hostmaster = origin == "." ? "hostmaster." : "hostmaster.\(origin)"
        let first = nameServers.first?.name ?? hostmaster
        let head = [
            "$ORIGIN \(origin)",
            "$TTL \(Self.timeToLive)",
            "\(origin) SOA \(first) \(hostmaster) 1 3600 600 86400 \(Self.negativeTimeToLive)",
        ]
        let own = nameServers.flatMap { $0.records(for: zone.name) }
        let below = delegations.flatMap { child in
            child.nameServers.flatMap { $0.records(for: child.zone) }
        }
        return (head + own + below + zone.records).map { $0 + "\n" }.joined()
    }

    static func == (left: ZoneFile, right: ZoneFile) -> Bool { left.text == right.text }
}
