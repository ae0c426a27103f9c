import AgentRuntime
import Foundation
import InternetProtocols
import Ontology
import Probes
import Testing

@testable import AgentRoles

@Suite("Specialists that look names up")
struct SpecialistDNSTests {
    private typealias Fixtures = SpecialistFixtures
    private typealias Reply = LoopbackNameServer.Reply

    private func addresses(_ texts: String...) -> [IPAddress] { texts.compactMap { IPAddress($0) } }

    private static let dnsResult = AgentNames.path("verifyDNSLookupTest", "dnsLookupResult")

    private func inputs(_ name: String, _ addresses: String) -> [PropertyPath: String] {
        [AgentNames.path("hostname"): name, AgentNames.path("ipAddrs"): addresses]
    }

    @Test("two lookups compare to six outcomes")
    func outcomes() {
        func compare(
            _ user: [IPAddress], _ agent: [IPAddress], alias: Bool = false
        ) -> DNSLookupComparison {
            DNSLookupComparison(user: user, agent: agent, isAlias: alias)
        }
        let one = addresses("192.0.2.1")
        let two = addresses("192.0.2.2", "192.0.2.3")
        #expect(compare([], []) == .errorConfirmed)
        #expect(compare([], [], alias: true) == .errorConfirmed)
        #expect(compare([], one) == .errorUnconfirmed)
        #expect(compare(one, []) == .error)
        #expect(compare(one, two) == .incorrect)
        #expect(compare(one, two, alias: true) == .alias)
        #expect(compare(one + two, two) == .correct)
        #expect(compare(one, one, alias: true) == .correct)
        #expect(compare(addresses("::ffff:192.0.2.1"), one) == .correct)
    }

    @Test(
        "the agent's own resolver decides",
        arguments: [
            ("www.example.test", "192.0.2.1", "CORRECT"),
            ("www.example.test", "", "LOOKUP_ERROR_UNCONFIRMED"),
            ("www.example.test", "192.0.2.8, 192.0.2.9", "INCORRECT"),
            ("alias.example.test", "192.0.2.9", "ALIAS"),
            ("none.example.test", "", "LOOKUP_ERROR_CONFIRMED"),
            ("none.example.test", "192.0.2.1", "LOOKUP_ERROR"),
        ])
    func lookup(name: String, user: String, expected: String) async throws {
        let server = try LoopbackNameServer(IPAddress(127, 0, 0, 1)) { name, type in
            guard type == 1 else { return Reply() }
            switch name {
            case "www.example.test": return Reply(answers: [(name, 1, [192, 0, 2, 1])])
            case "alias.example.test":
                return Reply(answers: [
                    (name, 5, LoopbackNameServer.name("www.example.test")),
                    ("www.example.test", 1, [192, 0, 2, 1]),
                ])
            default: return Reply(code: 3)
            }
        }
        let runner = DNSLookupTestRunner(resolvers: [server.endpoint])
        let findings = try await runner.run(Fixtures.invocation(inputs(name, user)))
        #expect(findings.values == [Self.dnsResult: expected])
    }

    @Test("a silent resolver of its own, a missing input and a deadline passed are no findings")
    func failures() async throws {
        let silent = try LoopbackNameServer(IPAddress(127, 0, 0, 1)) { _, _ in nil }
        var runner = DNSLookupTestRunner(resolvers: [silent.endpoint])
        runner.limit = .milliseconds(300)
        for invocation in [
            Fixtures.invocation(inputs("www.example.test", "192.0.2.1")),
            Fixtures.invocation([AgentNames.path("hostname"): "www.example.test"]),
            Fixtures.invocation(inputs("not a name", "192.0.2.1")),
            Fixtures.invocation(inputs("www.example.test", "nonsense")),
            Fixtures.invocation(inputs("www.example.test", "192.0.2.1"), seconds: -1),
        ] {
            await #expect(throws: TestFailure.self) { try await runner.run(invocation) }
        }
    }

