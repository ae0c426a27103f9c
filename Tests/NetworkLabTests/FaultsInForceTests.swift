import InternetProtocols
import Testing

@testable import NetworkLab

@Suite("Faults in force")
struct FaultsInForceTests {
    private static let scenario = Scenario(
        name: "one", title: "one", nodes: [Node(name: "web"), Node(name: "client")], links: [],
        certificates: [Certificate(name: "site", subjects: ["www.example.com"])],
        services: [
            Service(
                name: "site", node: "web",
                role: .web([
                    WebServer(port: 80, response: .redirect("https://$host/")),
                    WebServer(
                        port: 443, certificate: "site",
                        paths: ["/up": .status(204, retryAfter: nil)]),
                ])),
            Service(
                name: "owner", node: "web",
                role: .authoritative([
                    Zone(name: "example.com", records: ["www A 192.0.2.1", "@ A 192.0.2.2"])
                ])),
            Service(name: "resolver", node: "web", role: .recursive(RecursiveResolver())),
        ], truth: .healthy, trial: Trial(node: "client", url: "https://www.example.com/"))

    private func configured(_ kinds: Fault.Kind...) -> Scenario {
        Self.scenario.configured(by: kinds.map { Fault($0) })
    }

    private func servers(_ scenario: Scenario) -> [WebServer] {
        guard case .web(let servers)? = scenario.services.first?.role else { return [] }
        return servers
    }

    @Test("change nothing when there are none")
    func none() { #expect(configured() == Self.scenario) }

    @Test("replace a certificate at one port and keep the right one too")
    func certificate() {
        let bad = Certificate(name: "bad", subjects: ["x"], begins: -9, ends: -1)
        let changed = configured(.certificateReplaced(service: "site", port: 443, certificate: bad))
        #expect(servers(changed).map(\.certificate) == [nil, "bad"])
        #expect(changed.certificates.map(\.name) == ["site", "bad"])
    }

    @Test("close a port and leave the others open")
    func port() {
        #expect(servers(configured(.portClosed(service: "site", port: 443))).map(\.port) == [80])
    }

    @Test("answer every path alike when the response is replaced")
    func response() {
        let changed = servers(
            configured(
                .responseReplaced(
                    service: "site", port: 443, response: .status(503, retryAfter: 9))))
        #expect(changed.last?.response == .status(503, retryAfter: 9))
        #expect(changed.last?.paths == [:])
    }

    @Test("replace the records of one name and no other")
    func records() {
        let changed = configured(
            .recordsReplaced(
                service: "owner", zone: "example.com", name: "www", records: ["www TXT x"]))
        #expect(
            changed.services[1].role
                == .authoritative([
                    Zone(name: "example.com", records: ["@ A 192.0.2.2", "www TXT x"])
                ]))
    }

    @Test("put a resolver's lies before its own rules")
    func rule() {
        let rule = ResolverRule(name: "www.example.com", answer: .nameError)
        let changed = configured(
            .resolverCutOff(service: "resolver"), .resolverRule(service: "resolver", rule: rule))
        guard case .recursive(let resolver) = changed.services[2].role else {
            Issue.record("no resolver")
            return
        }
        #expect(resolver.rules == [rule, ResolverRule(name: ".", answer: .serverFailure)])
    }

    @Test("keep a stopped service in mind, so that others still refer to it, and do not start it")
    func stopped() throws {
        let fault = Fault(.serviceStopped(service: "site"))
        let scenario = Self.scenario.configured(by: [fault])
        #expect(scenario == Self.scenario)
        let context = ServiceContext(
            scenario: scenario, folder: "/run/lab", hasIPv6: true, faults: [fault])
        #expect(try ServicePlan.all(in: context).map(\.name) == ["owner", "resolver"])
    }

    @Test("begin at their time and end at theirs")
    func time() {
        let fault = Fault(.defaultRouteLost(node: "client"), begins: 2, ends: 5)
        #expect([1.9, 2, 4.9, 5].map(fault.isInForce) == [false, true, true, false])
        #expect(Fault(.defaultRouteLost(node: "client")).isInForce(at: 1e9))
    }
}
