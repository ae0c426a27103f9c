import InternetProtocols

/// Addresses of both families at the left of 128 bits, so that one trie serves both.
enum AddressBits {
    /// An IPv4 address in the highest 32 bits.
    static func left(ipv4 address: UInt32) -> UInt128 { UInt128(address) << 96 }

    /// An address at the left of 128 bits.
    static func left(_ address: IPAddress) -> UInt128 {
        address.family == .ipv4 ? address.value << 96 : address.value
    }

    /// As many ones at the right as lie behind a prefix of this length.
    static func behind(_ length: Int) -> UInt128 {
        length == 0 ? .max : UInt128(1) << UInt128(128 - length) - 1
    }

    /// The prefix of this length around an address at the left of 128 bits; a length that is too long is that of
    /// one address.
    static func prefix(_ bits: UInt128, length: Int, family: IPAddress.Family) -> IPPrefix {
        let address =
            family == .ipv4
            ? IPAddress(ipv4: UInt32(truncatingIfNeeded: bits >> 96)) : IPAddress(ipv6: bits)
        return IPPrefix(address, clampingLength: length)
    }

    /// The IPv4 address that an address is or wraps (`::ffff:0:0/96`), without making another one.
    static func ipv4(_ address: IPAddress) -> UInt32? {
        guard address.family == .ipv4 || address.value >> 32 == 0xffff else { return nil }
        return UInt32(truncatingIfNeeded: address.value)
    }
}
