import Foundation
import InternetProtocols
import Probes
import Testing

@Suite("Asking a name server")
struct DNSProbeTests {
    private let name: DomainName

    init() throws { name = try DomainName("www.example.test") }

    private func ask(
        _ type: DNSRecordType = .a, timeout: Duration = .seconds(5), tries: Int = 1,
        checkingDisabled: Bool = false,
        _ script: @escaping @Sendable ([UInt8]) -> [[UInt8]]
    ) async throws -> DNSOutcome {
        let server = try DatagramServer(script)
        return try await DNSProbe.query(
            name, type: type, server: server.endpoint, transport: .udp, timeout: timeout,
            tries: tries, checkingDisabled: checkingDisabled)
    }

    @Test("addresses come with their chain of names and times to live")
    func chain() async throws {
        let outcome = try await ask { query in
            var reply = DNSReply()
            let edge = DNSReply.name("edge.cdn.test")
            reply.answers = [
                DNSReply.record(5, edge, timeToLive: 60),
                DNSReply.record(1, [192, 0, 2, 7], name: edge, timeToLive: 20),
                DNSReply.record(1, [192, 0, 2, 8], name: edge, timeToLive: 20),
            ]
            return [reply.bytes(to: query)]
        }
        #expect(outcome.failure == nil)
        let answer = try #require(outcome.answer)
        #expect(answer.responseCode == .noError)
        #expect(answer.addresses == [IPAddress(192, 0, 2, 7), IPAddress(192, 0, 2, 8)])
        #expect(answer.canonicalNames == ["edge.cdn.test"])
        #expect(answer.smallestTimeToLive == 20)
        #expect(answer.isRecursionAvailable)
        #expect(outcome.tries == 1)
        #expect(outcome.roundTripTime != nil)
        #expect(outcome.lookupFailure == nil)
    }

    @Test("an IPv6 address is read from an AAAA record")
    func ipv6() async throws {
        let address = try IPAddress(parsing: "2001:db8::7")
        let outcome = try await ask(.aaaa) { query in
            var reply = DNSReply()
            reply.answers = [DNSReply.record(28, address.bytes)]
            return [reply.bytes(to: query)]
        }
        #expect(outcome.answer?.addresses == [address])
    }

    @Test("a name that does not exist is an answer, with the zone that says so")
    func nameError() async throws {
        let outcome = try await ask { query in
            var reply = DNSReply()
            reply.flags = 0x8183
            let soa =
                DNSReply.name("ns.example.test") + DNSReply.name("x.example.test")
                + [UInt8](repeating: 0, count: 20)
            reply.authorities = [DNSReply.record(6, soa, name: DNSReply.name("example.test"))]
            return [reply.bytes(to: query)]
        }
        #expect(outcome.failure == nil)
        #expect(outcome.answer?.responseCode == .nameError)
        #expect(outcome.answer?.authorities.first?.target == "ns.example.test")
        #expect(outcome.lookupFailure == .nameNotFound)
    }

    @Test("a server failure carries the resolver's extended error")
    func extendedError() async throws {
        let outcome = try await ask { query in
            var reply = DNSReply()
            reply.flags = 0x8182
            reply.additional = [DNSReply.extendedError(7, "expired on Tuesday")]
            return [reply.bytes(to: query)]
        }
        #expect(outcome.answer?.responseCode == .serverFailure)
        let error = try #require(outcome.answer?.extendedErrors.first)
        #expect(error == ExtendedDNSError(code: 7, text: "expired on Tuesday"))
        #expect(error.name == "Signature Expired")
        #expect(error.saysSignatureInvalid)
    }

    @Test("the OPT record adds the high bits of the response code")
    func extendedCode() async throws {
        let outcome = try await ask { query in
            var reply = DNSReply()
            reply.additional = [DNSReply.extendedError(0, "", highCode: 1)]
            return [reply.bytes(to: query)]
        }
        #expect(outcome.answer?.responseCode.description == "BADVERS")
    }

