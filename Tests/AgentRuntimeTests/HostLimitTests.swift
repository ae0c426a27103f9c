import DMEP
import Foundation
import Testing

@testable import AgentRuntime

@Suite("The limits of the server of agents", .timeLimit(.minutes(1)))
struct HostLimitTests {
    private func waiting(at door: Door) -> DocumentHandler {
        { (document, _) async throws(ExchangeRefusal) -> Document in
            await door.pass()
            return document
        }
    }

    private func post(_ port: Int, body: [UInt8] = posted()) async throws -> String {
        try await RawConnection.request(port, "POST", "/agent", [xmlType], body: body)
    }

    @Test("who comes when all places are taken is sent away at once, and told when to come again")
    func overload() async throws {
        let door = Door()
        try await serving(["/agent": waiting(at: door)]) {
            $0.exchanges = 1
            $0.waitingExchanges = 0
        } _: { port in
            async let first = post(port)
            await door.hasSeen(1)
            let second = try await post(port)
            #expect(second.hasPrefix("HTTP/1.1 503 "))
            #expect(second.lowercased().contains("retry-after: 1\r\n"))
            #expect(try problem(in: second).kind == .requestRefused)
            await door.open()
            let answered = try await first
            #expect(answered.hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test("who waits too long for a place is sent away, and who gets it in time is answered")
    func waitingTime() async throws {
        let door = Door()
        try await serving(["/agent": waiting(at: door)]) {
            $0.exchanges = 1
            $0.waitingExchanges = 1
            $0.waitingTime = 50
        } _: { port in
            async let first = post(port)
            await door.hasSeen(1)
            let early = try await post(port)
            #expect(early.hasPrefix("HTTP/1.1 503 "))
            await door.open()
            let answered = try await first
            #expect(answered.hasPrefix("HTTP/1.1 200 "))
            let later = try await post(port)
            #expect(later.hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test("the next in line takes the place of whoever leaves, in order")
    func gateInOrder() async {
        let gate = AdmissionGate(limit: 1, waitingLimit: 8, patience: .seconds(60))
        let journal = Journal()
        #expect(await gate.enter())
        await withTaskGroup(of: Void.self) { group in
            for number in 1...3 {
                group.addTask {
                    if await gate.enter() { await journal.note("\(number)") }
                    gate.leave()
                }
                while gate.counts.waiting < number { await Task.yield() }
            }
            gate.leave()
        }
        #expect(await journal.entries == ["1", "2", "3"])
        #expect(gate.counts == (0, 0))
    }

    @Test("whoever stops waiting leaves the line, and the gate keeps its count")
    func gateCancelled() async {
        let gate = AdmissionGate(limit: 1, waitingLimit: 8, patience: .seconds(60))
        #expect(await gate.enter())
        let waiting = Task { await gate.enter() }
        while gate.counts.waiting < 1 { await Task.yield() }
        waiting.cancel()
        #expect(await waiting.value == false)
        let cancelledBefore = Task {
            while !Task.isCancelled { await Task.yield() }
            return await gate.enter()
        }
        cancelledBefore.cancel()
        #expect(await cancelledBefore.value == false)
        #expect(gate.counts == (1, 0))
        gate.leave()
        #expect(gate.counts == (0, 0))
        #expect(await gate.enter())
    }

    @Test("a body beyond the limit is refused, announced or not")
    func largeBody() async throws {
        let body = [UInt8](repeating: 32, count: 2 << 20)
        try await serving(["/agent": requesterHandler]) { port in
            let announced = try await post(port, body: body)
            #expect(announced.hasPrefix("HTTP/1.1 413 "))
            #expect(try problem(in: announced).kind == .malformed)
            let connection = try RawConnection(port: port)
            defer { connection.close() }
            connection.send(
                "POST /agent HTTP/1.1\r\nHost: localhost\r\n\(xmlType)\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n200000\r\n")
            connection.send(body)
            connection.send("\r\n0\r\n\r\n")
            let chunked = await connection.rest()
            #expect(chunked?.hasPrefix("HTTP/1.1 413 ") == true)
        }
    }

    @Test("bodies that would not fit in memory together are refused")
    func bodyBudget() async throws {
        let door = Door()
        try await serving(["/agent": waiting(at: door)]) {
            $0.bodyBytes = posted().count + 10
        } _: { port in
            async let first = post(port)
            await door.hasSeen(1)
            let refused = try await post(port)
            #expect(refused.hasPrefix("HTTP/1.1 503 "))
            await door.open()
            let answered = try await first
            #expect(answered.hasPrefix("HTTP/1.1 200 "))
            let later = try await post(port)
            #expect(later.hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test("a client that sends the head of a request for ever is cut")
    func slowHead() async throws {
        try await serving(["/agent": requesterHandler], configure: { $0.idleTime = 200 }) { port in
            let connection = try RawConnection(port: port)
            defer { connection.close() }
            connection.send("POST /agent HTTP/1.1\r\nHost: local")
            let dripping = Task {
                while !Task.isCancelled {
                    connection.send("h")
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
            #expect(await connection.rest() != nil)
            dripping.cancel()
            // Before the connection is closed: its number may be another's then.
            _ = await dripping.result
        }
    }

    @Test("a client that sends a body for ever is cut")
    func slowBody() async throws {
        try await serving(["/agent": requesterHandler], configure: { $0.readTime = 200 }) { port in
            let connection = try RawConnection(port: port)
            defer { connection.close() }
            connection.send(
                "POST /agent HTTP/1.1\r\nHost: localhost\r\n\(xmlType)\r\n"
                    + "Content-Length: 100000\r\n\r\n")
            let dripping = Task {
                while !Task.isCancelled {
                    connection.send(" ")
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
            #expect(await connection.rest() != nil)
            dripping.cancel()
            // Before the connection is closed: its number may be another's then.
            _ = await dripping.result
        }
    }

    @Test("a client that does not take in its answer is cut")
    func slowReader() async throws {
        let answer = Array(repeating: UInt8(32), count: 32 << 20)
        try await serving(ontologies: ["large": answer]) {
            $0.writeTime = 200
        } _: { port in
            let connection = try RawConnection(port: port)
            defer { connection.close() }
            connection.send("GET /ontology/large HTTP/1.1\r\nHost: localhost\r\n\r\n")
            try await Task.sleep(for: .milliseconds(1_500))
            let read = try #require(await connection.rest())
            #expect(read.utf8.count < answer.count)
        }
    }

    @Test("connections beyond the limit are closed, and there is room again when others end")
    func connections() async throws {
        try await serving(["/agent": requesterHandler], configure: { $0.connections = 2 }) { port in
            let first = try RawConnection(port: port)
            let second = try RawConnection(port: port)
            defer { second.close() }
            // An answer tells that the server has taken both in.
            for connection in [first, second] {
                connection.send("HEAD /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
            }
            try await Task.sleep(for: .milliseconds(200))
            let third = try RawConnection(port: port)
            #expect(await third.rest() == "")
            third.close()
            first.close()
            var answer = ""
            for _ in 1...100 where !answer.hasPrefix("HTTP/1.1 200") {
                try await Task.sleep(for: .milliseconds(20))
                answer = (try? await RawConnection.request(port, "GET", "/health")) ?? ""
            }
            #expect(answer.hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test("a head beyond the limit is refused")
    func largeHead() async throws {
        try await serving(["/agent": requesterHandler]) { port in
            let connection = try RawConnection(port: port)
            defer { connection.close() }
            connection.send("GET /health HTTP/1.1\r\nHost: localhost\r\nX: ")
            connection.send([UInt8](repeating: 65, count: 200_000))
            connection.send("\r\n\r\n")
            let answer = try #require(await connection.rest())
            #expect(!answer.hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test("a server that stops finishes what it works on and takes nothing more")
    func stops() async throws {
        let door = Door()
        let (answers, source) = AsyncStream.makeStream(of: String?.self)
        let port = try await serving(["/agent": waiting(at: door)]) { port in
            let connection = try RawConnection(port: port)
            let bytes = posted()
            connection.send(
                "POST /agent HTTP/1.1\r\nHost: localhost\r\n\(xmlType)\r\n"
                    + "Content-Length: \(bytes.count)\r\n\r\n")
            connection.send(bytes)
            await door.hasSeen(1)
            Task {
                source.yield(await connection.rest())
                connection.close()
            }
            Task {
                // By now the server is stopping.
                while (try? RawConnection(port: port).close()) != nil {
                    try await Task.sleep(for: .milliseconds(5))
                }
                await door.open()
            }
            return port
        }
        var answer: String?
        for await first in answers {
            answer = first
            break
        }
        #expect(answer?.hasPrefix("HTTP/1.1 200 ") == true)
        #expect(throws: RawConnection.Failure.self) { try RawConnection(port: port) }
    }

    @Test("a server stops while clients keep coming")
    func stopsUnderLoad() async throws {
        for _ in 1...4 {
            let (ends, end) = AsyncStream.makeStream(of: Void.self)
            try await serving(["/agent": requesterHandler]) { port in
                for _ in 1...4 {
                    // Connections block: not in tasks, whose threads the server needs.
                    Thread.detachNewThread {
                        while let connection = try? RawConnection(port: port) {
                            connection.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            connection.close()
                        }
                        end.yield()
                    }
                }
                _ = try await RawConnection.request(port, "GET", "/health")
            }
            var count = 0
            for await _ in ends {
                count += 1
                if count == 4 { break }
            }
        }
    }

    @Test("a signal to terminate stops the server and not the process")
    func signal() async throws {
        var configuration = AgentServerConfiguration()
        configuration.stopsOnSignals = true
        let server = try AgentServer(configuration: configuration, handlers: [:])
        try await server.run { _ in kill(getpid(), SIGTERM) }
    }

    @Test("a server that stops does not wait for ever for what it works on")
    func stopsInTime() async throws {
        let door = Door()
        let (endings, ends) = AsyncStream.makeStream(of: String?.self)
        let handler: DocumentHandler = { (document, _) async throws(ExchangeRefusal) -> Document in
            await door.pass()
            return document
        }
        try await serving(["/agent": handler], configure: { $0.stoppingTime = 100 }) { port in
            let connection = try RawConnection(port: port)
            let bytes = posted()
            connection.send(
                "POST /agent HTTP/1.1\r\nHost: localhost\r\n\(xmlType)\r\n"
                    + "Content-Length: \(bytes.count)\r\n\r\n")
            connection.send(bytes)
            await door.hasSeen(1)
            Task {
                let end = await connection.rest()
                connection.close()
                ends.yield(end)
                await door.open()
            }
        }
        var end: String?
        for await first in endings {
            end = first
            break
        }
        #expect(end == "")
    }
}
