import Foundation

/// A connection to a server on this machine that sends what it likes; each call blocks a thread of its own.
struct RawConnection: Sendable {
    private let descriptor: Int32

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    init(port: Int, patience: Int = 10) throws {
        #if canImport(Glibc)
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            _ = Foundation.close(descriptor)
            throw Failure(description: String(cString: strerror(errno)))
        }
        var wait = timeval(tv_sec: patience, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(
            descriptor, SOL_SOCKET, SO_SNDTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    }

    func send(_ text: String) { send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    /// What comes first, as much of it as comes at once; nil when nothing does.
    func line() -> String? {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
    }

    /// What comes until the other end closes; nil when it does not within the patience.
    func rest() async -> String? {
        await withCheckedContinuation { done in
            Thread.detachNewThread {
                var all: [UInt8] = []
                var buffer = [UInt8](repeating: 0, count: 65_536)
                while true {
                    let count = recv(descriptor, &buffer, buffer.count, 0)
                    if count > 0 {
                        all += buffer[..<count]
                    } else {
                        let isClosed = count == 0 || errno == ECONNRESET
                        return done.resume(
                            returning: isClosed ? String(decoding: all, as: UTF8.self) : nil)
                    }
                }
            }
        }
    }

    func close() { _ = Foundation.close(descriptor) }

    /// Sends one request and brings back the whole answer.
    static func request(
        _ port: Int, _ method: String, _ path: String, _ fields: [String] = [], body: [UInt8] = []
    ) async throws -> String {
        let connection = try RawConnection(port: port)
        defer { connection.close() }
        var head = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        for field in fields { head += field + "\r\n" }
        if !body.isEmpty { head += "Content-Length: \(body.count)\r\n" }
        connection.send(Array((head + "\r\n").utf8) + body)
        guard let answer = await connection.rest() else {
            throw Failure(description: "the server does not end its answer")
        }
        return answer
    }
}

/// A server on this machine that answers each connection with fixed bytes once something came in.
final class RawServer: Sendable {
    let port: Int
    private let descriptor: Int32

    /// - Parameter closes: whether a connection is closed after the answer; otherwise it is left open.
    init(answer: String, closes: Bool) throws {
        #if canImport(Glibc)
            let listening = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let listening = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listening, $0, size) == 0 && listen(listening, 16) == 0
                    && getsockname(listening, $0, &size) == 0
            }
        }
        guard isBound else { throw RawConnection.Failure(description: "cannot listen") }
        descriptor = listening
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread {
            var open: [Int32] = []
            while true {
                let connection = accept(listening, nil, nil)
                guard connection >= 0 else { break }
                var buffer = [UInt8](repeating: 0, count: 65_536)
                _ = recv(connection, &buffer, buffer.count, 0)
                let bytes = Array(answer.utf8)
                _ = Foundation.send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
                if closes { _ = Foundation.close(connection) } else { open.append(connection) }
            }
            for connection in open { _ = Foundation.close(connection) }
        }
    }

    deinit {
        // Ends `accept`, which closing alone does not.
        _ = shutdown(descriptor, Int32(SHUT_RDWR))
        _ = Foundation.close(descriptor)
    }
}