    /// A small Internet of name servers on one port: a root, the servers of `test` and `example.test`, and a
    /// resolver that knows where they stand.
    private func internet(
        zone: @escaping @Sendable (String, UInt16) -> Reply?
    ) throws -> IterativeDNSTestRunner {
        let root = try LoopbackNameServer(IPAddress(127, 0, 0, 21)) { name, _ in
            guard name.hasSuffix("test") else { return Reply(code: 3) }
            return Reply(
                isAuthoritative: false,
                authorities: [("test", 2, LoopbackNameServer.name("ns.nic.test"))])
        }
        let port = root.endpoint.port
        _ = try LoopbackNameServer(IPAddress(127, 0, 0, 22), port: port) { name, _ in
            guard name.hasSuffix("example.test") else { return Reply(code: 3) }
            return Reply(
                isAuthoritative: false,
                authorities: [("example.test", 2, LoopbackNameServer.name("ns.example.test"))])
        }
        _ = try LoopbackNameServer(IPAddress(127, 0, 0, 23), port: port, zone)
        let resolver = try LoopbackNameServer(IPAddress(127, 0, 0, 24)) { name, type in
            let known = ["ns.nic.test": UInt8(22), "ns.example.test": 23]
            guard type == 1, let last = known[name] else { return Reply() }
            return Reply(answers: [(name, 1, [127, 0, 0, last])])
        }
        var runner = IterativeDNSTestRunner(
            roots: [root.endpoint], resolvers: [resolver.endpoint],
            policy: AddressPolicy(allowsPrivate: true))
        runner.port = port
        return runner
    }

    private func iterate(
        _ name: String, _ user: String,
        zone: @escaping @Sendable (String, UInt16) -> Reply?
    ) async throws -> String? {
        try await internet(zone: zone).run(Fixtures.invocation(inputs(name, user)))
            .values[IterativeDNSTest.result]
    }

