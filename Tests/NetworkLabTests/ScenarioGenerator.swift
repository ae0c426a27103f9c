import InternetProtocols

@testable import NetworkLab

/// Scenarios that are made by chance and that the reader must accept: every kind of entry and fault, with
/// texts that YAML could take for something else.
struct ScenarioGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// SplitMix64 (Steele, Lea, Flood 2014).
    private mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    private mutating func chance() -> Bool { next() % 2 == 0 }

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        values[number(0...(values.count - 1))]
    }

    private mutating func maybe<Value>(_ value: Value) -> Value? { chance() ? value : nil }

    private mutating func fraction() -> Double { Double(next() >> 11) / Double(1 << 53) }

    private mutating func seconds() -> Double {
        pick([0.1, 0.25, 1, 60, 90, 3600, 86_400, 3_456_000, fraction() * 1e6, 1e-7, 12_345.678])
    }

    private mutating func text() -> String {
        pick([
            "plain", "no", "Null", "1e3", "0x10", "12:30", "~", "- a", "a: b", "a #b", "{x}", "[x]",
            "\"quoted\"", "it's", "back\\slash", "tab\tand é", "*alias", "&anchor", "!tag", "%20",
            "$host$request_uri", "münchen 東京 🙂", "trailing ", " leading", "@", "=", "<<", "1.5",
            "2026-11-21", "a,b", "?", "|", ">", "a\u{feff}b", "\u{a0}", "`", "a\u{301}", "",
            String(repeating: "long ", count: 60),
        ])
    }

    private mutating func sentence() -> String {
        let text = text().replacing("\t", with: " ")
        return text.isEmpty ? "nothing" : text
    }

    private mutating func quality() -> LinkQuality {
        var quality = LinkQuality(
            delay: pick([0, 5, 0.5, fraction() * 60_000]), jitter: pick([0, 1, fraction() * 100]),
            reordering: pick([0, 0.025, fraction()]), loss: pick([0, 0.08, 0.3, 1, fraction()]))
        quality.rate = maybe(pick([600_000, 1e7, 1e9, 2.5e9, 9600, 1 / 3, fraction() * 1e9]))
        quality.maximumTransmissionUnit = maybe(number(1300...1500))
        return quality
    }

    private mutating func certificate(_ name: String) -> Certificate {
        Certificate(
            name: name,
            subjects: pick([["www.example.com"], ["*.example.com", "192.0.2.1"], ["2001:db8::1"]]),
            begins: pick([-30, -100, -0.5, -fraction() * 1000]),
            ends: pick([60, 10, 1 / 3, fraction() * 1000]),
            issuer: pick(Certificate.Issuer.allCases), furtherNames: pick([0, 200]))
    }

    private mutating func response() -> WebServer.Response {
        switch number(0...5) {
        case 0: .page(bytes: number(0...1_000_000))
        case 1: .text(text() + pick(["", "\n", "\r\n"]))
        case 2: .status(number(200...599), retryAfter: maybe(number(0...1000)))
        case 3: .redirect("/" + text())
        case 4: .late(seconds: pick([6, 0.5, fraction() * 3600]))
        default: .badGateway
        }
    }

    private mutating func rule(isUnbound: Bool) -> ResolverRule {
        let answers: [ResolverRule.Answer] = [
            .nameError, .noData, .refused, .serverFailure,
            .addresses([IPAddress(192, 0, 2, 9), IPAddress(ipv6: 1)]),
        ]
        return ResolverRule(
            name: pick([".", "example.com", "a-b.xn--mnchen-3ya.example"]),
            answer: pick(isUnbound ? answers : answers + [.nameErrorBlocked]))
    }

    private func prefixes(_ texts: [String]) -> [IPPrefix] { texts.compactMap { IPPrefix($0) } }

    private mutating func someBlocks() -> [IPPrefix] {
        prefixes(pick([["0.0.0.0/1"], ["10.0.1.0/24", "2001:db8::/64"], ["2000::/3"]]))
    }
}

