import InternetProtocols
import Testing

@testable import NetworkLab

@Suite("Faults in words")
struct FaultSentenceTests {
    @Test("a filter says who does what to which packets")
    func filters() {
        var filter = PacketFilter(
            node: "core", destinations: HomeScenario.prefixes("198.51.100.80/32"), transport: .tcp,
            ports: [443], action: .drop)
        #expect(filter.sentence == "core drops TCP to port 443 of 198.51.100.80/32")
        filter.ports = [80, 443]
        filter.action = .rejectProhibited
        #expect(
            filter.sentence
                == "core rejects TCP to ports 80 and 443 of 198.51.100.80/32 (ICMP: prohibited)")
        #expect(
            PacketFilter(node: "client", hook: .output, action: .drop).sentence
                == "client drops everything of its own")
        #expect(
            PacketFilter(
                node: "isp", inputInterface: "home0", transport: .udp, family: .ipv6, action: .drop
            ).sentence == "isp drops UDP over IPv6 coming in by home0")
        #expect(
            PacketFilter(node: "web", hook: .input, transport: .any, ports: [53], action: .reset)
                .sentence == "web rejects TCP and UDP to port 53 of its own (TCP reset)")
    }

    @Test("a fault says when it begins and ends")
    func times() {
        let kind = Fault.Kind.serviceStopped(service: "site")
        #expect(Fault(kind).sentence == "the service site does not run")
        #expect(Fault(kind, begins: 2).sentence == "the service site does not run, from 2 s on")
        #expect(Fault(kind, ends: 2.5).sentence == "the service site does not run, until 2.5 s")
        #expect(
            Fault(kind, begins: 3, ends: 9).sentence
                == "the service site does not run, from 3 s until 9 s")
    }

    @Test("times are told in the unit that suits them")
    func clocks() {
        #expect(
            Fault.Kind.clockWrong(node: "client", seconds: -34_560_000).sentence
                == "the clock of client is 400 days behind")
        #expect(
            Fault.Kind.clockWrong(node: "client", seconds: 90).sentence
                == "the clock of client is 90 s ahead")
    }

    @Test("every kind of fault has a sentence that names its place", arguments: every)
    func places(_ kind: Fault.Kind) {
        #expect(kind.sentence.contains(kind.place.name), "\(kind)")
        #expect(kind.sentence.count > kind.place.name.count + 10)
        #expect(!kind.sentence.hasSuffix("."))
    }

    private static let blocks = HomeScenario.prefixes("198.51.100.0/24")
    private static let address = IPAddress(192, 0, 2, 1)

    static let every: [Fault.Kind] = [
        .interfaceDown(node: "web", interface: "eth0"),
        .carrierLost(node: "web", interface: "eth0"),
        .addressLost(node: "web", interface: "eth0"),
        .addressGone(node: "web", interface: "eth0"), .defaultRouteLost(node: "client"),
        .routeLost(node: "core", prefixes: blocks),
        .prefixHijacked(node: "thief", prefixes: blocks),
        .filter(PacketFilter(node: "core", action: .drop)),
        .blackHole(link: "uplink", maximumTransmissionUnit: 1280),
        .linkDegraded(link: "uplink", quality: LinkQuality(loss: 0.1)),
        .tunnelCaptures(node: "client", interface: "tun0", prefixes: blocks),
        .clockWrong(node: "client", seconds: 100_000),
        .hostsLine(node: "client", address: address, name: "www.example.com"),
        .resolversReplaced(node: "client", resolvers: [address]),
        .captivePortal(node: "home", interface: "lan0", redirects: true),
        .captivePortal(node: "home", interface: "lan0", redirects: false),
        .serviceStopped(service: "site"),
        .resolverRule(
            service: "isp-resolver", rule: ResolverRule(name: ".", answer: .nameErrorBlocked)),
        .resolverRefuses(service: "isp-resolver"), .resolverCutOff(service: "isp-resolver"),
        .recordsReplaced(service: "owner-dns", zone: "example.com", name: "www", records: []),
        .signaturesWrong(service: "owner-dns", zone: "example.com"),
        .certificateReplaced(
            service: "site", port: 443,
            certificate: Certificate(name: "bad", subjects: ["www.example.com"], ends: -10)),
        .encryptionChanged(service: "site", port: 443, encryption: .oldVersion),
        .responseReplaced(service: "site", port: 443, response: .badGateway),
        .portClosed(service: "site", port: 443), .proxyWantsPassword(service: "proxy"),
    ]
}
