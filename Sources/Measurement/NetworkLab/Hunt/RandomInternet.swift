import InternetProtocols

/// A small Internet of random shape: the ground on which `lab hunt` breaks things.
///
/// Client, home router and access provider, one to three transit routers, a hosting network with the
/// site, and the places that a diagnosis compares with. What varies: the families, the resolver and
/// its program, the length of the path and its delays, the site's name, port, certificate and page.
struct RandomInternet {
    /// The parts, to be broken and made a scenario of.
    var nodes = [Node]()
    var links = [Link]()
    var services = [Service]()
    var certificates = [Certificate]()
    let hasIPv6: Bool
    /// The routers between the home and the hosting network, from near to far.
    let transit: [String]
    /// The resolver that the client is told of.
    let resolver: String
    /// Whether a home router's dnsmasq stands before the provider's resolver.
    let hasHomeResolver: Bool
    let host: String
    let zone: String
    let isEncrypted: Bool

    static let siteAddresses = [IPAddress(198, 51, 100, 80)]
    static let siteIPv6 = IPAddress("2001:db8:80::80")
    static let publicAddresses = [
        "1.1.1.1", "1.0.0.1", "8.8.8.8", "8.8.4.4", "9.9.9.9", "149.112.112.112",
    ].compactMap(IPAddress.init)
    static let publicIPv6 = [
        "2606:4700:4700::1111", "2606:4700:4700::1001", "2001:4860:4860::8888",
        "2001:4860:4860::8844", "2620:fe::fe", "2620:fe::9",
    ].compactMap(IPAddress.init)

    /// The prefixes of the site's own addresses.
    var sitePrefixes: [IPPrefix] {
        (Self.siteAddresses + (hasIPv6 ? [Self.siteIPv6].compactMap { $0 } : []))
            .compactMap { IPPrefix($0, length: $0.family.bitWidth) }
    }

    /// The port of the page.
    var port: Int { isEncrypted ? 443 : 80 }

    /// The page's address.
    var url: String { "\(isEncrypted ? "https" : "http")://\(host)/" }

    /// Throws the dice.
    init(using random: inout some RandomNumberGenerator) {
        hasIPv6 = Double.random(in: 0..<1, using: &random) < 0.7
        hasHomeResolver = Double.random(in: 0..<1, using: &random) < 0.3
        isEncrypted = Double.random(in: 0..<1, using: &random) < 0.85
        let count = Int.random(in: 1...3, using: &random)
        transit = (1...count).map { "transit\($0)" }
        let names = ["www", "shop", "mail", "api", "news", "static"]
        let zones = ["example.com", "example.net", "example.org", "museum.example.com"]
        zone = zones.randomElement(using: &random) ?? zones[0]
        host = "\(names.randomElement(using: &random) ?? "www").\(zone)"
        resolver = hasHomeResolver ? "home-resolver" : "isp-resolver"
        makeNodes()
        makeLinks(using: &random)
        makeServices(using: &random)
    }

    private mutating func makeNodes() {
        let told = IPAddress(hasHomeResolver ? "10.0.0.1" : "192.0.2.53")
        nodes = [
            Node(name: "client", resolvers: [told].compactMap { $0 }),
            Node(name: "home", isRouter: true, gateway: "isp"),
            Node(name: "isp", isRouter: true, gateway: transit[0]),
        ]
        nodes += transit.map { Node(name: $0, isRouter: true) }
        nodes += [
            Node(name: "hosting", isRouter: true, gateway: transit.last),
            Node(name: "web"), Node(name: "resolver"), Node(name: "other"),
            Node(
                name: "public",
                addresses: Self.publicAddresses + (hasIPv6 ? Self.publicIPv6 : [])),
            Node(
                name: "checks",
                addresses: ["142.250.179.131", "104.16.132.229", "34.107.221.82"]
                    .compactMap(IPAddress.init)),
            Node(
                name: "names", addresses: ["198.41.0.4", "192.5.6.30"].compactMap(IPAddress.init)),
        ]
    }

    private mutating func makeLinks(using random: inout some RandomNumberGenerator) {
        let core = transit[0]
        connect("lan", ("client", "eth0"), ("home", "lan0"), "10.0.0", "2001:db8:1", 2, 1)
        connect("uplink", ("home", "wan0"), ("isp", "home0"), "100.64.0", "2001:db8:2", 2, 1)
        connect(
            "isp-resolver", ("isp", "dns0"), ("resolver", "eth0"), "192.0.2", "2001:db8:53", 1, 53)
        var before = "isp"
        for (index, router) in (transit + ["hosting"]).enumerated() {
            connect(
                "transit-\(index + 1)", (before, "far0"), (router, "near0"), "100.65.\(index)",
                "2001:db8:f\(index)", 1, 2)
            before = router
        }
        connect("web", ("hosting", "web0"), ("web", "eth0"), "198.51.100", "2001:db8:80", 1, 80)
        connect("other", (core, "other0"), ("other", "eth0"), "203.0.113", "2001:db8:113", 1, 10)
        connect("public", (core, "public0"), ("public", "eth0"), "100.66.0", "2001:db8:a0", 1, 2)
        connect("checks", (core, "checks0"), ("checks", "eth0"), "100.66.1", "2001:db8:a1", 1, 2)
        connect("names", (core, "names0"), ("names", "eth0"), "100.66.2", "2001:db8:a2", 1, 2)
        guard Double.random(in: 0..<1, using: &random) < 0.4 else { return }
        for index in links.indices where links[index].name.hasPrefix("transit") {
            let delay = Double(Int.random(in: 1...15, using: &random))
            links[index].quality = LinkQuality(delay: delay, jitter: (delay / 8).rounded())
        }
    }

