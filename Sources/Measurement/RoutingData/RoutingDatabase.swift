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
    /// - Complexity: a look-up in the table, and an entry of each database.
    /// - Throws: ``RoutingDataError/damagedDatabase(path:reason:)``.
    public func enrich(_ address: IPAddress) throws(RoutingDataError) -> AddressEnrichment {
        let address = address.mappedIPv4 ?? address.withoutZone
        var enrichment = AddressEnrichment(block: try block(of: address))
        if let routes, let route = routes.route(of: address) {
            enrichment.prefix = route.prefix
            enrichment.origin = route.origin
            enrichment.neighbour = route.neighbour
            enrichment.pathNumber = route.pathNumber
        }
        for database in databases {
            guard let value = try database.value(of: address) else { continue }
            enrichment.facts.complete(with: AddressFacts(value, language: language))
        }
        enrichment.origin = enrichment.origin ?? enrichment.facts.system
        return enrichment
    }

    /// The systems that lead to an address, nearest first, by the number of an enrichment's path.
    public func path(_ number: UInt32?) -> ASPath? {
        number.flatMap { routes?.path($0) }
    }

    /// The widest block around an address whose addresses all have its answer.
    func block(of address: IPAddress) throws(RoutingDataError) -> IPPrefix {
        let table = routes?.uniformLength(around: address) ?? 0
        var length = table
        for database in databases {
            length = max(length, try database.match(address).prefix.length)
        }
        return AddressBits.prefix(
            AddressBits.left(address), length: length, family: address.family)
    }
}