    @Test("the zone's own servers are asked, and their word is compared")
    func iterative() async throws {
        let zone: @Sendable (String, UInt16) -> Reply? = { name, type in
            switch (name, type) {
            case ("www.example.test", 1): Reply(answers: [(name, 1, [192, 0, 2, 1])])
            case ("alias.example.test", 1):
                Reply(answers: [(name, 5, LoopbackNameServer.name("www.example.test"))])
            case ("www.example.test", _): Reply()
            default: Reply(code: 3)
            }
        }
        #expect(try await iterate("www.example.test", "192.0.2.1", zone: zone) == "CORRECT")
        #expect(try await iterate("www.example.test", "192.0.2.7", zone: zone) == "INCORRECT")
        // An alias is followed from the root again; its address is in another answer.
        #expect(try await iterate("alias.example.test", "192.0.2.1", zone: zone) == "CORRECT")
        #expect(
            try await iterate("www.example.test", "", zone: zone) == "LOOKUP_ERROR_UNCONFIRMED")
        #expect(
            try await iterate("none.example.test", "", zone: zone) == "LOOKUP_ERROR_CONFIRMED")
        #expect(try await iterate("none.else.test", "192.0.2.1", zone: zone) == "LOOKUP_ERROR")
    }

    @Test("servers that fail, refer in a circle or alias endlessly end the walk")
    func broken() async throws {
        let answers: [@Sendable (String, UInt16) -> Reply?] = [
            { _, _ in Reply(code: 2) },
            { _, _ in
                Reply(
                    isAuthoritative: false,
                    authorities: [("test", 2, LoopbackNameServer.name("ns.nic.test"))])
            },
            { name, _ in
                Reply(answers: [
                    (name, 5, LoopbackNameServer.name("a" + name.prefix(40) + ".example.test"))
                ])
            },
            // Not authoritative and without a referral: a lame server.
            { _, _ in Reply(isAuthoritative: false) },
        ]
        for zone in answers {
            #expect(
                try await iterate("www.example.test", "192.0.2.1", zone: zone) == "LOOKUP_ERROR")
        }
    }

    @Test("of an alias in another zone a server's word counts for nothing")
    func foreignAlias() async throws {
        // The address that stands beside the alias is not the other zone's.
        let result = try await iterate("www.example.test", "192.0.2.66") { name, _ in
            Reply(answers: [
                (name, 5, LoopbackNameServer.name("www.else.test")),
                ("www.else.test", 1, [192, 0, 2, 66]),
            ])
        }
        #expect(result == "LOOKUP_ERROR")
    }

    @Test("a referral counts only when it leads down to the name")
    func referrals() throws {
        let name = try DomainName("www.example.test")
        func referral(_ owner: String, below zone: String) -> DelegationWalk.Referral? {
            let record = DNSRecord(
                name: owner, type: DNSRecordType.ns.rawValue, timeToLive: 1, target: "ns.x.test")
            return DelegationWalk.referral(
                in: DNSAnswer(responseCode: .noError, authorities: [record]), below: zone,
                towards: name)
        }
        #expect(referral("test", below: "") != nil)
        #expect(referral("example.test", below: "test")?.servers == ["ns.x.test"])
        #expect(referral("test", below: "test") == nil)
        #expect(referral("test", below: "example.test") == nil)
        #expect(referral("other.test", below: "test") == nil)
        #expect(referral("ample.test", below: "test") == nil)
        #expect(referral("", below: "") == nil)
    }

    @Test("a referral tells where servers within its zone stand, and nothing of others")
    func glue() async throws {
        let own = try LoopbackNameServer(IPAddress(127, 0, 0, 32)) { name, type in
            Reply(answers: type == 1 ? [(name, 1, [192, 0, 2, 1])] : [])
        }
        let silent = try LoopbackNameServer(IPAddress(127, 0, 0, 33)) { _, _ in nil }
        let root = try LoopbackNameServer(
            IPAddress(127, 0, 0, 31), port: own.endpoint.port
        ) { _, _ in
            Reply(
                isAuthoritative: false,
                authorities: [("test", 2, LoopbackNameServer.name("ns.nic.test"))],
                additional: [
                    ("ns.nic.test", 1, [127, 0, 0, 32]), ("other.test", 1, [127, 0, 0, 99]),
                ])
        }
        var runner = IterativeDNSTestRunner(
            roots: [root.endpoint], resolvers: [silent.endpoint],
            policy: AddressPolicy(allowsPrivate: true))
        runner.port = root.endpoint.port
        let findings = try await runner.run(
            Fixtures.invocation(inputs("www.example.test", "192.0.2.1")))
        #expect(findings.values[IterativeDNSTest.result] == "CORRECT")
        // Servers of one zone do not say where those of another stand.
        let record = DNSRecord(
            name: "ns.else.org", type: 1, timeToLive: 1, address: IPAddress(192, 0, 2, 9))
        let referral = DelegationWalk.referral(
            in: DNSAnswer(
                responseCode: .noError,
                authorities: [
                    DNSRecord(name: "example.test", type: 2, timeToLive: 1, target: "ns.else.org")
                ], additional: [record]), below: "test", towards: try DomainName("www.example.test")
        )
        #expect(referral?.servers == ["ns.else.org"])
        #expect(referral?.addresses.isEmpty == true)
    }

    @Test("silent roots and servers at private addresses")
    func noRoots() async throws {
        let root = try LoopbackNameServer(IPAddress(127, 0, 0, 1)) { _, _ in nil }
        var runner = IterativeDNSTestRunner(roots: [root.endpoint], resolvers: [root.endpoint])
        runner.limit = .milliseconds(300)
        let silent = runner
        await #expect(throws: TestFailure.self) {
            try await silent.run(Fixtures.invocation(inputs("www.example.test", "192.0.2.1")))
        }
        // Name servers may not lead the agent into its own network.
        var guarded = try internet { name, _ in Reply(answers: [(name, 1, [192, 0, 2, 1])]) }
        guarded.policy = AddressPolicy()
        let findings = try await guarded.run(
            Fixtures.invocation(inputs("www.example.test", "192.0.2.1")))
        #expect(findings.values[IterativeDNSTest.result] == "LOOKUP_ERROR")
    }
}
