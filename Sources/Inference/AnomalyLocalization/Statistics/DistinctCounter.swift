#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Counts distinct members of a set: exactly while they are few, by HyperLogLog beyond.
///
/// Up to ``exactLimit`` members are kept themselves. Beyond, 4,096 registers keep the longest run of zeros that a
/// hash began with (P. Flajolet et al., *HyperLogLog*, 2007); the count comes from them by the estimator of O.
/// Ertl (*New cardinality estimation algorithms for HyperLogLog sketches*, 2017), which needs no correction at
/// either end. Its standard error is 1.04 / √4096 = 1.6 %. Two counters can be added; the order does not matter.
public struct DistinctCounter: Sendable, Equatable {
    /// So many are counted exactly.
    public static let exactLimit = 1_024
    private static let registerBits = 12

    /// Open addressing, at most half full; 0 is a free place.
    private var slots: [UInt64] = []
    private var hasZero = false
    private var members = 0
    /// The registers, once there are too many members.
    private var registers: [UInt8] = []

    /// A counter that has seen nobody.
    public init() {}

    /// Whether the count is exact.
    public var isExact: Bool { registers.isEmpty }

    /// The number of distinct members.
    public var count: Int { isExact ? members : Int(estimate.rounded()) }

    /// Takes a member, told by a number that is the same for the same member.
    @inline(__always)
    public mutating func insert(_ member: UInt64) {
        if !registers.isEmpty {
            register(Self.mixed(member))
        } else {
            insertExactly(member)
        }
    }

    /// Takes all members of another counter.
    public mutating func formUnion(_ other: DistinctCounter) {
        guard other.isExact else {
            becomeRegisters()
            for place in registers.indices {
                registers[place] = max(registers[place], other.registers[place])
            }
            return
        }
        if other.hasZero { insert(0) }
        for member in other.slots where member != 0 { insert(member) }
    }

    /// Forgets all members and keeps the room.
    public mutating func removeAll() {
        registers.removeAll()
        if members > 0 {
            for place in slots.indices { slots[place] = 0 }
        }
        hasZero = false
        members = 0
    }

    /// The members where they are few, else the registers: what the counter is made of again.
    public var parts: (members: [UInt64], registers: [UInt8]) {
        guard isExact else { return ([], registers) }
        return ((slots.filter { $0 != 0 } + (hasZero ? [0] : [])).sorted(), [])
    }

    /// The counter that was kept as its parts; nil where they are none of a counter.
    public init?(members: [UInt64], registers: [UInt8]) {
        guard members.count <= Self.exactLimit,
            registers.isEmpty || registers.count == 1 << Self.registerBits
        else { return nil }
        self.registers = registers
        for member in members { insert(member) }
    }

    @inline(__always)
    private mutating func insertExactly(_ member: UInt64) {
        guard member != 0 else {
            if !hasZero { members += 1 }
            hasZero = true
            return
        }
        if 2 * members >= slots.count { grow() }
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: Self.mixed(member) >> 20) & mask
        while slots[place] != 0 {
            if slots[place] == member { return }
            place = (place + 1) & mask
        }
        slots[place] = member
        members += 1
        if members > Self.exactLimit { becomeRegisters() }
    }

    @inline(never)
    private mutating func grow() {
        let old = slots
        slots = Array(repeating: 0, count: max(16, old.count * 2))
        let mask = slots.count - 1
        for member in old where member != 0 {
            var place = Int(truncatingIfNeeded: Self.mixed(member) >> 20) & mask
            while slots[place] != 0 { place = (place + 1) & mask }
            slots[place] = member
        }
    }

    @inline(never)
    private mutating func becomeRegisters() {
        guard registers.isEmpty else { return }
        registers = Array(repeating: 0, count: 1 << Self.registerBits)
        if hasZero { register(Self.mixed(0)) }
        for member in slots where member != 0 { register(Self.mixed(member)) }
        slots = []
        hasZero = false
        members = 0
    }

    @inline(__always)
    private mutating func register(_ hash: UInt64) {
        let place = Int(hash >> UInt64(64 - Self.registerBits))
        let run = UInt8(
            ((hash << UInt64(Self.registerBits)) | 1 << UInt64(Self.registerBits - 1))
                .leadingZeroBitCount + 1)
        if run > registers[place] { registers[place] = run }
    }

    /// Ertl's improved raw estimator, his algorithm 6.
    private var estimate: Double {
        let bits = 64 - Self.registerBits
        let count = Double(registers.count)
        var histogram = [Double](repeating: 0, count: bits + 2)
        for run in registers { histogram[min(Int(run), bits + 1)] += 1 }
        var sum = count * Self.tau(1 - histogram[bits + 1] / count)
        for run in stride(from: bits, through: 1, by: -1) { sum = 0.5 * (sum + histogram[run]) }
        sum += count * Self.sigma(histogram[0] / count)
        return count * count / (2 * log(2.0) * sum)
    }

    private static func sigma(_ share: Double) -> Double {
        guard share < 1 else { return .infinity }
        var (power, weight, sum) = (share, 1.0, share)
        while true {
            power *= power
            let next = sum + power * weight
            guard next != sum else { return sum }
            sum = next
            weight += weight
        }
    }

    private static func tau(_ share: Double) -> Double {
        guard share > 0, share < 1 else { return 0 }
        var (root, weight, sum) = (share, 1.0, 1 - share)
        while true {
            root = root.squareRoot()
            weight *= 0.5
            let next = sum - (1 - root) * (1 - root) * weight
            guard next != sum else { return sum / 3 }
            sum = next
        }
    }

    /// A permutation of 64 bits whose bits look like chance, the one of SplitMix64.
    @inline(__always)
    private static func mixed(_ number: UInt64) -> UInt64 {
        var z = number &+ 0x9e37_79b9_7f4a_7c15
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
