import InternetProtocols

/// Which autonomous system originates an address: longest prefix match over IPv4 and IPv6.
///
/// The prefixes are flattened into ranges that do not overlap, each with the origin of the longest prefix
/// that holds there; neighbours of the same origin are one. A trie a family finds the range (``AddressTrie``
/// says how), and gives the number of a distinct origin.
public struct PrefixTable: Sendable {
    private let four: AddressTrie
    private let six: AddressTrie
    /// The distinct origins; the first is 0, for none.
    private let origins: [UInt32]
    /// How many prefixes the table was made of; two entries for one prefix count once.
    public let prefixCount: Int
    /// How many ranges the prefixes make, both families together.
    public let rangeCount: Int

    /// The table of entries whose values are places in `origins`.
    init(
        four: consuming [FlatRanges.Entry], six: consuming [FlatRanges.Entry], origins: [UInt32]
    ) {
        let fourRanges = FlatRanges(four)
        let sixRanges = FlatRanges(six)
        self.four = AddressTrie(fourRanges, directBits: AddressTrie.ipv4DirectBits)
        self.six = AddressTrie(sixRanges, directBits: AddressTrie.ipv6DirectBits)
        self.origins = origins
        prefixCount = fourRanges.prefixCount + sixRanges.prefixCount
        rangeCount = fourRanges.starts.count + sixRanges.starts.count
    }

    /// A table without prefixes.
    public init() {
        four = AddressTrie(directBits: AddressTrie.ipv4DirectBits)
        six = AddressTrie(directBits: AddressTrie.ipv6DirectBits)
        origins = [0]
        prefixCount = 0
        rangeCount = 2
    }

    /// The number of the autonomous system that originates the longest prefix around an address.
    ///
    /// An IPv4-mapped IPv6 address counts as the IPv4 address. Nil when no prefix holds the address, or the
    /// longest one is of AS 0, which says that nobody originates it (RFC 7607).
    ///
    /// - Complexity: at most 4 dependent reads of memory for IPv4; for IPv6 one more each 6 bits of the prefix.
    public func origin(of address: IPAddress) -> UInt32? {
        if let ipv4 = AddressBits.ipv4(address) { return origin(ipv4: ipv4) }
        return origin(ipv6: address.value)
    }

    /// The origin of an IPv4 address in host byte order; nil as for an address.
    public func origin(ipv4 address: UInt32) -> UInt32? {
        let origin = origins[Int(four.value(ipv4: address))]
        return origin == 0 ? nil : origin
    }

    /// The origin of an IPv6 address in host byte order; nil as for an address.
    public func origin(ipv6 address: UInt128) -> UInt32? {
        let origin = origins[Int(six.value(ipv6: address))]
        return origin == 0 ? nil : origin
    }

    /// The bytes that the tries and the origins take.
    public var byteCount: Int {
        four.byteCount + six.byteCount + origins.count * MemoryLayout<UInt32>.stride
    }
}

extension AddressTrie {
    /// Two more steps of 6 bits reach /30, one /24, the commonest length.
    static let ipv4DirectBits = 18
    /// 7 steps of 6 bits end at 64, where the second half of an address begins.
    static let ipv6DirectBits = 22
}
