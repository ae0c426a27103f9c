import InternetProtocols
import Testing

@testable import NetworkLab

@Suite("what a router that speaks BGP sees around it")
struct RoutingNeighbourhoodTests {
    private func around(_ name: String, hasIPv6: Bool = true) throws -> RoutingNeighbourhood {
        let scenario = RoutersOfALab.context().scenario
        let node = try #require(scenario.nodes.first { $0.name == name })
        return try #require(RoutingNeighbourhood(of: node, in: scenario, hasIPv6: hasIPv6))
    }

    private func originated(_ name: String, hasIPv6: Bool = true) throws -> [String] {
        try around(name, hasIPv6: hasIPv6).originated.map(\.description).sorted()
    }

    @Test("hosts, and routers of no system, speak no BGP")
    func silence() {
        let scenario = RoutersOfALab.context().scenario
        for node in scenario.nodes where !node.isRouter {
            #expect(RoutingNeighbourhood(of: node, in: scenario, hasIPv6: true) == nil)
        }
        var bare = scenario.nodes[1]
        bare.system = nil
        #expect(RoutingNeighbourhood(of: bare, in: scenario, hasIPv6: true) == nil)
    }

    @Test("there is a session for each cable and family, of the other system or the same")
    func sessions() throws {
        let neighbours = try around("isp").neighbours
        #expect(neighbours.map(\.node) == ["far", "far", "core", "core"])
        #expect(neighbours.map(\.system) == [64500, 64500, 64510, 64510])
        #expect(neighbours.map(\.local.family) == [.ipv4, .ipv6, .ipv4, .ipv6])
        #expect(try around("thief").neighbours.map(\.local.family) == [.ipv4])
        #expect(try around("isp", hasIPv6: false).neighbours.map(\.node) == ["far", "core"])
    }

    @Test("a router originates the blocks that it leads to, and what no block covers")
    func blocks() throws {
        #expect(try originated("hosting") == ["198.51.100.0/24", "2001:db8:80::/48"])
        #expect(try originated("far") == ["10.0.0.0/24", "100.64.0.0/16", "2001:db8:1::/48"])
        #expect(try originated("isp") == ["100.64.0.0/16", "2001:db8:1::/48"])
        #expect(
            try originated("core", hasIPv6: false) == ["1.1.1.1/32", "100.65.0.0/16"])
    }

    @Test("a block of a system that is nowhere in use is originated all the same")
    func unused() throws {
        #expect(try originated("thief") == ["100.70.0.0/24"])
    }

    @Test("a thief announces the block of another, and nobody else does")
    func theft() throws {
        var context = RoutersOfALab.context()
        let prefix = try #require(IPPrefix("198.51.100.0/25"))
        context.faults = [Fault(.prefixHijacked(node: "thief", prefixes: [prefix]))]
        for node in context.scenario.nodes {
            let text = BirdRouter.configuration(of: node, in: context) ?? ""
            #expect(text.contains("route \(prefix) blackhole;") == (node.name == "thief"))
        }
    }

    @Test("routers have converged when every session is established, whatever else they run")
    func converged() {
        let answer = """
            BIRD 2.0.12 ready.
            Name       Proto      Table      State  Since         Info
            device1    Device     ---        up     05:00:00.000
            session0_core BGP        ---        up     05:00:01.000  Established
            """
        #expect(BirdRouter.isConverged(answer))
        #expect(!BirdRouter.isConverged("Unable to connect to server control socket"))
        #expect(
            !BirdRouter.isConverged(
                answer + "\nsession1_far BGP        ---        start  05:00:01.000  Connect"))
    }
}
