import InternetProtocols

@testable import NetworkLab

/// Four systems for tests: a client behind a chain of two routers of its provider, a transit system
/// with a host of many addresses, the site's system, and one that could announce anything.
enum RoutersOfALab {
    private static func end(_ node: String, _ interface: String, _ addresses: String...) -> LinkEnd
    {
        LinkEnd(
            node: node, interface: interface,
            addresses: addresses.compactMap { InterfaceAddress($0) })
    }

    private static func system(
        _ number: UInt32, _ name: String, _ prefixes: String...
    ) -> AutonomousSystem {
        AutonomousSystem(number: number, name: name, prefixes: prefixes.compactMap { IPPrefix($0) })
    }

    static func context(folder: String = "/lab") -> ServiceContext {
        let scenario = Scenario(
            name: "routers", title: "routers",
            systems: [
                system(64500, "access", "100.64.0.0/16", "2001:db8:1::/48"),
                system(64510, "transit", "100.65.0.0/16", "2001:db8:fe::/48"),
                system(64520, "hosting", "198.51.100.0/24", "2001:db8:80::/48"),
                system(64530, "elsewhere", "100.70.0.0/24"),
            ],
            nodes: [
                Node(name: "client"),
                Node(name: "isp", isRouter: true, system: "access"),
                Node(name: "far", isRouter: true, system: "access", gateway: "isp"),
                Node(name: "core", isRouter: true, system: "transit"),
                Node(name: "public", system: "transit", addresses: [IPAddress(1, 1, 1, 1)]),
                Node(name: "hosting", isRouter: true, system: "hosting"),
                Node(name: "web", system: "hosting"),
                Node(name: "thief", isRouter: true, system: "elsewhere"),
            ],
            links: [
                Link(
                    name: "lan", left: end("client", "eth0", "10.0.0.2/24"),
                    right: end("far", "lan0", "10.0.0.1/24")),
                Link(
                    name: "inside", left: end("far", "isp0", "100.64.0.2/24", "2001:db8:1:1::2/64"),
                    right: end("isp", "far0", "100.64.0.1/24", "2001:db8:1:1::1/64")),
                Link(
                    name: "upstream",
                    left: end("isp", "core0", "100.65.1.2/24", "2001:db8:fe:1::2/64"),
                    right: end("core", "isp0", "100.65.1.1/24", "2001:db8:fe:1::1/64")),
                Link(
                    name: "other",
                    left: end("hosting", "core0", "100.65.2.2/24", "2001:db8:fe:2::2/64"),
                    right: end("core", "hosting0", "100.65.2.1/24", "2001:db8:fe:2::1/64")),
                Link(
                    name: "theft", left: end("thief", "core0", "100.65.3.2/24"),
                    right: end("core", "thief0", "100.65.3.1/24")),
                Link(
                    name: "public", left: end("public", "eth0", "100.65.9.2/24"),
                    right: end("core", "public0", "100.65.9.1/24")),
                Link(
                    name: "web", left: end("web", "eth0", "198.51.100.80/24", "2001:db8:80::80/64"),
                    right: end("hosting", "web0", "198.51.100.200/24", "2001:db8:80::1/64")),
            ], routing: .learned, truth: .healthy,
            trial: Trial(node: "client", url: "https://www.example.com/"))
        return ServiceContext(scenario: scenario, folder: folder, hasIPv6: true)
    }
}
