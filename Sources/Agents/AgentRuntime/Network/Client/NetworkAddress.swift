import NIOCore

/// How far away an address is, as far as it tells by itself.
enum NetworkAddress {
    /// Whether it is the address of this machine, or one that is not routed on the Internet (RFC 1918,
    /// RFC 4193, RFC 3927, RFC 4291, RFC 6598).
    static func isNear(_ text: String) -> Bool {
        guard let address = try? SocketAddress(ipAddress: text, port: 0) else { return false }
        switch address {
        case .v4(let address):
            return isNear(
                v4: withUnsafeBytes(of: address.address.sin_addr) { Array($0.prefix(4)) })
        case .v6(let address):
            let bytes = withUnsafeBytes(of: address.address.sin6_addr) { Array($0.prefix(16)) }
            if bytes.prefix(10).allSatisfy({ $0 == 0 }), bytes[10] == 0xff, bytes[11] == 0xff {
                return isNear(v4: Array(bytes.suffix(4)))
            }
            let isLoopback = bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] == 1
            return isLoopback || bytes[0] & 0xfe == 0xfc
                || bytes[0] == 0xfe && bytes[1] & 0xc0 == 0x80
        case .unixDomainSocket:
            return true
        }
    }

    private static func isNear(v4 bytes: [UInt8]) -> Bool {
        switch (bytes[0], bytes[1]) {
        case (10, _), (127, _), (192, 168), (169, 254): true
        case (172, 16...31), (100, 64...127): true
        default: false
        }
    }
}
