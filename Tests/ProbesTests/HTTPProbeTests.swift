import Foundation
import InternetProtocols
import Probes
import Testing

@Suite("Asking for a page")
struct HTTPProbeTests {
    private func get(
        _ text: String = "http://www.example.test/", method: String = "GET",
        timeout: Duration = .seconds(20), bodyLimit: Int = 65_536, transferLimit: Int = 1 << 20,
        absoluteForm: Bool = false, transferDuration: Duration? = nil,
        _ script: @escaping @Sendable (LoopbackServer.Peer) -> Void
    ) async throws -> HTTPOutcome {
        let server = try LoopbackServer(script)
        let connected = try await TCPConnectProbe.connect(to: server.endpoint)
        return try await HTTPProbe.get(
            TargetURL(text), over: try #require(connected.connection), method: method,
            timeout: timeout, bodyLimit: bodyLimit, transferLimit: transferLimit,
            absoluteForm: absoluteForm, transferDuration: transferDuration)
    }

    @Test("status, fields, body and times of a response are kept")
    func whole() async throws {
        let outcome = try await get { peer in
            _ = peer.receiveHead()
            peer.send("HTTP/1.1 503 Busy\r\nRetry-After: 120\r\nserver: x\r\n")
            peer.send("Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: 5\r\n\r\nhello")
            _ = peer.seesEnd()
        }
        #expect(outcome.failure == nil)
        #expect(outcome.status == 503)
        #expect(outcome.value(of: "retry-after") == "120")
        #expect(outcome.value(of: "Server") == "x")
        #expect(outcome.date == Date(timeIntervalSince1970: 784_111_777))
        #expect(outcome.body == Array("hello".utf8))
        #expect(outcome.isComplete)
        #expect(outcome.bodyByteCount == 5)
        let first = try #require(outcome.timeToFirstByte)
        #expect(first <= outcome.elapsed)
        #expect(outcome.statistics != nil)
    }

    @Test(
        "the request names host and path as the URL has them",
        arguments: [
            ("http://www.example.test/a?b=c", false, "GET /a?b=c HTTP/1.1", "www.example.test"),
            ("http://www.example.test:8080", false, "GET / HTTP/1.1", "www.example.test:8080"),
            ("https://www.example.test:443/", false, "GET / HTTP/1.1", "www.example.test"),
            ("http://[2001:db8::1]:81/", false, "GET / HTTP/1.1", "[2001:db8::1]:81"),
            ("http://[fe80::1%25eth0]/", false, "GET / HTTP/1.1", "[fe80::1]"),
            ("http://a.test/x", true, "GET http://a.test/x HTTP/1.1", "a.test"),
        ])
    func request(_ url: String, _ absolute: Bool, _ line: String, _ host: String) async throws {
        let heads = Mailbox<String>()
        _ = try await get(url, absoluteForm: absolute) { peer in
            heads.put(peer.receiveHead())
            peer.send("HTTP/1.1 204 No Content\r\n\r\n")
        }
        let lines = try #require(heads.values.first).split(separator: "\r\n")
        #expect(lines.first.map(String.init) == line)
        #expect(lines.filter { $0.lowercased().hasPrefix("host:") } == ["Host: \(host)"])
        #expect(lines.contains("Connection: close"))
    }

    @Test("a chunked body is joined, and interim responses are passed over")
    func chunked() async throws {
        let outcome = try await get { peer in
            _ = peer.receiveHead()
            peer.send("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n")
            peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")
            peer.send("2\r\nde\r\n0\r\n\r\n")
            _ = peer.seesEnd()
        }
        #expect(outcome.status == 200)
        #expect(outcome.body == Array("abcde".utf8))
        #expect(outcome.isComplete)
    }

    @Test("a response without body, as to HEAD, is whole")
    func head() async throws {
        let outcome = try await get(method: "HEAD") { peer in
            _ = peer.receiveHead()
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
            _ = peer.seesEnd()
        }
        #expect(outcome.failure == nil)
        #expect(outcome.isComplete)
        #expect(outcome.bodyByteCount == 0)
    }

