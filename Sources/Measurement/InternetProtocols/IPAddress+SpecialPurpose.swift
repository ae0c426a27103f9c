extension IPAddress {
    /// Whether packets to this address never leave the machine (127.0.0.0/8, ::1).
    public var isLoopback: Bool {
        if let mapped = mappedIPv4 { return mapped.isLoopback }
        return family == .ipv4 ? value >> 24 == 127 : value == 1
    }

    /// Whether this is IPv4 space for private networks (RFC 1918).
    public var isPrivate: Bool {
        if let mapped = mappedIPv4 { return mapped.isPrivate }
        return family == .ipv4
            && (value >> 24 == 10 || value >> 20 == 0xac1 || value >> 16 == 0xc0a8)
    }

    /// Whether this is space shared behind a provider's address translation (RFC 6598).
    public var isCarrierShared: Bool {
        family == .ipv4 && value >> 22 == 0x6440_0000 >> 22
    }

    /// Whether the address is valid on one link only (169.254.0.0/16, fe80::/10).
    public var isLinkLocal: Bool {
        family == .ipv4 ? value >> 16 == 0xa9fe : value >> 118 == 0xfe80 >> 6
    }

    /// Whether this is an IPv6 unique local address (fc00::/7, RFC 4193).
    public var isUniqueLocal: Bool {
        family == .ipv6 && value >> 121 == 0xfc >> 1
    }

    /// Whether this is the address that means none (0.0.0.0, ::).
    public var isUnspecified: Bool { value == 0 }

    /// Whether the address names a group of receivers (224.0.0.0/4, ff00::/8).
    public var isMulticast: Bool {
        family == .ipv4 ? value >> 28 == 0xe : value >> 120 == 0xff
    }

    /// Whether no public server can have this address.
    ///
    /// True for multicast and for the blocks that the IANA special-purpose address registries
    /// (RFC 6890) mark as not globally reachable.
    public var isBogon: Bool {
        if isMulticast { return true }
        if Self.reachableExceptions.contains(where: { $0.contains(self) }) { return false }
        return Self.unreachableBlocks.contains { $0.contains(self) }
    }

    private static let unreachableBlocks: [IPPrefix] = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
        "::/128", "::1/128", "::ffff:0:0/96", "64:ff9b:1::/48", "100::/64", "2001::/23",
        "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10",
    ].compactMap { IPPrefix($0) }

    private static let reachableExceptions: [IPPrefix] = [
        "192.0.0.9/32", "192.0.0.10/32", "2001:1::1/128", "2001:1::2/128", "2001:1::3/128",
        "2001:3::/32", "2001:4:112::/48", "2001:20::/28", "2001:30::/28",
    ].compactMap { IPPrefix($0) }
}
