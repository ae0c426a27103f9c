import Foundation
import InternetProtocols
import Synchronization

/// A TCP server on the loopback whose behaviour the test writes down, one thread a connection.
///
/// It listens until the test process ends, so that no test depends on when it is released.
final class LoopbackServer: Sendable {
    /// One accepted connection with blocking calls, each limited to half a minute.
    struct Peer: Sendable {
        let descriptor: Int32

        func send(_ text: String) { send(Array(text.utf8)) }

        func send(_ bytes: [UInt8]) {
            var rest = bytes[...]
            while !rest.isEmpty {
                let sent = rest.withUnsafeBytes {
                    Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                if sent <= 0 { return }
                rest = rest.dropFirst(sent)
            }
        }

        /// Up to `count` bytes; empty at the end.
        func receive(_ count: Int = 65_536) -> [UInt8] {
            var bytes = [UInt8](repeating: 0, count: count)
            let received = recv(descriptor, &bytes, count, 0)
            return Array(bytes.prefix(max(0, received)))
        }

        /// Everything up to an empty line.
        func receiveHead() -> String {
            var head: [UInt8] = []
            while !String(decoding: head, as: UTF8.self).contains("\r\n\r\n") {
                let more = receive(1)
                if more.isEmpty { break }
                head += more
            }
            return String(decoding: head, as: UTF8.self)
        }

        /// Whether the far end closed or reset within the limit.
        func seesEnd() -> Bool {
            while true {
                var byte: UInt8 = 0
                let received = recv(descriptor, &byte, 1, 0)
                if received == 0 || (received < 0 && errno == ECONNRESET) { return true }
                if received < 0 { return false }
            }
        }

        /// Makes the close a reset.
        func resetOnClose() {
            var option = linger(l_onoff: 1, l_linger: 0)
            setsockopt(
                descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        }
    }

    let endpoint: IPEndpoint

    init(
        address: IPAddress = IPAddress(127, 0, 0, 1), port: UInt16 = 0, backlog: Int32 = 64,
        receiveBuffer: Int32 = 0,
        _ script: (@Sendable (Peer) -> Void)?
    ) throws {
        let socket = try TestSocket.bound(
            SOCK_STREAM, address: address, port: port, receiveBuffer: receiveBuffer)
        let descriptor = socket.descriptor
        endpoint = socket.endpoint
        guard listen(descriptor, backlog) == 0 else { throw POSIXError(.init(rawValue: errno)!) }
        guard let script else { return }
        Thread.detachNewThread {
            while true {
                let accepted = accept(descriptor, nil, nil)
                if accepted < 0 { return }
                var limit = timeval(tv_sec: 30, tv_usec: 0)
                setsockopt(
                    accepted, SOL_SOCKET, SO_RCVTIMEO, &limit,
                    socklen_t(MemoryLayout<timeval>.size))
                Thread.detachNewThread {
                    script(Peer(descriptor: accepted))
                    close(accepted)
                }
            }
        }
    }
}

/// Sockets for the tests' own ends.
enum TestSocket {
    static func bound(
        _ type: __socket_type, address: IPAddress, port: UInt16, receiveBuffer: Int32 = 0
    ) throws -> (descriptor: Int32, endpoint: IPEndpoint) {
        let isFour = address.family == .ipv4
        let descriptor = socket(isFour ? AF_INET : AF_INET6, Int32(type.rawValue), 0)
        guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno)!) }
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, 4)
        if receiveBuffer > 0 {
            var size = receiveBuffer
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, 4)
        }
        var four = sockaddr_in()
        var six = sockaddr_in6()
        let bytes = address.bytes
        four.sin_family = sa_family_t(AF_INET)
        four.sin_port = port.bigEndian
        six.sin6_family = sa_family_t(AF_INET6)
        six.sin6_port = port.bigEndian
        if isFour {
            withUnsafeMutableBytes(of: &four.sin_addr) { $0.copyBytes(from: bytes) }
        } else {
            withUnsafeMutableBytes(of: &six.sin6_addr) { $0.copyBytes(from: bytes) }
        }
        let fourSize = socklen_t(MemoryLayout<sockaddr_in>.size)
        let sixSize = socklen_t(MemoryLayout<sockaddr_in6>.size)
        let result =
            isFour
            ? withUnsafePointer(to: &four) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, fourSize)
                }
            }
            : withUnsafePointer(to: &six) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, sixSize)
                }
            }
        guard result == 0 else {
            let error = errno
            close(descriptor)
            throw POSIXError(.init(rawValue: error)!)
        }
        var storage = sockaddr_in6()
        var length = sixSize
        _ = withUnsafeMutablePointer(to: &storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(descriptor, $0, &length)
            }
        }
        // The port stands at the same place in both structures.
        return (descriptor, IPEndpoint(address, port: UInt16(bigEndian: storage.sin6_port)))
    }

    /// A port on which nobody listens: at an address of the loopback that no server here has.
    static func closedEndpoint(_ type: __socket_type = SOCK_STREAM) throws -> IPEndpoint {
        let socket = try bound(type, address: IPAddress(127, 0, 0, 3), port: 0)
        close(socket.descriptor)
        return socket.endpoint
    }
}

/// A value that a server's thread hands to the test.
final class Mailbox<Value: Sendable>: Sendable {
    private let state = Mutex<[Value]>([])

    func put(_ value: Value) { state.withLock { $0.append(value) } }
    var values: [Value] { state.withLock { $0 } }

    /// The first value, waiting up to half a minute for it.
    func first() async throws -> Value? {
        for _ in 0..<3_000 {
            if let value = values.first { return value }
            try await Task.sleep(for: .milliseconds(10))
        }
        return nil
    }
}
