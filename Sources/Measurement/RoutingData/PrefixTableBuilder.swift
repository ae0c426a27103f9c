import InternetProtocols

/// Collects prefixes with their origins, and makes a table of them.
///
/// 16 bytes an IPv4 prefix, 32 an IPv6 prefix.
public struct PrefixTableBuilder: Sendable {
    private var four = [FlatRanges<UInt32>.Entry]()
    private var six = [FlatRanges<UInt128>.Entry]()

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
        let order = UInt32(truncatingIfNeeded: count)
        let length = UInt8(truncatingIfNeeded: prefix.length)
        switch prefix.address.family {
        case .ipv4:
            four.append(
                .init(
                    first: UInt32(truncatingIfNeeded: prefix.address.value), origin: origin,
                    order: order, length: length))
        case .ipv6:
            six.append(
                .init(first: prefix.address.value, origin: origin, order: order, length: length))
        }
    }

    /// The table of what was taken.
    ///
    /// - Complexity: that of sorting the entries.
    public consuming func build() -> PrefixTable {
        let four = FlatRanges(self.four)
        let six = FlatRanges(self.six)
        return PrefixTable(four: four, six: six)
    }
}
