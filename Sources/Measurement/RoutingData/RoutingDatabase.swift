import InternetProtocols

/// A routing table and databases together: whose network an address is in, by which way, and where.
public struct RoutingDatabase: Sendable {
    /// The routing table, if there is one.
    public let routes: RouteTable?
    /// Databases; what several know is taken from the first.
    public let databases: [MaxMindDatabase]
    /// The language of names, such as `en` or `pt-BR`; English where a name is not in it.
    public let language: String

    /// These data together.
    public init(
        routes: RouteTable? = nil, databases: [MaxMindDatabase] = [], language: String = "en"
    ) {
        self.routes = routes
        self.databases = databases
        self.language = language
    }

    /// What is known of an address.
    ///
    /// Entries of databases are read each time: keep answers in an ``EnrichmentCache``.
    ///
    /// - Complexity: two look-ups in the table, and an entry of each database.
    /// - Throws: ``RoutingDataError/damagedDatabase(path:reason:)``.
    public func enrich(_ address: IPAddress) throws(RoutingDataError) -> AddressEnrichment {
        let address = address.mappedIPv4 ?? address.withoutZone
        var uniform = routes?.uniformLength(around: address) ?? 0
        var facts = AddressFacts()
        for database in databases {
            let match = try database.match(address)
            uniform = max(uniform, match.prefix.length)
            guard let entry = match.entry else { continue }
            facts.complete(with: try database.facts(of: entry, language: language))
        }
        var enrichment = AddressEnrichment(
            block: AddressBits.prefix(
                AddressBits.left(address), length: uniform, family: address.family))
        enrichment.facts = facts
        let route = routes?.route(of: address)
        enrichment.prefix = route?.prefix
        enrichment.neighbour = route?.neighbour
        enrichment.pathNumber = route?.pathNumber
        enrichment.origin = route?.origin ?? facts.system
        return enrichment
    }

    /// The systems that lead to an address, nearest first, by the number of an enrichment's path.
    public func path(_ number: UInt32?) -> ASPath? {
        number.flatMap { routes?.path($0) }
    }
}
