import Foundation
import InternetProtocols
import Probes
import Testing

@Suite("Connecting by TCP")
struct TCPConnectProbeTests {
    @Test("an open port connects, and the connection knows its ends and statistics")
    func connects() async throws {
        let server = try LoopbackServer { _ = $0.seesEnd() }
        let outcome = try await TCPConnectProbe.connect(to: server.endpoint)
        #expect(outcome.isConnected)
        #expect(outcome.errorNumber == 0)
        #expect(outcome.localEndpoint?.address == IPAddress(127, 0, 0, 1))
        let connection = try #require(outcome.connection)
        #expect(connection.endpoint == server.endpoint)
        let statistics = try #require(connection.statistics)
        #expect(statistics.pathMTU >= 1280)
        #expect(connection.unacknowledgedBytes == 0)
        connection.close()
        #expect(connection.statistics == nil)
    }

    @Test("a closed port is refused by a reset, without an ICMP error")
    func refused() async throws {
        let outcome = try await TCPConnectProbe.connect(to: TestSocket.closedEndpoint())
        #expect(outcome.failure == .connectionRefused)
        #expect(outcome.errorNumber == ECONNREFUSED)
        #expect(outcome.icmpError == nil)
        #expect(outcome.connection == nil)
    }

    @Test("a port that answers nothing ends at the time limit")
    func timesOut() async throws {
        let (server, held) = try await Self.silentServer()
        let outcome = try await TCPConnectProbe.connect(
            to: server.endpoint, timeout: .milliseconds(200))
        #expect(outcome.failure == .timeout)
        #expect(outcome.elapsed >= .milliseconds(200))
        #expect(outcome.elapsed < .seconds(10))
        withExtendedLifetime(held) {}
    }

    @Test("cancellation ends an attempt before its time limit")
    func cancels() async throws {
        let (server, held) = try await Self.silentServer()
        let start = ContinuousClock.now
        let task = Task {
            try await TCPConnectProbe.connect(to: server.endpoint, timeout: .seconds(60))
        }
        try await Task.sleep(for: .milliseconds(50))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(ContinuousClock.now - start < .seconds(30))
        withExtendedLifetime(held) {}
    }

    @Test("a task that was cancelled before does not connect")
    func cancelledBefore() async throws {
        let endpoint = try TestSocket.closedEndpoint()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await TCPConnectProbe.connect(to: endpoint)
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test("dropping the outcome closes the connection")
    func closesWhenDropped() async throws {
        let ended = Mailbox<Bool>()
        let server = try LoopbackServer { ended.put($0.seesEnd()) }
        _ = try await TCPConnectProbe.connect(to: server.endpoint)
        #expect(try await ended.first() == true)
    }

    @Test("the source address is the one asked for")
    func sourceAddress() async throws {
        let server = try LoopbackServer { _ = $0.seesEnd() }
        let outcome = try await TCPConnectProbe.connect(
            to: server.endpoint, source: ProbeSource(address: IPAddress(127, 0, 0, 2)))
        #expect(outcome.localEndpoint?.address == IPAddress(127, 0, 0, 2))
    }

    @Test("a source address that this machine lacks is an outcome")
    func absentSourceAddress() async throws {
        let outcome = try await TCPConnectProbe.connect(
            to: TestSocket.closedEndpoint(),
            source: ProbeSource(address: IPAddress(192, 0, 2, 1)))
        #expect(outcome.failure == .addressNotAvailable)
    }

    @Test("an interface can be named, and one that does not exist cannot be measured through")
    func interfaces() async throws {
        let server = try LoopbackServer { _ = $0.seesEnd() }
        let outcome = try await TCPConnectProbe.connect(
            to: server.endpoint, source: ProbeSource(interface: "lo"))
        #expect(outcome.isConnected)
        await #expect(throws: ProbeError.interfaceUnusable("absent0")) {
            try await TCPConnectProbe.connect(
                to: server.endpoint, source: ProbeSource(interface: "absent0"))
        }
    }

    @Test("a source of the other family cannot be measured from")
    func otherFamily() async throws {
        let endpoint = try TestSocket.closedEndpoint()
        let source = ProbeSource(address: try IPAddress(parsing: "::1"))
        await #expect(throws: ProbeError.self) {
            try await TCPConnectProbe.connect(to: endpoint, source: source)
        }
    }

    @Test("a hundred attempts at once all end")
    func manyAtOnce() async throws {
        let server = try LoopbackServer(backlog: 256) { _ = $0.seesEnd() }
        let closed = try TestSocket.closedEndpoint()
        let failures = try await withThrowingTaskGroup(of: NetworkFailure?.self) { group in
            for index in 0..<100 {
                let endpoint = index.isMultiple(of: 2) ? server.endpoint : closed
                group.addTask { try await TCPConnectProbe.connect(to: endpoint).failure }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(failures.filter { $0 == nil }.count == 50)
        #expect(failures.filter { $0 == .connectionRefused }.count == 50)
    }

    /// A listener whose queue is full, so that further SYNs go unanswered.
    static func silentServer() async throws -> (LoopbackServer, [TCPConnectOutcome]) {
        let server = try LoopbackServer(backlog: 0, nil)
        var held: [TCPConnectOutcome] = []
        for _ in 0..<16 {
            let outcome = try await TCPConnectProbe.connect(
                to: server.endpoint, timeout: .milliseconds(50))
            if !outcome.isConnected { break }
            held.append(outcome)
        }
        return (server, held)
    }
}