extension ScenarioGenerator {
    /// A scenario with one fault of every kind and whatever else chance gives.
    mutating func scenario() -> Scenario {
        let isUnbound = chance()
        let web = servers()
        return Scenario(
            name: pick(["small", "no", "1e3", "a-1"]), title: sentence(),
            systems: [
                AutonomousSystem(
                    number: 64500, name: "access", prefixes: prefixes(["10.0.0.0/16"])),
                AutonomousSystem(
                    number: UInt32(number(1...64499)), name: pick(["on", "x", "64"]),
                    prefixes: pick([[], prefixes(["2001:db8::/32", "192.0.2.0/24"])])),
            ],
            nodes: nodes(), links: links(), routing: .learned,
            certificates: [certificate("site"), certificate("other")],
            services: services(isUnbound: isUnbound, web: web),
            faults: kinds(isUnbound: isUnbound, port: web[0].port).map { fault($0) },
            truth: truth(), trial: trial())
    }

    private mutating func nodes() -> [Node] {
        [
            Node(
                name: "client", gateway: maybe("router"),
                resolvers: pick([[], [IPAddress(10, 0, 1, 2), IPAddress(ipv6: 0xfe)]])),
            Node(
                name: "router", isRouter: true, system: "access",
                addresses: [IPAddress(192, 0, 2, 7)]),
            Node(
                name: "server", system: maybe("access"),
                addresses: [IPAddress(192, 0, 2, 7), IPAddress(192, 0, 2, 8)]),
        ]
    }

    private mutating func links() -> [Link] {
        func end(_ node: String, _ interface: String, _ addresses: [String]) -> LinkEnd {
            LinkEnd(
                node: node, interface: interface,
                addresses: addresses.compactMap { InterfaceAddress($0) })
        }
        return [
            Link(
                name: "lan", left: end("client", "eth0", ["10.0.0.2/24"]),
                right: end("router", "lan0", ["10.0.0.1/24"]), quality: quality()),
            Link(
                name: "1-2", left: end("server", "eth0.7_a", ["10.0.1.2/24", "2001:db8::2/64"]),
                right: end("router", "wan0", ["10.0.1.1/24", "2001:db8::1/64"])),
        ]
    }

    private mutating func servers() -> [WebServer] {
        var paths = [String: WebServer.Response]()
        for path in ["/", "/a:b,{c}", "/%20", "/" + String(repeating: "x", count: 1500)]
        where chance() {
            paths[path] = response()
        }
        return [
            WebServer(
                port: number(81...65535), certificate: "site",
                encryption: pick(WebServer.Encryption.allCases), response: response(), paths: paths),
            WebServer(port: 80),
        ]
    }

    private mutating func services(isUnbound: Bool, web: [WebServer]) -> [Service] {
        [
            Service(
                name: "names", node: "server", addresses: [IPAddress(192, 0, 2, 7)],
                role: .authoritative([
                    Zone(name: "."),
                    Zone(
                        name: "example.com",
                        records: pick([[], ["www A 10.0.1.2", "@ TXT \"a: 'b' \\\"c\\\" A 1\""]]),
                        signatures: pick(Zone.Signatures.allCases)),
                ])),
            Service(
                name: "resolver", node: "server", addresses: [IPAddress(10, 0, 1, 2)],
                role: .recursive(
                    RecursiveResolver(
                        software: isUnbound ? .unbound : .dnsmasq,
                        forwarders: isUnbound && chance() ? [] : [IPAddress(192, 0, 2, 7)],
                        encryptedCertificate: isUnbound ? maybe("other") : nil,
                        rules: chance() ? [] : [rule(isUnbound: isUnbound)],
                        refusesClients: chance()))),
            Service(
                name: "site", node: "server", addresses: [IPAddress(192, 0, 2, 8)],
                role: .web(web)),
            Service(
                name: "proxy", node: "router",
                role: .proxy(ForwardProxy(port: pick([3128, 8080]), wantsPassword: chance()))),
            Service(
                name: "agent", node: "client",
                role: .program(
                    Program(
                        command: ["culprit", text().replacing("\t", with: ""), "--x=[1]"],
                        ports: pick([[], [9000, 9001]])))),
        ]
    }