    @Test("the query asks for recursion, AD, EDNS and, when told, no checking")
    func queryBits() async throws {
        let queries = Mailbox<[UInt8]>()
        for checkingDisabled in [false, true] {
            _ = try await ask(checkingDisabled: checkingDisabled) { query in
                queries.put(query)
                return [DNSReply().bytes(to: query)]
            }
        }
        let seen = queries.values
        #expect(seen.count == 2)
        for (query, flags) in zip(seen, [0x0120, 0x0130]) {
            #expect(Int(query[2]) << 8 | Int(query[3]) == flags)
            #expect(Array(query[10..<12]) == [0, 1])
            #expect(Array(query.suffix(11)) == [0, 0, 41, 0x04, 0xd0, 0, 0, 0, 0, 0, 0])
        }
    }

    @Test("answers to another question are passed over")
    func unrelated() async throws {
        let outcome = try await ask { query in
            var wrongIdentifier = DNSReply().bytes(to: query)
            wrongIdentifier[0] ^= 0xff
            var wrongName = DNSReply().bytes(to: query)
            wrongName[13] = UInt8(ascii: "z")
            var reply = DNSReply()
            reply.answers = [DNSReply.record(1, [192, 0, 2, 9])]
            return [wrongIdentifier, wrongName, query, reply.bytes(to: query)]
        }
        #expect(outcome.answer?.addresses == [IPAddress(192, 0, 2, 9)])
    }

    @Test("a lost query is sent again")
    func secondTry() async throws {
        let queries = Mailbox<Int>()
        let outcome = try await ask(timeout: .seconds(30), tries: 3) { query in
            queries.put(query.count)
            return queries.values.count < 2 ? [] : [DNSReply().bytes(to: query)]
        }
        #expect(outcome.answer != nil)
        #expect(outcome.tries == 2)
    }

    @Test("silence ends at the time limit after all tries")
    func silence() async throws {
        let outcome = try await ask(timeout: .milliseconds(200), tries: 2) { _ in [] }
        #expect(outcome.failure == .timeout)
        #expect((1...2).contains(outcome.tries))
        #expect(outcome.answer == nil)
    }

    @Test("a host without the service refuses at once, and the ICMP error names it")
    func refused() async throws {
        let endpoint = try TestSocket.closedEndpoint(SOCK_DGRAM)
        let outcome = try await DNSProbe.query(name, type: .a, server: endpoint, transport: .udp)
        #expect(outcome.failure == .connectionRefused)
        #expect(outcome.icmpError?.offender == endpoint.address)
    }

    @Test(
        "hostile answers are malformed and never a trap",
        arguments: [
            // A name that points at itself, and two that point at each other.
            DNSReply.record(5, [0xc0, 45], name: [0xc0, 12]),
            [0xc0, 34] + DNSReply.record(1, [1, 2, 3, 4], name: []),
            // Lengths beyond the end, and none at all.
            [0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0xff, 0xff], [63], [0xc0], [],
            [0x80, 1, 0, 1], DNSReply.record(1, [1, 2, 3]), DNSReply.record(28, [1]),
        ])
    func hostile(_ record: [UInt8]) async throws {
        let outcome = try await ask { query in
            var reply = DNSReply()
            reply.answers = [record]
            return [reply.bytes(to: query)]
        }
        #expect(outcome.failure == .malformedResponse)
    }

