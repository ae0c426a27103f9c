import InternetProtocols
import NetworkLab

/// The home of Scenarios/home.yaml in code, for tests that need no files.
enum HomeScenario {
    /// The home with these faults.
    static func broken(by faults: [Fault], truth: Truth) -> Scenario {
        var scenario = healthy
        scenario.name = "home"
        scenario.title = "the home, broken"
        scenario.faults = faults
        scenario.truth = truth
        return scenario
    }

    /// What the transit provider does in Scenarios/ip-routing/port-filtered.yaml.
    static var portFiltered: Scenario {
        let filter = PacketFilter(
            node: "core", hook: .forward,
            destinations: ["198.51.100.80/32", "2001:db8:80::80/128"].compactMap {
                IPPrefix($0)
            }, transport: .tcp, ports: [443], action: .drop)
        var scenario = broken(
            by: [Fault(.filter(filter))],
            truth: Truth(
                className: "ip-routing", cause: "P3", alsoPossible: ["S1", "P2"],
                component: "core"))
        scenario.name = "port-filtered"
        scenario.title = "the transit provider drops what goes to port 443 of the site"
        return scenario
    }

    /// Nothing broken.
    static var healthy: Scenario {
        Scenario(
            name: "healthy", title: "nothing is broken", systems: systems, nodes: nodes,
            links: links, services: services, truth: .healthy,
            trial: Trial(node: "client", url: "https://www.example.com/"))
    }

    static let systems = [
        AutonomousSystem(number: 64500, name: "access", prefixes: prefixes("100.64.0.0/16")),
        AutonomousSystem(number: 64510, name: "transit", prefixes: prefixes("100.65.0.0/16")),
        AutonomousSystem(number: 64520, name: "hosting", prefixes: prefixes("198.51.100.0/24")),
    ]

    static let nodes = [
        Node(name: "client", resolvers: addresses("192.0.2.53")),
        Node(name: "home", isRouter: true, system: "access", gateway: "isp"),
        Node(name: "isp", isRouter: true, system: "access", gateway: "core"),
        Node(name: "core", isRouter: true, system: "transit"),
        Node(name: "hosting", isRouter: true, system: "hosting", gateway: "core"),
        Node(name: "web", system: "hosting"),
        Node(name: "resolver", system: "access"),
        Node(name: "other", system: "transit"),
        Node(name: "public", system: "transit", addresses: addresses(publicAddresses)),
        Node(
            name: "checks", system: "transit",
            addresses: addresses("142.250.179.131 104.16.132.229 34.107.221.82")),
        Node(name: "names", system: "transit", addresses: addresses("198.41.0.4 192.5.6.30")),
    ]

    static let links = [
        link("lan", "client eth0 10.0.0.2/24 2001:db8:1::2/64", "home lan0 10.0.0.1/24"),
        link("uplink", "home wan0 100.64.0.2/24", "isp home0 100.64.0.1/24"),
        link("isp-resolver", "isp dns0 192.0.2.1/24", "resolver eth0 192.0.2.53/24"),
        link("isp-core", "isp core0 100.65.1.2/24", "core isp0 100.65.1.1/24"),
        link("core-hosting", "core hosting0 100.65.2.1/24", "hosting core0 100.65.2.2/24"),
        link("web", "hosting web0 198.51.100.1/24", "web eth0 198.51.100.80/24"),
        link("other", "core other0 203.0.113.1/24", "other eth0 203.0.113.10/24"),
        link("public", "core public0 100.65.3.1/24", "public eth0 100.65.3.2/24"),
        link("checks", "core checks0 100.65.4.1/24", "checks eth0 100.65.4.2/24"),
        link("names", "core names0 100.65.5.1/24", "names eth0 100.65.5.2/24"),
    ]

    static let services = [
        Service(
            name: "registry", node: "names",
            role: .authoritative(
                [".", "com", "org", "net", "example.org", "gstatic.com"].map { Zone(name: $0) })),
        Service(
            name: "owner-dns", node: "names", role: .authoritative([Zone(name: "example.com")])),
        Service(name: "isp-resolver", node: "resolver", role: .recursive(RecursiveResolver())),
        Service(
            name: "public-resolvers", node: "public",
            role: .recursive(RecursiveResolver(encryptedCertificate: "public"))),
        Service(name: "public-pages", node: "public", role: .web(pages("public"))),
        Service(name: "site", node: "web", role: .web(pages("site"))),
        Service(name: "other-site", node: "other", role: .web(pages("elsewhere"))),
        Service(
            name: "connectivity-checks", node: "checks", role: .web([WebServer(port: 80)])),
    ]

    /// A link between two ends, each as `NODE INTERFACE ADDRESS...`.
    static func link(
        _ name: String, _ left: String, _ right: String, quality: LinkQuality = .perfect
    ) -> Link {
        Link(name: name, left: end(left), right: end(right), quality: quality)
    }

    private static func end(_ text: String) -> LinkEnd {
        let words = text.split(separator: " ").map(String.init)
        return LinkEnd(
            node: words[0], interface: words[1],
            addresses: words.dropFirst(2).compactMap { InterfaceAddress($0) })
    }

    private static func pages(_ certificate: String) -> [WebServer] {
        [WebServer(port: 80), WebServer(port: 443, certificate: certificate)]
    }

    static func addresses(_ text: String) -> [IPAddress] {
        text.split(separator: " ").compactMap { IPAddress(String($0)) }
    }

    static func prefixes(_ text: String) -> [IPPrefix] {
        text.split(separator: " ").compactMap { IPPrefix(String($0)) }
    }

    private static let publicAddresses =
        "1.1.1.1 1.0.0.1 8.8.8.8 8.8.4.4 9.9.9.9 149.112.112.112 2606:4700:4700::1111"
}