    private mutating func fault(_ kind: Fault.Kind) -> Fault {
        let begins = chance() ? 0 : seconds()
        return Fault(kind, begins: begins, ends: maybe(begins + 1 + seconds()))
    }

    private mutating func truth() -> Truth {
        guard chance() else {
            return chance() ? .healthy : Truth(className: "none", cause: "none", component: "lan")
        }
        return Truth(
            className: "web-server", cause: "S11", alsoPossible: pick([[], ["P3", "none"]]),
            component: maybe(pick(["site", "router", "lan", "access"])), isReachable: chance())
    }

    private mutating func trial() -> Trial {
        Trial(
            node: pick(["client", "router"]),
            url: pick([
                "https://www.example.com/", "example.com", "http://[2001:db8::1]:8080/a?b=#c",
            ]),
            arguments: pick([[], ["--slow", text().replacing("\t", with: "")]]),
            environment: pick([
                [:],
                ["https_proxy": "http://10.0.0.1:3128", "NO": text().replacing("\t", with: "")],
            ]),
            begins: pick([0, 1.5, 90, 1e-7]))
    }

    private mutating func filter() -> PacketFilter {
        var filter = PacketFilter(
            node: "router", hook: pick(PacketFilter.Hook.allCases),
            destinations: chance() ? [] : someBlocks(),
            transport: .tcp, ports: pick([[], [443], [80, 443]]),
            action: pick(PacketFilter.Action.allCases))
        if filter.hook != .output { filter.inputInterface = maybe("lan0") }
        if filter.hook != .input { filter.outputInterface = maybe("wan0") }
        if filter.destinations.isEmpty { filter.family = maybe(pick(IPAddress.Family.allCases)) }
        if filter.action != .reset {
            filter.transport = filter.ports.isEmpty ? nil : pick(PacketFilter.Transport.allCases)
        }
        return filter
    }

    /// One fault of every kind.
    private mutating func kinds(isUnbound: Bool, port: Int) -> [Fault.Kind] {
        var degraded = quality()
        degraded.loss = 0.5
        return [
            .interfaceDown(node: "client", interface: "eth0"),
            .carrierLost(node: "router", interface: "wan0"),
            .addressLost(node: "server", interface: "eth0.7_a"),
            .addressGone(node: "server", interface: pick(["lo", "eth0.7_a"])),
            .defaultRouteLost(node: "client"),
            .routeLost(node: "router", prefixes: someBlocks()),
            .prefixHijacked(node: "router", prefixes: someBlocks()),
            .filter(filter()),
            .blackHole(link: "1-2", maximumTransmissionUnit: number(1280...1499)),
            .linkDegraded(link: "lan", quality: degraded),
            .tunnelCaptures(node: "client", interface: "tun0", prefixes: someBlocks()),
            .clockWrong(node: "client", seconds: pick([-1, 1]) * seconds()),
            .hostsLine(
                node: "client", address: pick([IPAddress(127, 0, 0, 1), IPAddress(ipv6: 1)]),
                name: "no"),
            .resolversReplaced(node: "client", resolvers: pick([[], [IPAddress(10, 0, 9, 9)]])),
            .captivePortal(node: "router", interface: "lan0", redirects: chance()),
            .serviceStopped(service: pick(["site", "agent"])),
            .resolverRule(service: "resolver", rule: rule(isUnbound: isUnbound)),
            .resolverRefuses(service: "resolver"),
            .resolverCutOff(service: "resolver"),
            .recordsReplaced(
                service: "names", zone: "example.com", name: pick(["@", "@"]),
                records: pick([[], ["@ A 192.0.2.1", "@ TXT \"x  y\""]])),
            .signaturesWrong(service: "names", zone: pick([".", "example.com"])),
            .certificateReplaced(service: "site", port: port, certificate: certificate("bad")),
            .encryptionChanged(
                service: "site", port: port, encryption: pick(WebServer.Encryption.allCases)),
            .responseReplaced(service: "site", port: pick([80, port]), response: response()),
            .portClosed(service: "site", port: port),
            .proxyWantsPassword(service: "proxy"),
        ]
    }
}
