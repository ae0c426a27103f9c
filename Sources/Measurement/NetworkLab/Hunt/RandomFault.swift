import InternetProtocols

/// A fault for a random Internet, with the truth that it makes and how to ask for it.
struct RandomFault {
    /// What breaks.
    var kinds: [Fault.Kind]
    var truth: Truth
    /// Whether the page still comes, so that its pace must be asked for.
    var degrades = false
    /// How early the fault keeps a page away: of two, the earlier is to blame.
    var stage: Int

    init(
        _ kinds: [Fault.Kind], _ className: String, _ cause: String, also: [String] = [],
        component: String, stage: Int, degrades: Bool = false
    ) {
        self.kinds = kinds
        self.stage = stage
        self.degrades = degrades
        truth = Truth(
            className: className, cause: cause, alsoPossible: also, component: component,
            isReachable: degrades)
    }

    /// Every fault that can be staged in an Internet, some at random places.
    static func all(
        in internet: RandomInternet, using random: inout some RandomNumberGenerator
    ) -> [RandomFault] {
        local(internet) + names(internet) + path(internet, using: &random)
            + server(internet, using: &random)
    }

    private static func local(_ internet: RandomInternet) -> [RandomFault] {
        let name = "local-network"
        return [
            .init(
                [.interfaceDown(node: "client", interface: "eth0")], name, "L1",
                component: "client", stage: 10),
            .init(
                [.carrierLost(node: "client", interface: "eth0")], name, "L1", component: "lan",
                stage: 10),
            .init([.defaultRouteLost(node: "client")], name, "L3", component: "client", stage: 11),
            .init(
                [.addressGone(node: "home", interface: "lan0")], name, "L4", component: "home",
                stage: 12),
            .init(
                [
                    .filter(
                        PacketFilter(
                            node: "client", hook: .output, outputInterface: "eth0", transport: .tcp,
                            ports: [internet.port], action: .rejectPortUnreachable))
                ], name, "L5", component: "client", stage: 30),
            .init(
                [.captivePortal(node: "home", interface: "lan0", redirects: true)], name, "L6",
                component: "home", stage: 15),
            .init(
                [
                    .hostsLine(
                        node: "client", address: IPAddress(203, 0, 113, 66), name: internet.host)
                ],
                name, "L10", component: "client", stage: 20),
            .init(
                [
                    .linkDegraded(
                        link: "lan", quality: LinkQuality(delay: 80, jitter: 30, loss: 0.12))
                ], name, "L11", component: "lan", stage: 90, degrades: true),
        ]
            + (internet.isEncrypted
                ? [
                    .init(
                        [.clockWrong(node: "client", seconds: -40 * 86400)], name, "L9",
                        component: "client", stage: 50),
                    .init(
                        [.clockWrong(node: "client", seconds: 90 * 86400)], name, "L9",
                        component: "client", stage: 50),
                ] : [])
    }

    private static func names(_ internet: RandomInternet) -> [RandomFault] {
        let name = "dns-lookup"
        let label = String(internet.host.dropLast(internet.zone.count + 1))
        func rule(_ answer: ResolverRule.Answer) -> Fault.Kind {
            .resolverRule(
                service: internet.resolver, rule: ResolverRule(name: internet.host, answer: answer))
        }
        // In both families: a resolver that leaves one alone does no harm.
        func forged(_ ipv4: String, _ ipv6: String) -> [IPAddress] {
            [ipv4, internet.hasIPv6 ? ipv6 : nil].compactMap { $0.flatMap(IPAddress.init) }
        }
        func records(_ lines: [String]) -> Fault.Kind {
            .recordsReplaced(
                service: "owner-dns", zone: internet.zone, name: label, records: lines)
        }
        var faults: [RandomFault] = [
            .init(
                [.serviceStopped(service: internet.resolver)], name, "D1",
                component: internet.resolver, stage: 20),
            .init([records([])], name, "D3", component: "owner-dns", stage: 20),
            .init(
                [records(["\(label) TXT nothing"])], name, "D4", component: "owner-dns", stage: 20),
            .init([rule(.nameError)], name, "D5", component: internet.resolver, stage: 20),
            .init(
                [rule(.addresses(forged("203.0.113.10", "2001:db8:113::10")))], name, "D6",
                also: internet.isEncrypted ? [] : ["S8", "S12"], component: internet.resolver,
                stage: 20),
            .init(
                [rule(.addresses(forged("198.51.100.99", "2001:db8:80::99")))], name, "D7",
                also: ["D6"],
                component: internet.resolver, stage: 20),
            .init(
                [records(["\(label) A 192.168.77.7"])], "web-server", "S13", also: ["D6", "D7"],
                component: "owner-dns", stage: 20),
            .init(
                [.serviceStopped(service: "owner-dns")], "web-server", "S13", also: ["D2"],
                component: "owner-dns", stage: 20),
            .init(
                [.signaturesWrong(service: "owner-dns", zone: internet.zone)], "web-server", "S13",
                also: ["D2"], component: "owner-dns", stage: 20),
            .init(
                [.linkDegraded(link: "isp-resolver", quality: LinkQuality(delay: 400))], name, "D8",
                component: "isp-resolver", stage: 90, degrades: true),
        ]
        if !internet.hasHomeResolver {
            faults += [
                .init(
                    [.resolverCutOff(service: "isp-resolver")], name, "D2",
                    component: "isp-resolver", stage: 20),
                .init(
                    [.resolverRefuses(service: "isp-resolver")], name, "D2",
                    component: "isp-resolver", stage: 20),
                // A page by an unlike name cannot be told from one forged: the site has but one.
            ]
        }
        return faults.filter { fault in
            // A forged address of a plain page serves another page: there is no certificate to tell by.
            internet.isEncrypted || fault.truth.cause != "D6"
        }
    }

