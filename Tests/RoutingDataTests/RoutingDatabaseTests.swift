import InternetProtocols
import Testing

@testable import RoutingData

@Suite("Routes and places together")
struct RoutingDatabaseTests {
    private func database() throws -> RoutingDatabase {
        var builder = RouteTableBuilder()
        var route = RIBRoute()
        for (prefix, path) in [
            ("192.0.2.0/24", [3_333, 1_299, 64_500] as [UInt32]),
            ("192.0.2.64/26", [3_333, 64_501]),
            ("2001:db8::/32", [3_333, 64_502]),
        ] {
            route.prefix = try #require(IPPrefix(prefix))
            route.attributes.path = ASPath([.init(.sequence, path)])
            try builder.insert(route)
        }
        return RoutingDatabase(
            routes: try builder.build(),
            databases: [
                try MaxMindDatabase(path: RoutingFixtures.path("places.mmdb")),
                try MaxMindDatabase(path: RoutingFixtures.path("systems.mmdb")),
            ])
    }

    @Test("an address gets prefix, origin, neighbour, path and place")
    func all() throws {
        let database = try database()
        let found = try database.enrich(IPAddress(192, 0, 2, 9))
        #expect(found.prefix?.description == "192.0.2.0/24")
        #expect(found.origin == 64_500)
        #expect(found.neighbour == 1_299)
        #expect(database.path(found.pathNumber)?.description == "3333 1299 64500")
        #expect(found.facts.city == "Springfield")
        #expect(found.facts.organization == "Example")
        // Up to the next prefix.
        #expect(found.block.description == "192.0.2.0/26")
        let mapped = try database.enrich(try #require(IPAddress("::ffff:192.0.2.9")))
        #expect(mapped == found)
    }

    @Test("where no route is known, a database tells the origin")
    func databaseOnly() throws {
        let found = try database().enrich(IPAddress(203, 0, 113, 5))
        #expect(found.prefix == nil)
        #expect(found.origin == 64_501)
        let none = try RoutingDatabase().enrich(IPAddress(203, 0, 113, 5))
        #expect(none.origin == nil)
        #expect(none.block.length == 0)
    }

    @Test("a cache answers as the database does, whatever was asked before")
    func cache() throws {
        let database = try database()
        var cache = EnrichmentCache(database, slotBits: 2)
        var random = SplitMix64(state: 4)
        for _ in 0..<2_000 {
            let low = UInt32(truncatingIfNeeded: random.next() & 0x3ff)
            let address =
                random.next() % 3 == 0
                ? IPAddress(ipv6: 0x2001_0db8 << 96 | UInt128(low & 3) << 80 | UInt128(low))
                : IPAddress(ipv4: 0xc000_0100 + low)
            #expect(try cache.enrich(address) == database.enrich(address))
        }
        #expect(cache.hits + cache.misses == 2_000)
        #expect(cache.hits > 500)
    }
}
