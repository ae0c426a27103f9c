import InternetProtocols
import Testing

@testable import NetworkLab

@Suite("Routes are")
struct RouteTableTests {
    /// client - home - core - far, and a server behind far with an address on its loopback.
    private static let chain = Scenario(
        name: "chain", title: "a chain",
        nodes: [
            Node(name: "client"), Node(name: "home", isRouter: true, gateway: "core"),
            Node(name: "core", isRouter: true),
            Node(name: "far", isRouter: true, gateway: "core"),
            Node(name: "server", addresses: [IPAddress(9, 9, 9, 9)]),
        ],
        links: [
            link("lan", "client", "10.0.0.2/24", "home", "10.0.0.1/24"),
            link("up", "home", "100.64.0.2/24", "core", "100.64.0.1/24"),
            link("mid", "core", "100.65.0.1/24", "far", "100.65.0.2/24"),
            link("end", "far", "198.51.100.1/24", "server", "198.51.100.80/24"),
        ], truth: .healthy, trial: Trial(node: "client", url: "http://9.9.9.9/"))

    private static func link(
        _ name: String, _ left: String, _ leftAddress: String, _ right: String,
        _ rightAddress: String
    ) -> Link {
        func end(_ node: String, _ other: String, _ address: String) -> LinkEnd {
            LinkEnd(node: node, interface: other, addresses: [InterfaceAddress(address)!])
        }
        return Link(
            name: name, left: end(left, right, leftAddress), right: end(right, left, rightAddress))
    }

    private func words(_ node: String, in scenario: Scenario = chain) -> [String] {
        RouteTable(scenario).routes(of: node).map { route in
            "\(route.destination?.description ?? "default") via \(route.via)"
        }
    }

    @Test("one default for a host with one cable")
    func host() {
        #expect(words("client") == ["default via 10.0.0.1"])
    }

    @Test("a default and what lies on the near side for a router with a gateway")
    func edge() {
        #expect(words("home") == ["default via 100.64.0.1"])
        #expect(words("far").contains("default via 100.65.0.1"))
        #expect(words("far").contains("9.9.9.9/32 via 198.51.100.80"))
    }

    @Test("complete for a router without a gateway, loopback addresses included")
    func core() {
        #expect(
            Set(words("core")) == [
                "10.0.0.0/24 via 100.64.0.2", "198.51.100.0/24 via 100.65.0.2",
                "9.9.9.9/32 via 100.65.0.2",
            ])
    }

    @Test("never through a host")
    func throughHosts() {
        var scenario = Self.chain
        // A second cable from the client to the far router must not make the client a short cut.
        scenario.links.append(Self.link("side", "client", "10.9.0.2/24", "far", "10.9.0.1/24"))
        #expect(words("home", in: scenario) == ["default via 100.64.0.1"])
        #expect(
            !words("core", in: scenario).contains { $0.hasPrefix("198.51.100.0/24 via 100.64") })
    }

    @Test("told inside a system alone when the rest is learned")
    func learned() {
        var scenario = Self.chain
        scenario.routing = .learned
        for (node, system) in [("home", "access"), ("core", "transit"), ("far", "hosting")] {
            let index = scenario.nodes.firstIndex { $0.name == node }!
            scenario.nodes[index].system = system
            scenario.nodes[index].gateway = nil
        }
        let server = scenario.nodes.firstIndex { $0.name == "server" }!
        scenario.nodes[server].system = "hosting"
        #expect(words("core", in: scenario).isEmpty)
        #expect(words("far", in: scenario) == ["9.9.9.9/32 via 198.51.100.80"])
    }

    @Test("looked for at every destination by following them hop by hop")
    func arrival() {
        let scenario = Self.chain
        let table = RouteTable(scenario)
        let owners = Dictionary(
            uniqueKeysWithValues: scenario.links.flatMap(\.ends).flatMap { end in
                end.addresses.map { ($0.address, end.node) }
            })
        for destination in [IPAddress(9, 9, 9, 9), IPAddress(198, 51, 100, 80)] {
            var place = "client"
            var hops = 0
            while place != "server", hops < 10 {
                let route = table.routes(of: place)
                    .filter { $0.destination?.contains(destination) ?? true }
                    .max { ($0.destination?.length ?? 0) < ($1.destination?.length ?? 0) }
                let onLink = scenario.links.flatMap(\.ends).contains { end in
                    end.node == place && end.addresses.contains { $0.prefix.contains(destination) }
                }
                place = onLink ? "server" : route.flatMap { owners[$0.via] } ?? "nowhere"
                hops += 1
            }
            #expect(place == "server")
        }
    }
}
