import Foundation
import Synchronization

/// A name server on the loopback to which every name leads to one address; it can be made to wait.
///
/// It answers as long as the test process lives.
final class AgentsNameServer: Sendable {
    let port: Int

    private struct State {
        var isHeld = false
        var asked = 0
    }
    private let state = Mutex(State())

    /// - Parameter address: where names lead to, as four bytes.
    init(address: [UInt8]) throws {
        let port = try AgentsPorts.next()
        let server = try AgentsSocket.datagram()
        guard AgentsSocket.withAddress(port: port, { bind(server, $0, $1) }) == 0 else {
            throw AgentsSocket.Failure()
        }
        self.port = port
        Thread.detachNewThread { [self] in serve(server, address) }
    }

    /// How many questions came.
    var asked: Int { state.withLock { $0.asked } }

    /// Leaves questions unanswered till `release()`.
    func hold() { state.withLock { $0.isHeld = true } }

    func release() { state.withLock { $0.isHeld = false } }

    private func serve(_ server: Int32, _ address: [UInt8]) {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        while true {
            var from = sockaddr_in()
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let count = withUnsafeMutablePointer(to: &from) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    recvfrom(server, &bytes, bytes.count, 0, $0, &length)
                }
            }
            guard count > 12 else { continue }
            state.withLock { $0.asked += 1 }
            while state.withLock({ $0.isHeld }) { Thread.sleep(forTimeInterval: 0.01) }
            let answer = Self.answer(to: Array(bytes[..<count]), address)
            _ = withUnsafePointer(to: &from) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    sendto(server, answer, answer.count, 0, $0, length)
                }
            }
        }
    }

    /// An authoritative answer (RFC 1035, section 4): the address, or nothing for another type of record.
    private static func answer(to query: [UInt8], _ address: [UInt8]) -> [UInt8] {
        var end = 12
        while end < query.count, query[end] != 0 { end += Int(query[end]) + 1 }
        guard end + 5 <= query.count else { return [] }
        let isAddress = query[end + 1] == 0 && query[end + 2] == 1
        let record: [UInt8] = isAddress ? [0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4] + address : []
        return query[..<2] + [0x85, 0x80, 0, 1, 0, isAddress ? 1 : 0, 0, 0, 0, 0]
            + query[12..<(end + 5)] + record
    }
}
