import Foundation
import InternetProtocols

/// A UDP server on the loopback that answers each datagram with those the test makes of it.
///
/// It answers until the test process ends, so that no test depends on when it is released.
final class DatagramServer: Sendable {
    let endpoint: IPEndpoint

    init(port: UInt16 = 0, _ script: @escaping @Sendable ([UInt8]) -> [[UInt8]]) throws {
        let socket = try TestSocket.bound(
            SOCK_DGRAM, address: IPAddress(127, 0, 0, 1), port: port)
        let server = socket.descriptor
        endpoint = socket.endpoint
        Thread.detachNewThread {
            var bytes = [UInt8](repeating: 0, count: 65_536)
            while true {
                var from = sockaddr_in()
                var length = socklen_t(MemoryLayout<sockaddr_in>.size)
                let count = withUnsafeMutablePointer(to: &from) {
                    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                        recvfrom(server, &bytes, bytes.count, 0, $0, &length)
                    }
                }
                if count <= 0 { return }
                for answer in script(Array(bytes[..<count])) {
                    _ = withUnsafePointer(to: &from) {
                        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                            sendto(server, answer, answer.count, 0, $0, length)
                        }
                    }
                }
            }
        }
    }
}

/// Builds DNS answers byte by byte (RFC 1035, section 4).
struct DNSReply {
    var flags: UInt16 = 0x8180
    var answers: [[UInt8]] = []
    var authorities: [[UInt8]] = []
    var additional: [[UInt8]] = []

    /// The answer to a query, with its identifier and question.
    func bytes(to query: [UInt8]) -> [UInt8] {
        var end = 12
        while end < query.count, query[end] != 0 { end += Int(query[end]) + 1 }
        let question = query[12..<min(query.count, end + 5)]
        let counts = [1, answers.count, authorities.count, additional.count]
        return Array(query[..<2]) + Self.number(flags)
            + counts.flatMap { Self.number(UInt16($0)) } + question
            + (answers + authorities + additional).flatMap { $0 }
    }

    static func number(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xff)] }

    static func name(_ text: String) -> [UInt8] {
        text.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
    }

    /// A record; `name` defaults to a pointer at the question.
    static func record(
        _ type: UInt16, _ data: [UInt8], name: [UInt8] = [0xc0, 12], timeToLive: UInt32 = 300
    ) -> [UInt8] {
        name + number(type) + number(1) + number(UInt16(timeToLive >> 16))
            + number(UInt16(timeToLive & 0xffff)) + number(UInt16(data.count)) + data
    }

    /// An OPT record with an extended error (RFC 8914).
    static func extendedError(_ code: UInt16, _ text: String, highCode: UInt8 = 0) -> [UInt8] {
        let value = number(code) + Array(text.utf8)
        let data = number(15) + number(UInt16(value.count)) + value
        return [0] + number(41) + number(1232) + [highCode, 0, 0, 0]
            + number(UInt16(data.count)) + data
    }
}
