import InternetProtocols

/// Which autonomous system originates an address: longest prefix match over IPv4 and IPv6.
///
/// The prefixes are flattened into ranges that do not overlap, each with the origin of the longest prefix
/// that holds there; neighbours of the same origin are one. A look-up takes the segment of the address by its
/// 16 leading bits, in it a slot by the next ones, as many as the segment is full, and searches the one or two
/// ranges there by halving (after DXR: M. Zec, L. Rizzo, M. Mikuc, "DXR: towards a billion routing lookups per
/// second in software", 2012). 8 bytes a range for IPv4, 32 for IPv6, at most two ranges a prefix and one more;
/// the index takes 0.5 MiB a family and 4 to 8 bytes a range.
public struct PrefixTable: Sendable {
    private let four: RangeSearch<UInt32>
    private let six: RangeSearch<UInt128>
    /// How many prefixes the table was made of; two entries for one prefix count once.
    public let prefixCount: Int

    init(four: FlatRanges<UInt32>, six: FlatRanges<UInt128>) {
        self.four = RangeSearch(four)
        self.six = RangeSearch(six)
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
    public var rangeCount: Int { four.ranges.count + six.ranges.count }

    /// The bytes that ranges and index take.
    public var byteCount: Int { four.byteCount + six.byteCount }
}

/// Ranges with an index over them; in this file so that look-ups are compiled for each width of address.
private struct RangeSearch<Address: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
    /// A range up to the next one; start and origin share a line of the processor's cache.
    struct Range: Sendable {
        let start: Address
        /// 0 for none.
        let origin: UInt32
    }

    /// The addresses that share their 16 leading bits.
    struct Segment: Sendable {
        /// Where its slots begin in the index.
        let first: UInt32
        /// How many bits of an address lie behind those that choose the slot.
        let shift: UInt32
    }

    /// The ranges, ascending; the first begins at 0.
    let ranges: [Range]
    /// A segment for each value of the 16 leading bits.
    let segments: [Segment]
    /// For each slot the last range that begins at or before its first address, and one more at the end of
    /// all, so that a slot's ranges end where the next one's begin.
    let index: [UInt32]

    static var segmentShift: Int { Address.bitWidth - 16 }

    init(_ flat: FlatRanges<Address>) {
        let ranges = zip(flat.starts, flat.origins).map { Range(start: $0, origin: $1) }
        var segments = [Segment]()
        var index = [UInt32]()
        // The last range that begins at or before the address that the index has come to.
        var range = 0
        for number in 0..<(1 << 16) {
            let first = Address(number) << Self.segmentShift
            let last = first | (1 << Self.segmentShift - 1)
            var end = range
            while end + 1 < ranges.count, ranges[end + 1].start <= last { end += 1 }
            // As many slots as ranges, to the next power of two.
            let bits = min(Int.bitWidth - (end - range).leadingZeroBitCount, 20)
            let shift = max(0, Self.segmentShift - bits)
            segments.append(Segment(first: UInt32(index.count), shift: UInt32(shift)))
            for slot in 0..<(1 << (Self.segmentShift - shift)) {
                let address = first | Address(slot) << shift
                while range + 1 < ranges.count, ranges[range + 1].start <= address { range += 1 }
                index.append(UInt32(range))
            }
            range = end
        }
        index.append(UInt32(range))
        self.ranges = ranges
        self.segments = segments
        self.index = index
    }

    func origin(of address: Address) -> UInt32 {
        let number = Int(truncatingIfNeeded: address &>> Address(Self.segmentShift))
        let segment = segments[number]
        let within = address & (1 << Self.segmentShift - 1)
        let slot = Int(segment.first) + Int(truncatingIfNeeded: within &>> Address(segment.shift))
        var low = Int(index[slot])
        var count = Int(index[slot + 1]) - low + 1
        // Every step halves the same way, so that no branch depends on the address.
        return ranges.withUnsafeBufferPointer { ranges in
            while count > 1 {
                let half = count / 2
                low = ranges[low + half].start <= address ? low + half : low
                count -= half
            }
            return ranges[low].origin
        }
    }

    var byteCount: Int {
        ranges.count * MemoryLayout<Range>.stride
            + segments.count * MemoryLayout<Segment>.stride
            + index.count * MemoryLayout<UInt32>.stride
    }
}
