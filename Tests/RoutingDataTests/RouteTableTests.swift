import Foundation
import InternetProtocols
import Testing

@testable import RoutingData

@Suite("Tables of routes")
struct RouteTableTests {
    private func route(
        _ prefix: String, _ systems: [UInt32], peer: Int = 0, identifier: UInt32? = nil
    ) throws -> RIBRoute {
        var route = RIBRoute()
        route.prefix = try #require(IPPrefix(prefix))
        route.attributes.path = ASPath([.init(.sequence, systems)])
        route.peerIndex = peer
        route.pathIdentifier = identifier
        return route
    }

    private func table(
        _ routes: [RIBRoute], _ configuration: RouteTableBuilder.Configuration = .init()
    ) throws -> RouteTable {
        var builder = RouteTableBuilder(configuration: configuration)
        for route in routes { try builder.insert(route) }
        return try builder.build()
    }

    private static func text(_ table: RouteTable, _ address: IPAddress) -> String {
        guard let route = table.route(of: address) else { return "\(address) none" }
        return "\(address) \(route.prefix) \(route.origin ?? 0) \(route.neighbour ?? 0) "
            + "\(table.path(route.pathNumber))"
    }

    @Test(
        "a table of a dump answers as a look at every route does",
        arguments: ["table-dump.mrt", "table-dump-v2.mrt.gz"])
    func elected(name: String) throws {
        let (table, _) = try RouteTable.read(dumps: [RoutingFixtures.path(name)])
        for line in try RoutingFixtures.lines(name + ".elected") {
            let address = try #require(IPAddress(String(line.prefix { $0 != " " })))
            #expect(Self.text(table, address) == line)
        }
    }

    @Test("most peers decide on the origin, then on the neighbour, then the shortest path")
    func majority() throws {
        let routes = try [
            route("10.0.0.0/8", [1, 9]), route("10.0.0.0/8", [2, 7, 8], peer: 1),
            route("10.0.0.0/8", [3, 3, 4, 5, 7, 8], peer: 2), route("10.0.0.0/8", [6, 8], peer: 3),
            route("10.0.0.0/8", [3, 7, 8], peer: 4),
        ]
        for order in [routes, routes.reversed()] {
            let chosen = try #require(try table(order).route(of: IPAddress(10, 1, 1, 1)))
            #expect(chosen.origin == 8)
            #expect(chosen.neighbour == 7)
            #expect(try table(order).path(chosen.pathNumber).hops == [2, 7, 8])
        }
    }

    @Test("of origins with as many peers the shorter path decides, then the lower number")
    func ties() throws {
        let shorter = try table([route("10.0.0.0/8", [1, 2, 3]), route("10.0.0.0/8", [4, 5])])
        #expect(shorter.route(1)?.origin == 5)
        let lower = try table([route("10.0.0.0/8", [1, 9]), route("10.0.0.0/8", [2, 8])])
        #expect(lower.route(1)?.origin == 8)
    }

    @Test("several routes of one peer to one origin are one vote")
    func oneVote() throws {
        let table = try table([
            route("10.0.0.0/8", [1, 9], peer: 0, identifier: 1),
            route("10.0.0.0/8", [2, 9], peer: 0, identifier: 2),
            route("10.0.0.0/8", [3, 9], peer: 0, identifier: 3),
            route("10.0.0.0/8", [4, 8], peer: 1, identifier: 1),
            route("10.0.0.0/8", [5, 8], peer: 2, identifier: 1),
        ])
        #expect(table.route(1)?.origin == 8)
    }

    @Test("the same routes in another order, peer by peer, give the same table")
    func orders() throws {
        let (byPrefix, _) = try RouteTable.read(dumps: [RoutingFixtures.path("table-dump.mrt")])
        var routes = [RIBRoute]()
        var reader = RIBReader(try .init(path: RoutingFixtures.path("table-dump.mrt")))
        var route = RIBRoute()
        while try reader.next(into: &route) { routes.append(route) }
        routes.sort {
            ($0.prefix.address, $0.prefix.length) < ($1.prefix.address, $1.prefix.length)
        }
        let sorted = try table(routes)
        #expect(sorted.routeCount == byPrefix.routeCount)
        for number in 1...UInt32(sorted.routeCount) {
            let (one, other) = (sorted.route(number), byPrefix.route(number))
            #expect(one?.prefix == other?.prefix)
            #expect(
                one.map { sorted.path($0.pathNumber) } == other.map { byPrefix.path($0.pathNumber) }
            )
        }
    }

    @Test("default routes count only if they are wanted, and own networks are the peer's")
    func special() throws {
        var own = try route("10.0.0.0/8", [])
        own.attributes.path = ASPath()
        own.peer.system = 64_500
        let routes = [try route("0.0.0.0/0", [1]), try route("::/0", [1]), own]
        #expect(try table(routes).route(of: IPAddress(11, 0, 0, 1)) == nil)
        #expect(try table(routes).route(of: IPAddress(10, 0, 0, 1))?.origin == 64_500)
        let all = try table(routes, .init(keepsDefaultRoutes: true))
        #expect(all.route(of: IPAddress(11, 0, 0, 1))?.origin == 1)
        #expect(all.route(of: IPAddress(ipv6: 5))?.prefix.length == 0)
    }

    @Test("more groups than the limit are refused")
    func limit() throws {
        let routes = try (0..<3).map { try route("10.\($0).0.0/16", [1]) }
        #expect(throws: RoutingDataError.tooManyRoutes(limit: 2)) {
            try table(routes, .init(groupLimit: 2))
        }
    }

    @Test("an empty table knows nothing")
    func empty() {
        let table = RouteTable()
        #expect(table.number(of: IPAddress(1, 2, 3, 4)) == 0)
        #expect(table.route(of: IPAddress(ipv6: 1)) == nil)
        #expect(table.route(0) == nil)
        #expect(table.route(1) == nil)
        #expect(table.path(0).isEmpty)
    }

    @Test(
        "every route of a real dump is found again",
        .enabled(if: SharedData.isPresent, SharedData.reason))
    func real() throws {
        let (table, summary) = try RouteTable.read(
            dumps: [SharedData.path("bgp/bview.20020722.2337.gz")])
        #expect(summary.routeCount == 115_521)
        let lines = try RoutingFixtures.lines(
            at: SharedData.path("bgp/bview.20020722.2337.gz.expected-bgpdump-m.gz"))
        // Of prefixes with one route in the dump that route must be in the table.
        var routes = [Substring: [Substring]]()
        for line in lines {
            let fields = line.split(separator: "|", omittingEmptySubsequences: false)
            routes[fields[5], default: []].append(fields[6])
        }
        #expect(table.routeCount == routes.keys.filter { !$0.hasSuffix("/0") }.count)
        var found = 0
        for number in 1...UInt32(table.routeCount) {
            let route = try #require(table.route(number))
            let paths = try #require(routes["\(route.prefix)"[...]])
            let path = table.path(route.pathNumber).description
            if !paths.contains(path[...]) { Issue.record("\(route.prefix) \(path)") }
            found += 1
        }
        #expect(found == table.routeCount)
    }
}
