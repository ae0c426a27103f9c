import AgentRuntime
import Foundation
import InternetProtocols
import Ontology
import Probes
import Testing

@testable import AgentRoles

@Suite("The vantage elsewhere")
struct SpecialistVantageTests {
    private typealias Fixtures = SpecialistFixtures

    private func runner(
        _ server: IPEndpoint, perDestination: RequestRate = RequestRate(burst: 100, perMinute: 0)
    ) -> RemoteVantageRunner {
        RemoteVantageRunner(
            vantage: "https://agent.example/",
            policy: AddressPolicy(allowsPrivate: true, ports: [server.port]),
            perDestination: perDestination)
    }

    private func inputs(
        _ server: IPEndpoint, path: String = "/", errorCode: String? = nil
    ) -> [PropertyPath: String] {
        var inputs = [
            RemoteVantage.address: server.address.description,
            RemoteVantage.port: String(server.port),
            RemoteVantage.url: "http://www.example.test:\(server.port)\(path)",
        ]
        inputs[RemoteVantage.errorCode] = errorCode
        return inputs
    }

    @Test(
        "what works here works, redirects and errors of the request included",
        arguments: ["200 OK", "302 Found\r\nLocation: http://127.0.0.1:1/", "404 Not Found"])
    func works(head: String) async throws {
        let server = try LoopbackWebServer("HTTP/1.1 \(head)\r\nContent-Length: 6\r\n\r\nsecret")
        let findings = try await runner(server.endpoint).run(
            Fixtures.invocation(inputs(server.endpoint, errorCode: "14")))
        #expect(
            findings.values == [
                RemoteVantage.visit: "OK", RemoteVantage.vantage: "https://agent.example/",
            ])
        #expect(RemoteEvidence.tests(of: findings.values) == ["remote.visit": "ok"])
    }

    @Test("a failure here is compared with the user's own")
    func compares() async throws {
        let closed = LoopbackWebServer.closed
        func result(_ code: String?) async throws -> String? {
            try await runner(closed).run(Fixtures.invocation(inputs(closed, errorCode: code)))
                .values[RemoteVantage.visit]
        }
        #expect(try await result("13") == "SAME_FAILURE")
        #expect(try await result("14") == "OTHER_FAILURE")
        #expect(try await result(nil) == "SAME_FAILURE")
        let mute = try LoopbackWebServer(nil)
        let cut = try await runner(mute.endpoint).run(
            Fixtures.invocation(inputs(mute.endpoint, errorCode: "20")))
        #expect(cut.values[RemoteVantage.visit] == "SAME_FAILURE")
        let failing = try LoopbackWebServer("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")
        let busy = try await runner(failing.endpoint).run(
            Fixtures.invocation(inputs(failing.endpoint, errorCode: "30")))
        #expect(busy.values[RemoteVantage.visit] == "OTHER_FAILURE")
        #expect(RemoteEvidence.tests(of: busy.values).isEmpty)
    }

    @Test("with only an address revealed the connection alone is repeated")
    func addressOnly() async throws {
        let server = try LoopbackWebServer(nil)
        let findings = try await runner(server.endpoint).run(
            Fixtures.invocation([
                RemoteVantage.address: "127.0.0.1",
                RemoteVantage.port: String(server.endpoint.port),
            ]))
        #expect(findings.values[RemoteVantage.visit] == "OK")
    }

    @Test(
        "what is not public is not visited",
        arguments: [
            "127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254",
            "100.64.0.1", "224.0.0.1", "255.255.255.255", "0.0.0.0", "::1", "::", "fe80::1",
            "fe80::1%eth0", "fd00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
            "64:ff9b::10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::1", "2002:a00:1::", "localhost",
            "",
        ])
    func refused(address: String) async throws {
        let runner = RemoteVantageRunner(vantage: "v")
        await #expect(throws: TestFailure.self) {
            try await runner.run(Fixtures.invocation([RemoteVantage.address: address]))
        }
    }

    @Test("a policy for laboratories still knows addresses of no host, and public ones pass")
    func policy() throws {
        let lab = AddressPolicy(allowsPrivate: true)
        #expect(lab.refusal(of: IPAddress(10, 0, 0, 1)) == nil)
        #expect(lab.refusal(of: IPAddress(224, 0, 0, 1)) != nil)
        #expect(lab.refusal(of: IPAddress(0, 0, 0, 0)) != nil)
        for text in ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"] {
            #expect(AddressPolicy().refusal(of: try #require(IPAddress(text))) == nil, "\(text)")
        }
    }

    @Test("other ports, wrong URLs and a name that stands for another address are not followed")
    func requests() throws {
        func read(_ inputs: [PropertyPath: String]) throws -> RemoteVisitRequest {
            try RemoteVisitRequest(inputs, policy: AddressPolicy())
        }
        let address = [RemoteVantage.address: "93.184.216.34"]
        for (path, value) in [
            (RemoteVantage.port, "22"), (RemoteVantage.port, "0"), (RemoteVantage.port, "x"),
            (RemoteVantage.url, "http://example.com:25/"), (RemoteVantage.url, "file:///etc"),
        ] {
            #expect(throws: TestFailure.self) {
                try read(address.merging([path: value]) { $1 })
            }
        }
        // The name is for the server to hear, never to look up.
        let named = try read(address.merging([RemoteVantage.name: "example.com"]) { $1 })
        #expect(named.endpoint.description == "93.184.216.34:443")
        #expect(named.url?.description == "https://example.com/")
        let other = try read(address.merging([RemoteVantage.url: "http://10.0.0.1/"]) { $1 })
        #expect(other.url == nil)
        #expect(other.endpoint.description == "93.184.216.34:80")
    }

    @Test("certificates are compared by their digest, however it is written")
    func certificates() throws {
        let digest = String(repeating: "0a", count: 32)
        let written = Array(repeating: "0A", count: 32).joined(separator: ":")
        let request = try RemoteVisitRequest(
            [RemoteVantage.address: "93.184.216.34", RemoteVantage.certificateHash: written],
            policy: AddressPolicy())
        func values(_ hash: String?) -> [PropertyPath: String] {
            RemoteVantageRunner.values(
                request, RemoteVisit(ending: .answered, certificateHash: hash), .answered,
                vantage: "v")
        }
        #expect(values(digest)[RemoteVantage.certificate] == "same")
        #expect(
            values(String(repeating: "0b", count: 32))[RemoteVantage.certificate] == "different")
        #expect(values(nil)[RemoteVantage.certificate] == nil)
        #expect(RemoteEvidence.tests(of: values(digest))["remote.certificate"] == "same")
    }

    @Test("one destination is visited so often and no more, and does not use up the others' share")
    func rates() async throws {
        let server = try LoopbackWebServer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        let limited = runner(
            server.endpoint, perDestination: RequestRate(burst: 2, perMinute: 0))
        let invocation = Fixtures.invocation(inputs(server.endpoint))
        _ = try await limited.run(invocation)
        _ = try await limited.run(invocation)
        await #expect(throws: TestFailure.self) { try await limited.run(invocation) }
        var rate = RequestRate(burst: 2, perMinute: 6, capacity: 2)
        // A tenth of a minute refills one of six; a clock set back refills nothing.
        let steps: [(key: String, time: Int64, isAdmitted: Bool)] = [
            ("a", 0, true), ("a", 0, true), ("a", 0, false), ("b", 0, true), ("a", 9_000, false),
            ("a", 10_100, true), ("a", 5_000, false), ("a", 10_100, false),
        ]
        for step in steps {
            let isAdmitted = rate.admits(step.key, at: step.time)
            #expect(isAdmitted == step.isAdmitted, "\(step)")
        }
    }

    @Test("a failure of this machine itself says nothing of the server")
    func ownFailures() {
        for failure in [
            NetworkFailure.permissionDenied, .networkDown, .familyNotSupported,
            .networkUnreachable, .hostUnreachable,
        ] {
            #expect(VisitEnding(failure) == nil, "\(failure)")
        }
        #expect(VisitEnding(.timeout) == .silent)
        #expect(VisitEnding(errorCode: nil, status: nil) == nil)
        #expect(VisitEnding(errorCode: "0", status: "FAIL") == .failed)
    }

    @Test("tests are timed, those that fail, too")
    func timing() async throws {
        let timed = TimedTestRunner(runner(LoopbackWebServer.closed))
        #expect(timed.duration == nil)
        _ = try await timed.run(Fixtures.invocation(inputs(LoopbackWebServer.closed)))
        _ = try? await timed.run(Fixtures.invocation([:]))
        let duration = try #require(timed.duration)
        #expect(duration.percentile95 >= duration.mean)
        let known = try #require(TestDuration(of: (1...100).map { Double($0) }))
        #expect(known.mean == 50.5)
        #expect(known.percentile95 == 95)
    }
}
