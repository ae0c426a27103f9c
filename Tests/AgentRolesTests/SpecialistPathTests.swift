import AgentRuntime
import InternetProtocols
import Ontology
import Probes
import RoutingData
import Testing

@testable import AgentRoles

/// A small table of origins.
enum IPPrefixTable {
    static let small: PrefixTable? = {
        var builder = PrefixTableBuilder()
        for (text, origin) in [
            ("192.0.2.0/24", 64_500), ("198.51.100.0/24", 64_501), ("127.0.0.0/8", 64_999),
        ] as [(String, UInt32)] {
            guard let prefix = IPPrefix(text) else { return nil }
            builder.insert(prefix, origin: origin)
        }
        return builder.build()
    }()
}

@Suite("The specialist that traces")
struct SpecialistPathTests {
    private typealias Fixtures = SpecialistFixtures

    private func path(
        _ hops: [String?], _ end: TCPTraceOutcome.End, to destination: String = "198.51.100.9",
        source: UInt32? = 64_400
    ) throws -> AutonomousSystemPath {
        let trace = TCPTraceOutcome(
            endpoint: IPEndpoint(try #require(IPAddress(destination)), port: 443),
            hops: hops.enumerated().map {
                TCPTraceHop(timeToLive: $0 + 1, address: $1.flatMap { IPAddress($0) })
            }, end: end, elapsed: .zero)
        return AutonomousSystemPath(
            trace, table: try #require(IPPrefixTable.small), source: source)
    }

    @Test("systems are listed once in a row, silent and unknown hops left out")
    func systems() throws {
        let whole = try path(
            ["10.0.0.1", "192.0.2.1", nil, "192.0.2.2", "198.51.100.1", "198.51.100.9"],
            .reached(hops: 6))
        #expect(whole.systems == [64_400, 64_500, 64_501])
        #expect(whole.destination == 64_501)
        #expect(whole.isReached)
    }

    @Test("it is the destination's system that counts, not the destination")
    func reached() throws {
        #expect(try path(["192.0.2.1", "198.51.100.1"], .silent).isReached)
        #expect(try !path(["192.0.2.1", nil], .silent).isReached)
        #expect(try !path(["192.0.2.1"], .stopped(.networkUnreachable, hops: 1)).isReached)
        #expect(try path([], .refused(hops: 1), to: "203.0.113.1").isReached)
        // A hop of unknown system is not that of a destination of unknown system.
        #expect(try !path(["10.0.0.1"], .silent, to: "203.0.113.1").isReached)
    }

    @Test("a trace over the loopback reaches the system that the table names")
    func loopback() async throws {
        let server = try LoopbackWebServer(nil)
        var runner = AutonomousSystemPathTestRunner(
            table: try #require(IPPrefixTable.small), autonomousSystem: 64_400,
            policy: AddressPolicy(allowsPrivate: true))
        runner.ports = [server.endpoint.port]
        let findings = try await runner.run(
            Fixtures.invocation([
                AgentNames.path("destIP"): "127.0.0.1", AgentNames.path("srcIP"): "192.0.2.7",
            ]))
        #expect(
            findings.values == [
                AutonomousSystemPathTest.result: "OK",
                AutonomousSystemPathTest.systems: "64400,64999",
                AutonomousSystemPathTest.source: "64400",
                AutonomousSystemPathTest.destination: "64999",
            ])
    }

    @Test("private addresses are not traced", arguments: ["127.0.0.1", "10.1.2.3", "fe80::1", "x"])
    func refused(address: String) async throws {
        let runner = AutonomousSystemPathTestRunner(table: PrefixTable())
        await #expect(throws: TestFailure.self) {
            try await runner.run(Fixtures.invocation([AgentNames.path("destIP"): address]))
        }
    }
}
