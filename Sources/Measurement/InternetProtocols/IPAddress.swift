/// One IPv4 or IPv6 address, with the zone of a scoped IPv6 address.
///
/// An IPv4-mapped IPv6 address stays an IPv6 address: what a socket said is kept as it was said.
public struct IPAddress: Hashable, Sendable {
    /// The two address families.
    public enum Family: String, Codable, Sendable, CaseIterable, Comparable {
        /// 32-bit addresses (RFC 791).
        case ipv4
        /// 128-bit addresses (RFC 4291).
        case ipv6

        /// The number of bits in an address of this family.
        public var bitWidth: Int { self == .ipv4 ? 32 : 128 }

        /// IPv4 before IPv6.
        public static func < (left: Family, right: Family) -> Bool {
            left.bitWidth < right.bitWidth
        }
    }

    /// The family of the address.
    public let family: Family
    /// The address as a number; an IPv4 address fills the low 32 bits.
    public let value: UInt128
    /// The zone behind `%` (RFC 4007), as `eth0` in `fe80::1%eth0`; nil for IPv4.
    public let zone: String?

    /// The IPv4 address with these four bytes, from the left.
    public init(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) {
        self.init(ipv4: [first, second, third, fourth].reduce(0) { $0 << 8 | UInt32($1) })
    }

    /// The IPv4 address with this value in host byte order.
    public init(ipv4 value: UInt32) {
        family = .ipv4
        self.value = UInt128(value)
        zone = nil
    }

    /// The IPv6 address with this value in host byte order.
    public init(ipv6 value: UInt128, zone: String? = nil) {
        family = .ipv6
        self.value = value
        self.zone = zone
    }

    /// The address in network byte order: 4 bytes make IPv4, 16 make IPv6, any other number nil.
    public init?(bytes: some Collection<UInt8>, zone: String? = nil) {
        switch bytes.count {
        case 4: self.init(ipv4: bytes.reduce(0) { $0 << 8 | UInt32($1) })
        case 16: self.init(ipv6: bytes.reduce(0) { $0 << 8 | UInt128($1) }, zone: zone)
        default: return nil
        }
    }

    /// The address in network byte order, 4 or 16 bytes.
    public var bytes: [UInt8] {
        stride(from: family.bitWidth - 8, through: 0, by: -8).map {
            UInt8(truncatingIfNeeded: value >> UInt128($0))
        }
    }

    /// The same address without its zone.
    public var withoutZone: IPAddress {
        family == .ipv4 ? self : IPAddress(ipv6: value)
    }

    /// The IPv4 address inside an IPv4-mapped IPv6 address (`::ffff:0:0/96`), or nil.
    public var mappedIPv4: IPAddress? {
        guard family == .ipv6, value >> 32 == 0xffff else { return nil }
        return IPAddress(ipv4: UInt32(truncatingIfNeeded: value))
    }
}

extension IPAddress: Comparable {
    /// IPv4 before IPv6, then by number, then by zone.
    public static func < (left: IPAddress, right: IPAddress) -> Bool {
        (left.family, left.value, left.zone ?? "") < (right.family, right.value, right.zone ?? "")
    }
}
