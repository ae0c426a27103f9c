import InternetProtocols
import Testing

@testable import NetworkLab

@Suite("plans of resolvers, proxies and programs")
struct ResolverPlanTests {
    typealias Lab = NameServersOfALab

    private func plan(
        _ resolver: RecursiveResolver, in context: ServiceContext = Lab.context([])
    ) throws -> (plan: ServicePlan, text: String) {
        let service = Lab.resolver("isp", "192.0.2.53", resolver)
        let plan =
            resolver.software == .dnsmasq
            ? try DnsmasqResolver.plan(service, resolver, in: context)
            : try UnboundResolver.plan(service, resolver, in: context)
        let main = plan.files.first {
            $0.key.hasSuffix("unbound.conf") || $0.key.hasSuffix("dnsmasq.conf")
        }
        return (plan, try #require(main?.value))
    }

    @Test("a resolver without forwarders starts at whoever answers for the root")
    func hints() throws {
        let plan = try plan(RecursiveResolver()).plan
        let hints = try #require(plan.files["/lab/services/isp/hints"])
        #expect(hints.contains("ns-registry. 3600000 A 198.41.0.4"))
        #expect(!hints.contains("198.51.100.153"))
    }

    @Test("signatures are checked where a zone is signed, and only there")
    func anchors() throws {
        let (signed, text) = try plan(RecursiveResolver())
        let anchors = try #require(signed.files["/lab/services/isp/anchors"])
        #expect(anchors.split(separator: "\n").count == 2)
        #expect(text.contains("validator"))
        var context = Lab.context([])
        context.scenario.services = [Lab.registry]
        #expect(try !plan(RecursiveResolver(), in: context).text.contains("validator"))
    }

    @Test("the first rule that covers a name decides, as if the others did not exist")
    func firstRule() {
        let kept = UnboundRules([
            ResolverRule(name: "a.example.com", answer: .refused),
            ResolverRule(name: "example.com", answer: .nameError),
            ResolverRule(name: "b.example.com", answer: .serverFailure),
            ResolverRule(name: "a.example.com", answer: .noData),
        ])
        #expect(kept.rules.map(\.name) == ["a.example.com", "example.com"])
        #expect(kept.failures.isEmpty)
    }

    @Test("a rule for the root takes the place of forwarders")
    func everything() throws {
        let text = try plan(
            RecursiveResolver(
                forwarders: [Lab.address("192.0.2.1")],
                rules: [ResolverRule(name: ".", answer: .serverFailure)])
        ).text
        #expect(!text.contains("192.0.2.1\n"))
        #expect(text.components(separatedBy: "name: \".\"").count == 2)
    }

    @Test("DNS over TLS has a listener of its own at every address")
    func encrypted() throws {
        let (plan, text) = try plan(RecursiveResolver(encryptedCertificate: "names"))
        #expect(plan.ports.sorted() == [53, 853])
        #expect(text.contains("tls-service-pem: \"/lab/certificates/names.pem\""))
    }

    @Test("without IPv6 its addresses are not listened on")
    func onlyIPv4() throws {
        var context = Lab.context([])
        context.hasIPv6 = false
        guard case .authoritative(let zones) = Lab.owner.role else { return }
        let plan = try UnboundAuthoritative.plan(Lab.owner, zones, in: context)
        #expect(plan.ports == [53])
    }

    @Test("what a program cannot do is refused with what could")
    func unsupported() throws {
        let blocked = ResolverRule(name: "example.com", answer: .nameErrorBlocked)
        #expect(throws: LabError.self) { try plan(RecursiveResolver(rules: [blocked])) }
        #expect(throws: LabError.self) {
            try plan(RecursiveResolver(software: .dnsmasq, encryptedCertificate: "names"))
        }
        // Nobody to hand the questions to.
        #expect(throws: LabError.self) { try plan(RecursiveResolver(software: .dnsmasq)) }
    }

    @Test("dnsmasq hands its questions to the scenario's first unbound when it is told nobody")
    func forwarders() throws {
        let context = Lab.context([
            Lab.resolver("first", "192.0.2.9", RecursiveResolver()),
            Lab.resolver("second", "192.0.2.10", RecursiveResolver()),
        ])
        let text = try plan(RecursiveResolver(software: .dnsmasq), in: context).text
        #expect(text.contains("server=192.0.2.9\n"))
        #expect(!text.contains("192.0.2.10"))
    }

    @Test("dnsmasq has a helper only for answers that it has not itself")
    func helper() throws {
        let servers = [Lab.address("192.0.2.9")]
        let plain = try plan(
            RecursiveResolver(
                software: .dnsmasq, forwarders: servers,
                rules: [ResolverRule(name: "example.com", answer: .nameError)])
        ).plan
        #expect(plain.ports == [53])
        #expect(plain.command.first == "dnsmasq")
        let helped = try plan(
            RecursiveResolver(
                software: .dnsmasq, forwarders: servers,
                rules: [ResolverRule(name: "example.com", answer: .serverFailure)])
        ).plan
        #expect(helped.ports.count == 2)
    }

    @Test("a proxy listens once at each of its addresses and asks its node's resolvers")
    func proxy() throws {
        var context = Lab.context([])
        context.scenario.nodes[0].resolvers = [Lab.address("192.0.2.53")]
        var service = Service(name: "proxy", node: "names", role: .proxy(ForwardProxy()))
        var plan = SquidProxy.plan(service, ForwardProxy(), in: context)
        let path = "/lab/services/proxy/squid.conf"
        #expect(plan.ports == [3128])
        #expect(plan.files[path]?.contains("dns_nameservers 192.0.2.53\n") == true)
        #expect(plan.files[path]?.contains("auth_param") == false)
        service.addresses = [Lab.address("192.0.2.1"), Lab.address("2001:db8::1")]
        plan = SquidProxy.plan(service, ForwardProxy(port: 8080, wantsPassword: true), in: context)
        #expect(plan.ports == [8080, 8080])
        #expect(plan.files[path]?.contains("http_port [2001:db8::1]:8080\n") == true)
        #expect(plan.files[path]?.contains("auth_param basic program") == true)
    }

    @Test("the word culprit at the head of a program's command is the running binary")
    func program() {
        var context = Lab.context([])
        context.culpritPath = "/somewhere/culprit"
        let service = Service(
            name: "agent", node: "names", role: .program(Program(command: [])))
        func command(_ words: [String]) -> [String] {
            ProgramService.plan(service, Program(command: words, ports: [8080]), in: context)
                .command
        }
        let trust = ["env", "SSL_CERT_FILE=\(context.trustedRoots)"]
        #expect(
            command(["culprit", "agent", "culprit"])
                == trust + ["/somewhere/culprit", "agent", "culprit"])
        #expect(command(["python3", "x"]) == trust + ["python3", "x"])
    }
}
