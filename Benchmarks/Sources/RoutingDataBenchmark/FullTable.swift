import InternetProtocols

/// Prefixes by chance that resemble the table of a router without default route: lengths as they are announced,
/// in allocations that lie together.
struct FullTable {
    /// Shares of prefix lengths in percent, IPv4; what is missing to 100 is /24.
    static let fourLengths: [(length: Int, percent: Double)] = [
        (8, 0.002), (10, 0.004), (11, 0.01), (12, 0.03), (13, 0.06), (14, 0.13), (15, 0.2),
        (16, 1.4), (17, 0.9), (18, 1.5), (19, 2.7), (20, 4.6), (21, 5.2), (22, 11.5), (23, 10.2),
        (28, 0.05),
        (32, 0.1),
    ]
    /// The same for IPv6; what is missing is /48.
    static let sixLengths: [(length: Int, percent: Double)] = [
        (20, 0.02), (28, 0.1), (29, 3.7), (30, 0.4), (31, 0.4), (32, 11.5), (33, 1.8), (34, 1.1),
        (35, 0.8), (36, 5.3), (37, 0.8), (38, 1.2), (39, 0.9), (40, 8.2), (41, 0.8), (42, 1.5),
        (43, 0.8), (44, 9.5), (45, 1.5), (46, 3.2), (47, 3.1), (56, 0.3), (64, 0.4), (128, 0.05),
    ]

    private(set) var prefixes = [IPPrefix]()

    /// That many prefixes of each family, without repetition.
    init(four: Int, six: Int, using random: inout SplitMix64) {
        prefixes.reserveCapacity(four + six)
        var seen = Set<IPPrefix>()
        var previous: UInt32 = 0
        while seen.count < four {
            let length = Self.length(Self.fourLengths, 24, &random)
            // Two of five follow the one before, as parts of one allocation do.
            let near = random.next() % 5 < 2
            let address =
                near
                ? previous &+ 1 << UInt32(32 - length)
                : UInt32(truncatingIfNeeded: random.next())
            guard (1..<224).contains(address >> 24), address >> 24 != 127,
                let prefix = IPPrefix(IPAddress(ipv4: address), length: length)
            else { continue }
            previous = address
            if seen.insert(prefix).inserted { prefixes.append(prefix) }
        }
        // Blocks of the registries, and in them allocations of 32 bits.
        let registries: [UInt128] = [0x2400, 0x2600, 0x2800, 0x2a00, 0x2c00]
        var allocations = [UInt128]()
        for _ in 0..<max(1, six / 4) {
            let registry = registries[Int(random.next() % 5)]
            allocations.append(registry << 112 | UInt128(random.next() & 0xf_ffff) << 96)
        }
        while seen.count < four + six {
            let length = Self.length(Self.sixLengths, 48, &random)
            let allocation = allocations[Int(random.next() % UInt64(allocations.count))]
            let host = UInt128(random.next()) << 32 | UInt128(random.next() >> 32)
            // Customers are numbered from below.
            let dense = random.next() % 3 > 0 ? host & (0xff << 80 | 1 << 80 - 1) : host
            guard let prefix = IPPrefix(IPAddress(ipv6: allocation | dense), length: length)
            else { continue }
            if seen.insert(prefix).inserted { prefixes.append(prefix) }
        }
    }

    private static func length(
        _ shares: [(length: Int, percent: Double)], _ commonest: Int, _ random: inout SplitMix64
    ) -> Int {
        var rest = Double(random.next() >> 11) / Double(1 << 53) * 100
        for share in shares {
            rest -= share.percent
            if rest < 0 { return share.length }
        }
        return commonest
    }
}

/// A stated generator (splitmix64), so that every run sees the same table.
struct SplitMix64 {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
