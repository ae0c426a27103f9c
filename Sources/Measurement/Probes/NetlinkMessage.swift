import CSockets
import Foundation
import InternetProtocols

/// One message of a netlink dump (RFC 3549), cut into its fixed part and its attributes.
///
/// Numbers are in host byte order, lengths are checked before anything is read, and what does
/// not fit ends the reading without a trap.
struct NetlinkMessage {
    let type: UInt16
    /// The fixed structure behind the header.
    let body: [UInt8]
    /// The first value of each attribute, by its number.
    let attributes: [UInt16: [UInt8]]

    /// All messages of one kind, or the error number.
    static func dump(
        _ kind: csockets_dump, bodySize: Int
    ) -> Result<[NetlinkMessage], SocketError> {
        var start: UnsafeMutablePointer<UInt8>?
        var count = 0
        let error = csockets_netlink_dump(Int32(bitPattern: kind.rawValue), &start, &count)
        guard error == 0 else { return .failure(SocketError(number: error)) }
        defer { free(start) }
        let bytes = Array(UnsafeBufferPointer(start: start, count: count))
        return .success(messages(in: bytes, bodySize: bodySize))
    }

    /// Cuts the bytes of a dump into messages; control messages are left out.
    static func messages(in bytes: [UInt8], bodySize: Int) -> [NetlinkMessage] {
        var messages: [NetlinkMessage] = []
        var offset = 0
        while offset + 16 <= bytes.count {
            let length = Int(number(bytes, offset, size: 4))
            guard length >= 16, offset + length <= bytes.count else { break }
            let type = UInt16(number(bytes, offset + 4, size: 2))
            if type >= 16, length >= 16 + bodySize {
                let body = Array(bytes[(offset + 16)..<(offset + 16 + bodySize)])
                let rest = bytes[
                    (offset + 16 + aligned(bodySize))..<max(
                        offset + length, offset + 16 + aligned(bodySize))]
                messages.append(
                    NetlinkMessage(type: type, body: body, attributes: attributes(in: Array(rest))))
            }
            offset += aligned(length)
        }
        return messages
    }

    /// The attributes that stand one behind the other in these bytes.
    static func attributes(in bytes: [UInt8]) -> [UInt16: [UInt8]] {
        var attributes: [UInt16: [UInt8]] = [:]
        var offset = 0
        while offset + 4 <= bytes.count {
            let length = Int(number(bytes, offset, size: 2))
            guard length >= 4, offset + length <= bytes.count else { break }
            // The two high bits say "nested" and "network byte order".
            let type = UInt16(number(bytes, offset + 2, size: 2)) & 0x3fff
            if attributes[type] == nil {
                attributes[type] = Array(bytes[(offset + 4)..<(offset + length)])
            }
            offset += aligned(length)
        }
        return attributes
    }

    /// The number at this place of the fixed part; 0 when it lies outside.
    func number(at offset: Int, size: Int) -> UInt64 { Self.number(body, offset, size: size) }

    /// The number that an attribute holds; nil without it.
    func number(_ attribute: UInt16) -> UInt64? {
        attributes[attribute].map { Self.number($0, 0, size: min(8, $0.count)) }
    }

    /// The text that an attribute holds, up to its NUL; nil without it.
    func text(_ attribute: UInt16) -> String? {
        attributes[attribute].map { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    /// The address that an attribute holds; nil without it.
    func address(_ attribute: UInt16, zone: String? = nil) -> IPAddress? {
        guard let address = attributes[attribute].flatMap({ IPAddress(bytes: $0) })
        else { return nil }
        return address.isLinkLocal && address.family == .ipv6
            ? IPAddress(ipv6: address.value, zone: zone) : address
    }

    private static func number(_ bytes: [UInt8], _ offset: Int, size: Int) -> UInt64 {
        guard offset >= 0, size <= 8, offset + size <= bytes.count else { return 0 }
        var value: UInt64 = 0
        withUnsafeMutableBytes(of: &value) { target in
            let start = UInt64(1).bigEndian == 1 ? 8 - size : 0
            for index in 0..<size { target[start + index] = bytes[offset + index] }
        }
        return value
    }

    private static func aligned(_ length: Int) -> Int { (length + 3) & ~3 }
}
