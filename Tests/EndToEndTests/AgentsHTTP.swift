import Foundation

/// Speaks HTTP over a plain socket of the loopback, so that nothing stands between a test and the agent.
enum AgentsHTTP {
    /// What came back.
    struct Answer: Sendable {
        var status: Int
        var fields: [String: String]
        var bytes: [UInt8]

        var text: String { String(decoding: bytes, as: UTF8.self) }
        var json: AgentsJSON { (try? AgentsJSON(bytes: bytes)) ?? .null }
    }

    /// Why nothing came back.
    struct NoAnswer: Error, CustomStringConvertible {
        var description: String
    }

    static func get(_ path: String, port: Int, seconds: Double = 10) async throws -> Answer {
        try await exchange("GET", path, port: port, fields: [:], body: [], seconds: seconds)
    }

    static func post(
        _ body: [UInt8], to path: String, port: Int, type: String = "application/json",
        token: String? = nil, seconds: Double = 60
    ) async throws -> Answer {
        var fields = ["Content-Type": type, "Accept": "application/json"]
        if let token { fields["Authorization"] = "Bearer \(token)" }
        return try await exchange(
            "POST", path, port: port, fields: fields, body: body, seconds: seconds)
    }

    private static func exchange(
        _ method: String, _ path: String, port: Int, fields: [String: String], body: [UInt8],
        seconds: Double
    ) async throws -> Answer {
        var head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n"
        head += "Connection: close\r\nContent-Length: \(body.count)\r\n"
        for (name, value) in fields { head += "\(name): \(value)\r\n" }
        let request = Array((head + "\r\n").utf8) + body
        return try await withCheckedThrowingContinuation { continuation in
            // A thread of its own: it blocks, and threads of the pool are few.
            Thread.detachNewThread {
                continuation.resume(
                    with: Result { try exchange(request, port: port, seconds: seconds) })
            }
        }
    }

    private static func exchange(
        _ request: [UInt8], port: Int, seconds: Double
    ) throws -> Answer {
        let socket = try AgentsSocket.stream()
        defer { close(socket) }
        guard AgentsSocket.withAddress(port: port, { connect(socket, $0, $1) }) == 0 else {
            throw NoAnswer(description: "port \(port): \(String(cString: strerror(errno)))")
        }
        let end = Date().addingTimeInterval(seconds)
        var sent = 0
        var received = [UInt8]()
        var buffer = [UInt8](repeating: 0, count: 65_536)
        _ = fcntl(socket, F_SETFL, O_NONBLOCK)
        while true {
            let left = end.timeIntervalSinceNow
            guard left > 0 else { throw NoAnswer(description: "port \(port): no answer in time") }
            // The answer to a body that is too large comes before all of it is sent.
            let events = Int16(POLLIN) | (sent < request.count ? Int16(POLLOUT) : 0)
            var ready = pollfd(fd: socket, events: events, revents: 0)
            guard poll(&ready, 1, Int32(left * 1_000) + 1) > 0 else { continue }
            if ready.revents & Int16(POLLOUT) != 0, sent < request.count {
                let count = request[sent...].withUnsafeBytes {
                    send(socket, $0.baseAddress, min($0.count, 65_536), Int32(MSG_NOSIGNAL))
                }
                if count > 0 { sent += count }
                // Whoever closed may have answered before.
                if count < 0, errno != EAGAIN, errno != EINTR { sent = request.count }
            }
            guard ready.revents & Int16(POLLIN | POLLHUP | POLLERR) != 0 else { continue }
            let count = recv(socket, &buffer, buffer.count, 0)
            if count > 0 {
                received += buffer[..<count]
                if let answer = answer(in: received, isWhole: false) { return answer }
            } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
                guard let answer = answer(in: received, isWhole: true) else {
                    throw NoAnswer(description: "port \(port): closed without an answer")
                }
                return answer
            }
        }
    }

    /// The answer once all of it is there.
    private static func answer(in bytes: [UInt8], isWhole: Bool) -> Answer? {
        let mark = Data("\r\n\r\n".utf8)
        guard let gap = Data(bytes).range(of: mark) else { return nil }
        let lines = String(decoding: bytes[..<gap.lowerBound], as: UTF8.self)
            .components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ")
        guard words.count >= 2, let status = Int(words[1]) else { return nil }
        var fields = [String: String]()
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            fields[line[..<colon].lowercased()] = line[line.index(after: colon)...]
                .trimmingCharacters(in: .whitespaces)
        }
        let body = Array(bytes[gap.upperBound...])
        let length = fields["content-length"].flatMap { Int($0) }
        if let length, body.count < length { return nil }
        guard length != nil || isWhole else { return nil }
        return Answer(status: status, fields: fields, bytes: body)
    }
}

/// Sockets of the loopback.
enum AgentsSocket {
    struct Failure: Error, CustomStringConvertible {
        var description = "\(String(cString: strerror(errno)))"
    }

    static func stream() throws -> Int32 {
        try checked(socket(AF_INET, Int32(SOCK_STREAM.rawValue) | closedOnExec, 0))
    }

    static func datagram() throws -> Int32 {
        try checked(socket(AF_INET, Int32(SOCK_DGRAM.rawValue) | closedOnExec, 0))
    }

    /// Agents that a test starts must not hold its sockets open.
    private static let closedOnExec = Int32(SOCK_CLOEXEC.rawValue)

    private static func checked(_ socket: Int32) throws -> Int32 {
        guard socket >= 0 else { throw Failure() }
        return socket
    }

    static func withAddress<Result>(
        port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
