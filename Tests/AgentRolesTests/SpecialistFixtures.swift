import AgentRuntime
import DMEP
import Foundation
import InternetProtocols
import Ontology
import Testing

@testable import AgentRoles

/// What the tests of specialists share.
enum SpecialistFixtures {
    static let now: Int64 = 1_700_000_000_000

    static func settings(
        system: UInt32? = nil, shard: RoleSettings.Shard = .whole
    ) -> RoleSettings {
        RoleSettings(
            agentURI: "https://agent.example/", autonomousSystem: system, time: now, shard: shard)
    }

    /// An invocation whose deadline lies `seconds` ahead.
    static func invocation(
        _ inputs: [PropertyPath: String], seconds: Double = 20
    ) -> TestInvocation {
        TestInvocation(
            serviceID: "test", inputs: inputs,
            deadline: Int64((Date().timeIntervalSince1970 + seconds) * 1_000))
    }

    /// A notification; roles read its inputs, not its body.
    static let notification = DMEP.Notification(serviceID: "notify", notificationID: "1")

    static func values(_ plan: AnswerPlan) throws -> [PropertyPath: String] {
        guard case .found(let findings) = plan else {
            Issue.record("not answered from what is known: \(plan)")
            return [:]
        }
        return findings.values
    }
}

/// A name server on a loopback address, over UDP, that answers as the test says.
final class LoopbackNameServer: Sendable {
    /// What it answers to one question.
    struct Reply: Sendable {
        var code: UInt16 = 0
        var isAuthoritative = true
        /// Owner, type, and data.
        var answers: [(String, UInt16, [UInt8])] = []
        var authorities: [(String, UInt16, [UInt8])] = []
        var additional: [(String, UInt16, [UInt8])] = []
    }

    let endpoint: IPEndpoint

    /// Answers questions of a name and a type; nil for silence.
    init(
        _ address: IPAddress, port: UInt16 = 0,
        _ script: @escaping @Sendable (String, UInt16) -> Reply?
    ) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        var local = sockaddr_in()
        local.sin_family = sa_family_t(AF_INET)
        local.sin_port = port.bigEndian
        withUnsafeMutableBytes(of: &local.sin_addr) { $0.copyBytes(from: address.bytes) }
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &local) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard bound else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        endpoint = IPEndpoint(address, port: UInt16(bigEndian: local.sin_port))
        Thread.detachNewThread {
            var bytes = [UInt8](repeating: 0, count: 4_096)
            while true {
                var from = sockaddr_in()
                var size = socklen_t(MemoryLayout<sockaddr_in>.size)
                let count = withUnsafeMutablePointer(to: &from) {
                    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                        recvfrom(descriptor, &bytes, bytes.count, 0, $0, &size)
                    }
                }
                if count <= 0 { return }
                guard let answer = Self.answer(Array(bytes[..<count]), script) else { continue }
                _ = withUnsafePointer(to: &from) {
                    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                        sendto(descriptor, answer, answer.count, 0, $0, size)
                    }
                }
            }
        }
    }

    private static func answer(
        _ query: [UInt8], _ script: (String, UInt16) -> Reply?
    ) -> [UInt8]? {
        var end = 12
        var labels = [String]()
        while end < query.count, query[end] != 0 {
            let next = end + 1 + Int(query[end])
            guard next < query.count else { return nil }
            labels.append(String(decoding: query[(end + 1)..<next], as: UTF8.self))
            end = next
        }
        guard end + 4 < query.count else { return nil }
        let type = UInt16(query[end + 1]) << 8 | UInt16(query[end + 2])
        guard let reply = script(labels.joined(separator: ".").lowercased(), type) else {
            return nil
        }
        let flags: UInt16 = 0x8000 | (reply.isAuthoritative ? 0x0400 : 0) | reply.code
        let counts: [UInt16] = [
            1, UInt16(reply.answers.count), UInt16(reply.authorities.count),
            UInt16(reply.additional.count),
        ]
        var message = Array(query[..<2])
        message += number(flags)
        for count in counts { message += number(count) }
        message += query[12..<(end + 5)]
        for (owner, type, data) in reply.answers + reply.authorities + reply.additional {
            message += name(owner)
            message += number(type)
            message += number(1)
            message += [0, 0, 1, 44]
            message += number(UInt16(data.count))
            message += data
        }
        return message
    }

    static func name(_ text: String) -> [UInt8] {
        text.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
    }

    private static func number(_ value: UInt16) -> [UInt8] {
        [UInt8(value >> 8), UInt8(value & 0xff)]
    }
}

/// A web server on a loopback address, over TCP, that answers every request with the same text.
final class LoopbackWebServer: Sendable {
    let endpoint: IPEndpoint

    /// Answers with `reply`, after the head of a request has come; nil to close without a word.
    init(_ reply: String?) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var local = sockaddr_in()
        local.sin_family = sa_family_t(AF_INET)
        withUnsafeMutableBytes(of: &local.sin_addr) { $0.copyBytes(from: [127, 0, 0, 1]) }
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &local) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard bound, listen(descriptor, 16) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
        endpoint = IPEndpoint(
            IPAddress(127, 0, 0, 1), port: UInt16(bigEndian: local.sin_port))
        Thread.detachNewThread {
            while true {
                let peer = accept(descriptor, nil, nil)
                if peer < 0 { return }
                var head = [UInt8]()
                var byte: UInt8 = 0
                while !head.suffix(4).elementsEqual("\r\n\r\n".utf8), recv(peer, &byte, 1, 0) == 1 {
                    head.append(byte)
                }
                if let reply { _ = send(peer, reply, reply.utf8.count, Int32(MSG_NOSIGNAL)) }
                close(peer)
            }
        }
    }

    /// An endpoint at which nobody listens: of an address of the loopback that no server here has.
    static let closed = IPEndpoint(IPAddress(127, 0, 0, 9), port: 9)
}