    @Test("every cut of an answer is refused, and every flipped byte read without a trap")
    func mutilated() async throws {
        @Sendable func whole(_ query: [UInt8]) -> [UInt8] {
            var reply = DNSReply()
            reply.answers = [
                DNSReply.record(5, DNSReply.name("a.b.test")), DNSReply.record(1, [1, 2, 3, 4]),
            ]
            reply.additional = [DNSReply.extendedError(15, "blocked")]
            return reply.bytes(to: query)
        }
        // The first label of the question says which byte is meant, as `c17` or `f17`.
        let server = try DatagramServer { query in
            let label = String(decoding: query[13..<(13 + Int(query[12]))], as: UTF8.self)
            var bytes = whole(query)
            let index = min(Int(label.dropFirst()) ?? 0, bytes.count - 1)
            if label.hasPrefix("c") {
                bytes = Array(bytes.prefix(max(1, index)))
            } else {
                bytes[index] ^= 0xff
            }
            return [bytes]
        }
        func ask(_ label: String) async throws -> DNSOutcome {
            try await DNSProbe.query(
                DomainName("\(label).test"), type: .a, server: server.endpoint, transport: .udp,
                timeout: .milliseconds(20), tries: 1)
        }
        for index in 1..<100 {
            #expect(try await ask("c\(index)").answer == nil)
            let flipped = try await ask("f\(index)")
            #expect((flipped.answer == nil) == (flipped.failure != nil))
        }
    }

    @Test("garbage that never becomes an answer is malformed, not silent")
    func garbage() async throws {
        let outcome = try await ask(timeout: .milliseconds(200)) { _ in [[1, 2, 3]] }
        #expect(outcome.failure == .malformedResponse)
    }

    @Test("a truncated answer is fetched again over TCP")
    func truncation() async throws {
        let stream = try LoopbackServer { peer in
            let length = peer.receive(2)
            let query = peer.receive(Int(length[0]) << 8 | Int(length[1]))
            var reply = DNSReply()
            reply.answers = (0..<100).map { DNSReply.record(1, [192, 0, 2, UInt8($0)]) }
            let bytes = reply.bytes(to: query)
            peer.send(DNSReply.number(UInt16(bytes.count)) + bytes.prefix(20))
            peer.send(Array(bytes.dropFirst(20)))
            _ = peer.seesEnd()
        }
        let datagram = try DatagramServer(port: stream.endpoint.port) { query in
            var reply = DNSReply()
            reply.flags = 0x8380
            return [reply.bytes(to: query)]
        }
        let cut = try await DNSProbe.query(
            name, type: .a, server: datagram.endpoint, transport: .udp)
        #expect(cut.answer?.isTruncated == true)
        let whole = try await DNSProbe.query(
            name, type: .a, server: datagram.endpoint, transport: .udpThenTCP)
        #expect(whole.answer?.addresses.count == 100)
        #expect(whole.transport == .tcp)
        #expect(whole.tries == 2)
    }

    @Test("a server that closes the connection without an answer is named so")
    func closedStream() async throws {
        let server = try LoopbackServer { _ = $0.receive() }
        let outcome = try await DNSProbe.query(
            name, type: .a, server: server.endpoint, transport: .tcp)
        #expect(outcome.failure == .connectionClosed)
    }

    @Test("cancellation ends a query")
    func cancels() async throws {
        let server = try DatagramServer { _ in [] }
        let task = Task {
            try await DNSProbe.query(
                name, type: .a, server: server.endpoint, timeout: .seconds(60))
        }
        try await Task.sleep(for: .milliseconds(30))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}

@Suite("Looking up by the system")
struct SystemResolverProbeTests {
    @Test("the name of this machine leads to the loopback")
    func localhost() async throws {
        let outcome = try await SystemResolverProbe.resolve("localhost")
        #expect(outcome.failure == nil)
        #expect(!outcome.addresses.isEmpty)
        #expect(outcome.addresses.allSatisfy { $0.isLoopback })
    }

    @Test("an address is its own answer, and only of the family asked for")
    func literal() async throws {
        let outcome = try await SystemResolverProbe.resolve("192.0.2.5")
        #expect(outcome.addresses == [IPAddress(192, 0, 2, 5)])
        let other = try await SystemResolverProbe.resolve("192.0.2.5", family: .ipv6)
        #expect(other.failure == .nameNotFound)
        #expect(other.lookupErrorNumber != 0)
    }

    @Test("a text that is no name fails without a trap", arguments: ["", "a b", "x\0y", "."])
    func hostile(_ text: String) async throws {
        #expect(try await SystemResolverProbe.resolve(text).failure != nil)
    }
}
