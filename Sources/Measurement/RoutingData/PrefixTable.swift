import InternetProtocols

/// Which autonomous system originates an address: longest prefix match over IPv4 and IPv6.
///
/// The prefixes are flattened into ranges that do not overlap, each with the origin of the longest prefix
/// that holds there; neighbours of the same origin are one. A look-up takes a slot of a first-level index by
/// leading bits and searches the few ranges in it by halving (the idea of DXR: M. Zec, L. Rizzo, M. Mikuc,
/// "DXR: towards a billion routing lookups per second in software", 2012). 8 bytes a range for IPv4, 20 for
/// IPv6, at most two ranges a prefix and one more; the index takes 1 MiB a family.
public struct PrefixTable: Sendable {
    private let four: RangeSearch<UInt32>
    private let six: RangeSearch<UInt128>
    /// How many prefixes the table was made of; two entries for one prefix count once.
    public let prefixCount: Int

    init(four: FlatRanges<UInt32>, six: FlatRanges<UInt128>) {
        self.four = RangeSearch(four, base: 0, shift: 14)
        // Nearly all that is announced lies in 2000::/3: the index takes the 18 bits behind these three.
        self.six = RangeSearch(six, base: 1 << 125, shift: 107)
        prefixCount = four.prefixCount + six.prefixCount
    }

    /// A table without prefixes.
    public init() { self.init(four: FlatRanges(), six: FlatRanges()) }

    /// The number of the autonomous system that originates the longest prefix around an address.
    ///
    /// An IPv4-mapped IPv6 address counts as the IPv4 address. Nil when no prefix holds the address, or the
    /// longest one is of AS 0, which says that nobody originates it (RFC 7607).
    ///
    /// - Complexity: logarithmic in the number of ranges that share the address' slot of the index.
    public func origin(of address: IPAddress) -> UInt32? {
        // The second test is that of `mappedIPv4`, without making the address.
        if address.family == .ipv4 || address.value >> 32 == 0xffff {
            return origin(ipv4: UInt32(truncatingIfNeeded: address.value))
        }
        return origin(ipv6: address.value)
    }

    /// The origin of an IPv4 address in host byte order; nil as for an address.
    public func origin(ipv4 address: UInt32) -> UInt32? {
        let origin = four.origin(of: address)
        return origin == 0 ? nil : origin
    }

    /// The origin of an IPv6 address in host byte order; nil as for an address.
    public func origin(ipv6 address: UInt128) -> UInt32? {
        let origin = six.origin(of: address)
        return origin == 0 ? nil : origin
    }

    /// How many ranges the prefixes make, both families together.
    public var rangeCount: Int { four.starts.count + six.starts.count }

    /// The bytes that ranges and index take.
    public var byteCount: Int { four.byteCount + six.byteCount }
}

/// Ranges with an index over them; in this file so that look-ups are compiled for each width of address.
private struct RangeSearch<Address: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
    /// The first address of each range, ascending; the first is 0.
    let starts: [Address]
    /// The origin of each range; 0 for none.
    let origins: [UInt32]
    /// For each slot the last range that begins at or before its first address; one more at the end.
    let index: [UInt32]
    /// The first address of the first slot.
    let base: Address
    /// The bits of an address within its slot.
    let shift: Int

    static var slotCount: Int { 1 << 18 }

    init(_ flat: FlatRanges<Address>, base: Address, shift: Int) {
        starts = flat.starts
        origins = flat.origins
        self.base = base
        self.shift = shift
        var range = 0
        index = (0...Self.slotCount).map { slot in
            // The last entry is for the last address of the last slot.
            let address =
                slot < Self.slotCount
                ? base + Address(slot) << shift
                : base + (Address(slot - 1) << shift | (1 << shift - 1))
            while range + 1 < flat.starts.count, flat.starts[range + 1] <= address { range += 1 }
            return UInt32(range)
        }
    }

    func origin(of address: Address) -> UInt32 {
        let slot = (address &- base) >> shift
        var low = 0
        var high = starts.count - 1
        if slot < Self.slotCount {
            let number = Int(truncatingIfNeeded: slot)
            low = Int(index[number])
            high = Int(index[number + 1])
        }
        while low < high {
            let middle = (low + high + 1) / 2
            if starts[middle] <= address { low = middle } else { high = middle - 1 }
        }
        return origins[low]
    }

    var byteCount: Int {
        starts.count * MemoryLayout<Address>.stride + (origins.count + index.count) * 4
    }
}