    private mutating func connect(
        _ name: String, _ left: (String, String), _ right: (String, String), _ ipv4: String,
        _ ipv6: String, _ leftHost: Int, _ rightHost: Int
    ) {
        func end(_ end: (String, String), _ number: Int) -> LinkEnd {
            let texts = ["\(ipv4).\(number)/24"] + (hasIPv6 ? ["\(ipv6)::\(number)/64"] : [])
            return LinkEnd(
                node: end.0, interface: end.1, addresses: texts.compactMap(InterfaceAddress.init))
        }
        links.append(
            Link(name: name, left: end(left, leftHost), right: end(right, rightHost)))
    }

    private mutating func makeServices(using random: inout some RandomNumberGenerator) {
        let label = String(host.dropLast(zone.count + 1))
        let records =
            ["\(label) A 198.51.100.80"] + (hasIPv6 ? ["\(label) AAAA 2001:db8:80::80"] : [])
        // Where a captive portal sends people.
        let portal = "portal A 10.0.0.1"
        let portals = zone == "example.net" ? [] : [Zone(name: "example.net", records: [portal])]
        // The zone above the owner's, when that is one of the registry's, delegates to it.
        let upper = ["com", "net", "org"].map { Zone(name: $0) }
        let parent =
            zone == "museum.example.com"
            ? [Zone(name: "example.com", records: ["@ A 203.0.113.10"])] : []
        services = [
            Service(
                name: "registry", node: "names",
                addresses: ["198.41.0.4", "192.5.6.30"].compactMap(IPAddress.init),
                role: .authoritative(
                    [Zone(name: ".")] + upper + parent + portals + [
                        Zone(
                            name: "gstatic.com",
                            records: ["connectivitycheck A 142.250.179.131"]),
                        Zone(name: "cloudflare.com", records: ["cp A 104.16.132.229"]),
                        Zone(name: "firefox.com", records: ["detectportal A 34.107.221.82"]),
                    ])),
            Service(
                name: "owner-dns", node: "names",
                addresses: ["100.66.2.2"].compactMap(IPAddress.init),
                role: .authoritative([
                    Zone(
                        name: zone, records: records + (zone == "example.net" ? [portal] : []))
                ])),
            Service(name: "isp-resolver", node: "resolver", role: .recursive(RecursiveResolver())),
            Service(
                name: "public-resolvers", node: "public",
                addresses: Self.publicAddresses + (hasIPv6 ? Self.publicIPv6 : []),
                role: .recursive(RecursiveResolver(encryptedCertificate: "public"))),
            Service(
                name: "public-pages", node: "public",
                role: .web([
                    WebServer(port: 80, response: .text("public\n")),
                    WebServer(port: 443, certificate: "public", response: .text("public\n")),
                ])),
            Service(
                name: "other-site", node: "other",
                role: .web([
                    WebServer(port: 80, response: .text("another site\n")),
                    WebServer(port: 443, certificate: "elsewhere", response: .text("another\n")),
                ])),
            Service(
                name: "connectivity-checks", node: "checks",
                role: .web([
                    WebServer(
                        port: 80, response: .status(404, retryAfter: nil),
                        paths: [
                            "/generate_204": .status(204, retryAfter: nil),
                            "/success.txt": .text("success\n"),
                        ])
                ])),
        ]
        if hasHomeResolver {
            services.append(
                Service(
                    name: "home-resolver", node: "home",
                    addresses: [IPAddress(10, 0, 0, 1)],
                    role: .recursive(
                        RecursiveResolver(
                            software: .dnsmasq, forwarders: [IPAddress(192, 0, 2, 53)]))))
        }
        let page: WebServer.Response = .page(bytes: Int.random(in: 2_000...120_000, using: &random))
        let issuer: Certificate.Issuer = Bool.random(using: &random) ? .trusted : .intermediate
        services.append(
            Service(
                name: "site", node: "web",
                role: .web(
                    isEncrypted
                        ? [
                            WebServer(port: 80, response: .redirect("https://$host$request_uri")),
                            WebServer(port: 443, certificate: "site", response: page),
                        ]
                        : [WebServer(port: 80, response: page)])))
        certificates = [
            Certificate(name: "site", subjects: [host], issuer: issuer),
            Certificate(name: "elsewhere", subjects: ["www.elsewhere.example"]),
            Certificate(
                name: "public",
                subjects: ["one.one.one.one"] + Self.publicAddresses.map(\.description)),
        ]
    }
}
