import InternetProtocols

/// Collects prefixes with their origins, and makes a table of them.
///
/// 32 bytes a prefix.
public struct PrefixTableBuilder: Sendable {
    private var four = [FlatRanges.Entry]()
    private var six = [FlatRanges.Entry]()
    /// The distinct origins in order of appearance; the first is 0, for none.
    private var origins: [UInt32] = [0]
    private var places: [UInt32: UInt32] = [0: 0]

    /// A builder without prefixes.
    public init() {}

    /// How many entries it has taken.
    public var count: Int { four.count + six.count }

    /// Takes a prefix; of two entries for one prefix the later holds.
    ///
    /// - Parameters:
    ///   - prefix: the prefix.
    ///   - origin: the number of the autonomous system that originates it; 0 says that nobody does.
    public mutating func insert(_ prefix: IPPrefix, origin: UInt32) {
        let entry = FlatRanges.Entry(
            first: AddressBits.left(prefix.address), value: place(of: origin),
            order: UInt32(truncatingIfNeeded: count),
            length: UInt8(truncatingIfNeeded: prefix.length))
        switch prefix.address.family {
        case .ipv4: four.append(entry)
        case .ipv6: six.append(entry)
        }
    }

    private mutating func place(of origin: UInt32) -> UInt32 {
        if let place = places[origin] { return place }
        let place = UInt32(origins.count)
        origins.append(origin)
        places[origin] = place
        return place
    }

    /// The table of what was taken.
    ///
    /// - Complexity: that of sorting the entries.
    public consuming func build() -> PrefixTable {
        PrefixTable(four: four, six: six, origins: origins)
    }
}
