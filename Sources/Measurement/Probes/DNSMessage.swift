import CAres
import Foundation
import InternetProtocols

/// DNS messages on the wire (RFC 1035, section 4), written and read with c-ares.
///
/// c-ares builds queries with EDNS and expands compressed names, which is where hostile messages
/// do harm. It does not show, in its version 1.18, the times to live along a chain of names nor
/// the options of the OPT record, so the records are walked here.
enum DNSMessage {
    /// The largest datagram that we offer to take (RFC 9715 and DNS Flag Day 2020).
    static let datagramSize: Int32 = 1232
    private static let optType: UInt16 = 41

    /// A query with EDNS, with or without recursion desired, and AD wanted; nil when c-ares refuses the name.
    static func query(
        _ name: String, type: DNSRecordType, identifier: UInt16, checkingDisabled: Bool,
        recursionDesired: Bool = true
    ) -> [UInt8]? {
        var bytes: UnsafeMutablePointer<UInt8>?
        var count: Int32 = 0
        let status = ares_create_query(
            name, 1, Int32(type.rawValue), identifier, recursionDesired ? 1 : 0, &bytes, &count,
            datagramSize)
        guard status == ARES_SUCCESS, let bytes else { return nil }
        defer { ares_free_string(bytes) }
        var message = Array(UnsafeBufferPointer(start: bytes, count: Int(count)))
        // AD asks for the AD bit in the answer (RFC 6840, section 5.7); CD is the bit below.
        message[3] |= 0x20 | (checkingDisabled ? 0x10 : 0)
        return message
    }

    /// What a message is to a query that is out.
    enum Match: Equatable {
        case answer(DNSAnswer)
        /// An answer to something else: to be ignored.
        case unrelated
        /// It has our identifier and cannot be read.
        case malformed
    }

    /// Reads an answer to the query with this identifier, name and type.
    static func match(
        _ message: [UInt8], identifier: UInt16, name: String, type: DNSRecordType
    ) -> Match {
        var reader = Reader(message: message)
        guard let found = reader.number16(), let flags = reader.number16(),
            found == identifier, flags & 0x8000 != 0
        else { return .unrelated }
        guard let questions = reader.number16(), let answers = reader.number16(),
            let authorities = reader.number16(), let additional = reader.number16()
        else { return .malformed }
        var answer = DNSAnswer(
            responseCode: DNSResponseCode(rawValue: flags & 0xf),
            isAuthoritative: flags & 0x0400 != 0, isTruncated: flags & 0x0200 != 0,
            isRecursionAvailable: flags & 0x0080 != 0, isAuthenticated: flags & 0x0020 != 0)
        // A server that cannot read a question may leave it out.
        guard questions == 1 || (questions == 0 && answer.responseCode != .noError)
        else { return .malformed }
        if questions == 1 {
            guard let question = reader.name(), let questionType = reader.number16(),
                let questionClass = reader.number16()
            else { return .malformed }
            guard question == name.lowercased(), questionType == type.rawValue,
                questionClass == 1
            else { return .unrelated }
        }
        for section in [answers, authorities, additional].enumerated() {
            for _ in 0..<section.element {
                guard let record = reader.record() else {
                    // A cut answer may end in the middle of a record (RFC 2181, section 9).
                    return answer.isTruncated ? .answer(answer) : .malformed
                }
                if record.type == optType {
                    readOptions(record, into: &answer)
                } else if section.offset == 0 {
                    answer.answers.append(record)
                } else if section.offset == 1 {
                    answer.authorities.append(record)
                } else {
                    answer.additional.append(record)
                }
            }
        }
        return .answer(answer)
    }

    /// The extended response code and errors of an OPT record (RFC 6891, RFC 8914).
    private static func readOptions(_ record: DNSRecord, into answer: inout DNSAnswer) {
        let extended = UInt16(record.timeToLive >> 24) << 4
        answer.responseCode = DNSResponseCode(
            rawValue: extended | answer.responseCode.rawValue & 0xf)
        var rest = record.data[...]
        while rest.count >= 4 {
            let bytes = Array(rest.prefix(4))
            let code = UInt16(bytes[0]) << 8 | UInt16(bytes[1])
            let length = Int(bytes[2]) << 8 | Int(bytes[3])
            rest = rest.dropFirst(4)
            guard length <= rest.count else { return }
            let value = Array(rest.prefix(length))
            rest = rest.dropFirst(length)
            guard code == 15, length >= 2 else { continue }
            let text = value[2...].prefix(512).prefix { $0 != 0 }
            answer.extendedErrors.append(
                ExtendedDNSError(
                    code: UInt16(value[0]) << 8 | UInt16(value[1]),
                    text: String(decoding: text, as: UTF8.self)))
        }
    }
}

extension DNSMessage {
    /// Walks a message; every step says nil at its end instead of reading beyond it.
    private struct Reader {
        let message: [UInt8]
        var offset = 0

        mutating func number16() -> UInt16? {
            guard offset + 2 <= message.count else { return nil }
            defer { offset += 2 }
            return UInt16(message[offset]) << 8 | UInt16(message[offset + 1])
        }

        mutating func number32() -> UInt32? {
            guard let high = number16(), let low = number16() else { return nil }
            return UInt32(high) << 16 | UInt32(low)
        }

        /// The name here, lower case, without final dot; c-ares refuses loops and overruns.
        mutating func name() -> String? {
            guard offset < message.count else { return nil }
            var text: UnsafeMutablePointer<CChar>?
            var length = 0
            let status = message.withUnsafeBufferPointer { buffer in
                ares_expand_name(
                    buffer.baseAddress.map { $0 + offset }, buffer.baseAddress,
                    Int32(buffer.count), &text, &length)
            }
            guard status == ARES_SUCCESS, let text else { return nil }
            defer { ares_free_string(text) }
            offset += length
            return String(cString: text).lowercased()
        }

        mutating func record() -> DNSRecord? {
            guard let owner = name(), let type = number16(), number16() != nil,
                let timeToLive = number32(), let length = number16(),
                offset + Int(length) <= message.count
            else { return nil }
            let start = offset
            let data = Array(message[start..<(start + Int(length))])
            var address: IPAddress?
            var target: String?
            switch DNSRecordType(rawValue: type) {
            case .a:
                guard data.count == 4 else { return nil }
                address = IPAddress(bytes: data)
            case .aaaa:
                guard data.count == 16 else { return nil }
                address = IPAddress(bytes: data)
            case .cname, .ns, .ptr, .soa:
                target = name()
                guard target != nil, offset <= start + data.count else { return nil }
            default: break
            }
            offset = start + data.count
            return DNSRecord(
                name: owner, type: type, timeToLive: timeToLive, address: address,
                target: target, data: data)
        }
    }
}