    @Test("a long body is counted to the limit and kept in part")
    func limits() async throws {
        let outcome = try await get(bodyLimit: 10, transferLimit: 100_000) { peer in
            _ = peer.receiveHead()
            peer.send("HTTP/1.1 200 OK\r\n\r\n")
            for _ in 0..<100 { peer.send([UInt8](repeating: 65, count: 10_000)) }
        }
        #expect(outcome.failure == nil)
        #expect(!outcome.isComplete)
        #expect(outcome.body.count == 10)
        #expect(outcome.bodyByteCount >= 100_000)
    }

    @Test("a transfer ends without failure when its time is over, and has a rate")
    func transfer() async throws {
        let outcome = try await get(transferDuration: .milliseconds(300)) { peer in
            _ = peer.receiveHead()
            peer.send("HTTP/1.1 200 OK\r\n\r\n")
            for _ in 0..<300 {
                peer.send("0123456789")
                usleep(10_000)
            }
        }
        #expect(outcome.failure == nil)
        #expect(!outcome.isComplete)
        #expect(outcome.bodyByteCount > 0)
        #expect(try #require(outcome.bytesPerSecond) > 0)
    }

    @Test("a timeout keeps what had arrived")
    func slow() async throws {
        let outcome = try await get(timeout: .milliseconds(400)) { peer in
            _ = peer.receiveHead()
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
            _ = peer.seesEnd()
        }
        #expect(outcome.failure == .timeout)
        #expect(outcome.status == 200)
        #expect(outcome.body == Array("half".utf8))
        let silent = try await get(timeout: .milliseconds(100)) { _ = $0.seesEnd() }
        #expect(silent.failure == .timeout)
        #expect(silent.status == nil)
        #expect(silent.timeToFirstByte == nil)
    }

    @Test("closing before a response, within a body, and by reset are told apart")
    func endings() async throws {
        let early = try await get { _ = $0.receiveHead() }
        #expect(early.failure == .connectionClosed)
        #expect(early.status == nil)
        let within = try await get { peer in
            _ = peer.receiveHead()
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
        }
        #expect(within.failure == .connectionClosed)
        #expect(within.status == 200)
        #expect(within.bodyByteCount == 4)
        let reset = try await get { peer in
            _ = peer.receiveHead()
            peer.resetOnClose()
        }
        #expect(reset.failure == .connectionReset)
    }

    @Test(
        "what is no response is malformed",
        arguments: [
            "SSH-2.0-OpenSSH_9.2\r\n", "\u{0}\u{1}\u{2}\r\n\r\n", "HTTP/9.9.9 x\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        ])
    func garbage(_ text: String) async throws {
        let outcome = try await get { peer in
            _ = peer.receiveHead()
            peer.send(text)
            _ = peer.seesEnd()
        }
        #expect(outcome.failure == .malformedResponse)
    }

    @Test("a head without end is too large")
    func hugeHead() async throws {
        let outcome = try await get { peer in
            _ = peer.receiveHead()
            peer.send("HTTP/1.1 200 OK\r\n")
            for index in 0..<4000 {
                peer.send("X-\(index): \(String(repeating: "a", count: 1000))\r\n")
            }
        }
        #expect(outcome.failure == .headerTooLarge)
    }

    @Test("cancellation closes the connection")
    func cancels() async throws {
        let arrived = Mailbox<String>()
        let ended = Mailbox<Bool>()
        let task = Task {
            try await get(timeout: .seconds(60)) { peer in
                arrived.put(peer.receiveHead())
                ended.put(peer.seesEnd())
            }
        }
        #expect(try await arrived.first() != nil)
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await ended.first() == true)
    }

    @Test("the clock's offset is the date against the middle of the exchange")
    func clockOffset() {
        let start = Date(timeIntervalSince1970: 1000)
        let offset = HTTPOutcome.clockOffset(
            server: start.addingTimeInterval(3600), requested: start,
            responded: start.addingTimeInterval(1))
        #expect(offset == .seconds(3600))
        let slow = HTTPOutcome.clockOffset(
            server: start.addingTimeInterval(-60), requested: start, responded: start)
        #expect(slow == .milliseconds(-59_500))
    }
}
