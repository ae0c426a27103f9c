import Foundation
import InternetProtocols
import Testing

@testable import NetworkLab

private let obstacle = ServicesInNamespaces.obstacle(
    "unbound", "dnsmasq", "dig", "ldns-signzone", "openssl")

@Suite(
    "name servers of the lab, really running",
    .enabled(if: obstacle == nil, Comment(rawValue: obstacle ?? "")))
struct NameServiceTests {

    static let addresses = [
        "198.41.0.4", "198.51.100.153", "192.0.2.53", "192.0.2.54", "192.0.2.55", "192.0.2.56",
        "192.0.2.57", "192.0.2.58",
    ]

    static func setUp(_ folder: String) -> String {
        let lines = addresses.map { "ip addr add \($0)/32 dev lo" }
        return """
            ip link set lo up
            \(lines.joined(separator: "\n"))
            ip addr add 2001:db8:80::153/128 dev lo 2>/dev/null
            mkdir -p \(folder)/certificates
            openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 \
            -subj /CN=names -addext subjectAltName=IP:192.0.2.53 \
            -keyout \(folder)/certificates/names.key -out \(folder)/certificates/names.pem 2>/dev/null
            """
    }

    /// Asks with dig: the status, the extended errors, then the data of the answers.
    static func dig(_ label: String, _ words: String) -> (label: String, command: String) {
        (
            label,
            "dig +tries=1 +time=4 +comments +answer +noquestion +noauthority +noadditional +nostats "
                + "+nocmd \(words) | grep -E 'status:|EDE|no servers|[[:space:]]IN[[:space:]]' "
                + "| sed -E 's/.*status: ([A-Z]*),.*/\\1/; s/.*(EDE: [0-9]+).*/\\1/; "
                + "s/.*IN[[:space:]]+([A-Z]+)[[:space:]]+/\\1 /'"
        )
    }

    @Test("questions are answered from the root down, and departed from the truth as ruled")
    func answersAndRules() throws {
        let folder = try ServicesInNamespaces.temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        typealias Lab = NameServersOfALab
        let blocked = ResolverRule(name: "blocked.example.com", answer: .nameErrorBlocked)
        let everything = ResolverRule(name: ".", answer: .serverFailure)
        let context = Lab.context(
            [
                Lab.resolver(
                    "isp", "192.0.2.53",
                    RecursiveResolver(encryptedCertificate: "names", rules: Lab.rules)),
                Lab.resolver(
                    "router", "192.0.2.54",
                    RecursiveResolver(
                        software: .dnsmasq, forwarders: [Lab.address("192.0.2.53")],
                        rules: [blocked] + Lab.rules)),
                Lab.resolver("closed", "192.0.2.55", RecursiveResolver(refusesClients: true)),
                Lab.resolver("cut-off", "192.0.2.56", RecursiveResolver(rules: [everything])),
                Lab.resolver(
                    "forwarding", "192.0.2.57",
                    RecursiveResolver(forwarders: [Lab.address("192.0.2.53")])),
                Lab.resolver(
                    "closed-router", "192.0.2.58",
                    RecursiveResolver(software: .dnsmasq, refusesClients: true)),
            ], folder: folder)
        var questions = [
            Self.dig("root-referral", "+norec @198.41.0.4 www.example.com NS"),
            Self.dig("not-ours", "@198.51.100.153 www.example.org"),
            Self.dig("signed", "+dnssec @192.0.2.53 www.signed.org"),
            Self.dig("spoilt", "@192.0.2.53 www.spoilt.org"),
            Self.dig("spoilt-again", "@192.0.2.53 www.spoilt.org"),
            Self.dig("spoilt-unchecked", "+cd @192.0.2.53 www.spoilt.org"),
            Self.dig("encrypted", "+tls @192.0.2.53 www.example.com"),
            Self.dig("closed", "@192.0.2.55 www.example.com"),
            Self.dig("closed-router", "@192.0.2.58 www.example.com"),
            Self.dig("cut-off", "@192.0.2.56 www.example.com"),
            Self.dig("cut-off-root", "@192.0.2.56 . NS"),
            Self.dig("forwarding", "@192.0.2.57 www.example.com"),
            Self.dig("blocked", "@192.0.2.54 blocked.example.com"),
            Self.dig("blocked-6", "@192.0.2.54 below.blocked.example.com AAAA"),
        ]
        let resolvers = ["isp": "192.0.2.53", "router": "192.0.2.54"]
        for (name, address) in resolvers {
            for question in [
                "www", "alias", "missing", "denied", "below.denied", "emptied", "refused",
                "failing", "forged",
            ] {
                questions.append(
                    Self.dig("\(name) \(question)", "@\(address) \(question).example.com"))
            }
            questions.append(Self.dig("\(name) forged-6", "@\(address) forged.example.com AAAA"))
            questions.append(Self.dig("\(name) org", "@\(address) www.example.org"))
        }
        let plans = try ServicePlan.all(in: context)
        let answers = try ServicesInNamespaces.answers(
            to: questions, plans: plans, setUp: Self.setUp(folder))

        #expect(answers["not-ours"] == "REFUSED")
        #expect(answers["root-referral"]?.hasPrefix("NOERROR") == true)
        for name in resolvers.keys {
            #expect(answers["\(name) www"] == "NOERROR\nA 198.51.100.80")
            #expect(answers["\(name) alias"]?.hasSuffix("\nA 198.51.100.80") == true)
            #expect(answers["\(name) org"] == "NOERROR\nA 203.0.113.10")
            #expect(answers["\(name) missing"] == "NXDOMAIN")
            #expect(answers["\(name) denied"] == "NXDOMAIN")
            #expect(answers["\(name) below.denied"] == "NXDOMAIN")
            #expect(answers["\(name) emptied"] == "NOERROR")
            #expect(answers["\(name) refused"] == "REFUSED")
            #expect(answers["\(name) failing"] == "SERVFAIL")
            #expect(answers["\(name) forged"] == "NOERROR\nA 192.0.2.99")
            #expect(answers["\(name) forged-6"] == "NOERROR\nAAAA 2001:db8::99")
        }
        #expect(answers["signed"]?.contains("A 198.51.100.81") == true)
        #expect(answers["signed"]?.contains("RRSIG A 15") == true)
        #expect(answers["spoilt"] == "SERVFAIL\nEDE: 6")
        #expect(answers["spoilt-again"]?.hasPrefix("SERVFAIL") == true)
        #expect(answers["spoilt-unchecked"] == "NOERROR\nA 198.51.100.82")
        #expect(answers["encrypted"] == "NOERROR\nA 198.51.100.80")
        #expect(answers["closed"] == "REFUSED\nEDE: 18")
        #expect(answers["closed-router"]?.hasPrefix("REFUSED") == true)
        #expect(answers["cut-off"] == "SERVFAIL")
        #expect(answers["cut-off-root"] == "SERVFAIL")
        #expect(answers["forwarding"] == "NOERROR\nA 198.51.100.80")
        #expect(answers["blocked"] == "NXDOMAIN\nEDE: 15")
        #expect(answers["blocked-6"] == "NXDOMAIN\nEDE: 15")
        let listeners = Dictionary(grouping: plans.flatMap(\.ports), by: { $0 })
        for (port, times) in listeners {
            #expect(answers["listeners names \(port)"] == "\(times.count)", "port \(port)")
        }
    }
}
