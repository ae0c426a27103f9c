import Foundation
import InternetProtocols
import Probes
import Testing

@Suite("Tracing the way")
struct TCPTraceProbeTests {
    @Test("an open port on this machine is reached at the first hop")
    func reached() async throws {
        let server = try LoopbackServer { _ = $0.seesEnd() }
        let outcome = try await TCPTraceProbe.trace(to: server.endpoint, timeout: .seconds(10))
        #expect(outcome.end == .reached(hops: 1))
        #expect(outcome.hops.map(\.address) == [server.endpoint.address])
        #expect(outcome.lastAnsweringHop?.timeToLive == 1)
    }

    @Test("a closed port on this machine refuses at the first hop")
    func refused() async throws {
        let outcome = try await TCPTraceProbe.trace(
            to: TestSocket.closedEndpoint(), timeout: .seconds(10))
        #expect(outcome.end == .refused(hops: 1))
    }

    @Test("a silent port ends at the time limit without hops")
    func silent() async throws {
        let (server, held) = try await TCPConnectProbeTests.silentServer()
        let outcome = try await TCPTraceProbe.trace(
            to: server.endpoint, maximumHops: 3, timeout: .milliseconds(200))
        #expect(outcome.end == .silent)
        #expect(outcome.hops.isEmpty)
        withExtendedLifetime(held) {}
    }

    @Test("a trace from an address that this machine lacks was not sent")
    func notSent() async throws {
        let outcome = try await TCPTraceProbe.trace(
            to: TestSocket.closedEndpoint(), timeout: .seconds(10),
            source: ProbeSource(address: IPAddress(192, 0, 2, 1)))
        #expect(outcome.end == .notSent(.addressNotAvailable, errorNumber: EADDRNOTAVAIL))
    }
}

@Suite("Writing little and then much")
struct PathMTUProbeTests {
    @Test("a server that reads acknowledges both writes", arguments: PathMTUProbe.Payload.allCases)
    func acknowledged(_ payload: PathMTUProbe.Payload) async throws {
        let server = try LoopbackServer { _ = $0.seesEnd() }
        let outcome = try await PathMTUProbe.run(
            to: server.endpoint, payload: payload, writeTimeout: .seconds(20))
        #expect(outcome.result == .acknowledged)
        #expect(outcome.smallElapsed != nil)
        #expect(outcome.largeElapsed != nil)
        #expect(try #require(outcome.statistics).pathMTU > 0)
    }

    @Test("what is written is the start of a request and never a whole one")
    func payloads() async throws {
        let received = Mailbox<[UInt8]>()
        let server = try LoopbackServer { peer in
            var bytes: [UInt8] = []
            while true {
                let more = peer.receive()
                if more.isEmpty { break }
                bytes += more
                if bytes.count >= PathMTUProbe.smallCount + PathMTUProbe.largeCount { break }
            }
            received.put(bytes)
        }
        _ = try await PathMTUProbe.run(to: server.endpoint, hostName: "www.example.test")
        let bytes = try #require(try await received.first())
        #expect(bytes.count == PathMTUProbe.smallCount + PathMTUProbe.largeCount)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.hasPrefix("GET / HTTP/1.1\r\nHost: www.example.test\r\n"))
        #expect(!text.contains("\r\n\r\n"))
    }

    @Test("a server with a full buffer leaves the large write unacknowledged")
    func large() async throws {
        let server = try LoopbackServer(receiveBuffer: 2048) { peer in
            usleep(2_000_000)
            _ = peer
        }
        let outcome = try await PathMTUProbe.run(
            to: server.endpoint, writeTimeout: .milliseconds(400))
        guard case .largeUnacknowledged(let bytes) = outcome.result else {
            Issue.record("\(outcome.result)")
            return
        }
        #expect((1...PathMTUProbe.largeCount).contains(bytes))
    }

    @Test("a server that closes ends the measurement with what it had acknowledged")
    func closes() async throws {
        let server = try LoopbackServer(receiveBuffer: 2048) { _ = $0.receive(100) }
        let outcome = try await PathMTUProbe.run(to: server.endpoint, writeTimeout: .seconds(20))
        guard case .ended(let failure, let bytes) = outcome.result else {
            Issue.record("\(outcome.result)")
            return
        }
        #expect(failure == .connectionReset || failure == .connectionClosed)
        #expect((0...(PathMTUProbe.smallCount + PathMTUProbe.largeCount)).contains(bytes))
    }

    @Test("without a connection nothing is written")
    func refused() async throws {
        let outcome = try await PathMTUProbe.run(to: TestSocket.closedEndpoint())
        #expect(outcome.result == .notConnected(.connectionRefused))
    }
}