    private static func path(
        _ internet: RandomInternet, using random: inout some RandomNumberGenerator
    ) -> [RandomFault] {
        let name = "ip-routing"
        let routers = ["isp"] + internet.transit + ["hosting"]
        let router = routers.randomElement(using: &random) ?? "isp"
        func filter(_ action: PacketFilter.Action, wholeSite: Bool = false) -> Fault.Kind {
            .filter(
                PacketFilter(
                    node: router, destinations: internet.sitePrefixes,
                    transport: wholeSite ? nil : .tcp, ports: wholeSite ? [] : [internet.port],
                    action: action))
        }
        let far = "transit-\(Int.random(in: 1...(internet.transit.count + 1), using: &random))"
        let site = internet.links.last { $0.name == "web" }
        let blocks = (site?.right.addresses ?? []).map(\.prefix)
        var faults: [RandomFault] = [
            .init(
                [
                    .filter(PacketFilter(node: "isp", inputInterface: "home0", action: .drop)),
                    .filter(
                        PacketFilter(
                            node: "isp", hook: .input, inputInterface: "home0", action: .drop)),
                ], name, "P1", component: "isp", stage: 14),
            .init(
                [.interfaceDown(node: "home", interface: "wan0")], name, "P1", component: "uplink",
                stage: 14),
            .init(
                [.routeLost(node: internet.transit.last ?? "isp", prefixes: blocks)], name, "P2",
                also: ["S1"], component: internet.transit.last ?? "isp", stage: 40),
            .init([filter(.drop)], name, "P3", also: ["S1", "P2"], component: router, stage: 40),
            .init(
                [filter(.drop, wholeSite: true)], name, "P3", also: ["S1", "P2"], component: router,
                stage: 40),
            .init([filter(.rejectProhibited)], name, "P4", component: router, stage: 40),
            .init([filter(.reset)], name, "P4", also: ["S2"], component: router, stage: 40),
            .init(
                [.linkDegraded(link: far, quality: LinkQuality(loss: 0.2))], name, "P7",
                component: far, stage: 90, degrades: true),
            .init(
                [
                    .linkDegraded(
                        link: "transit-\(internet.transit.count + 1)",
                        quality: LinkQuality(delay: 350, jitter: 10))
                ], name, "P8", component: "transit-\(internet.transit.count + 1)", stage: 90,
                degrades: true),
        ]
        if internet.hasIPv6 {
            faults.append(
                .init(
                    [
                        .filter(
                            PacketFilter(
                                node: "isp", inputInterface: "home0", family: .ipv6, action: .drop))
                    ], name, "P6", component: "isp", stage: 90, degrades: true))
        }
        return faults
    }

    private static func server(
        _ internet: RandomInternet, using random: inout some RandomNumberGenerator
    ) -> [RandomFault] {
        let name = "web-server"
        func response(_ response: WebServer.Response) -> Fault.Kind {
            .responseReplaced(service: "site", port: internet.port, response: response)
        }
        func certificate(_ certificate: Certificate) -> Fault.Kind {
            .certificateReplaced(service: "site", port: 443, certificate: certificate)
        }
        let own = [internet.host]
        let failures = [500, 502, 503].randomElement(using: &random) ?? 503
        let refusals = [401, 403, 404, 429, 451].randomElement(using: &random) ?? 404
        var faults: [RandomFault] = [
            .init(
                [.interfaceDown(node: "web", interface: "eth0")], name, "S1", also: ["P2", "P3"],
                component: "web", stage: 40),
            .init(
                [.portClosed(service: "site", port: internet.port)], name, "S2", also: ["P4"],
                component: "site", stage: 40),
            .init(
                [response(.status(failures, retryAfter: nil))], name, "S7", component: "site",
                stage: 60),
            .init(
                [response(.status(refusals, retryAfter: nil))], name, "S8", component: "site",
                stage: 60),
            .init(
                [response(.redirect("\(internet.url)"))], name, "S9", component: "site", stage: 60),
            .init(
                [response(.late(seconds: 5))], name, "S10", component: "site", stage: 90,
                degrades: true),
        ]
        guard internet.isEncrypted else { return faults }
        faults += [
            .init(
                [certificate(Certificate(name: "bad", subjects: own, begins: -90, ends: -3))], name,
                "S3", component: "site", stage: 50),
            .init(
                [certificate(Certificate(name: "bad", subjects: own, begins: 3, ends: 90))], name,
                "S3", component: "site", stage: 50),
            .init(
                [certificate(Certificate(name: "bad", subjects: ["www.example.info"]))], name, "S4",
                component: "site", stage: 50),
            .init(
                [certificate(Certificate(name: "bad", subjects: own, issuer: .itself))], name, "S5",
                component: "site", stage: 50),
            .init(
                [certificate(Certificate(name: "bad", subjects: own, issuer: .stranger))], name,
                "S5", component: "site", stage: 50),
            .init(
                [
                    certificate(
                        Certificate(name: "bad", subjects: own, issuer: .missingIntermediate))
                ], name, "S5", component: "site", stage: 50),
            .init(
                [.encryptionChanged(service: "site", port: 443, encryption: .oldVersion)], name,
                "S6", component: "site", stage: 50),
            .init(
                [.encryptionChanged(service: "site", port: 443, encryption: .rejectsName)], name,
                "S6", component: "site", stage: 50),
            .init(
                [.encryptionChanged(service: "site", port: 443, encryption: .hangsUp)], name, "S14",
                also: ["P4"], component: "site", stage: 50),
        ]
        return faults
    }
}
