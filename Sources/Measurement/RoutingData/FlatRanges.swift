/// Prefixes of one family made into ranges that do not overlap.
struct FlatRanges<Address: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
    /// A prefix with its origin, as it was given.
    struct Entry: Sendable {
        /// The first address.
        let first: Address
        /// The number of the system; 0 for none.
        let origin: UInt32
        /// How many entries came before it.
        let order: UInt32
        /// The number of leading bits.
        let length: UInt8

        /// The last address of the prefix.
        var last: Address {
            let free = Address.bitWidth - Int(length)
            return free >= Address.bitWidth ? .max : first | (1 << free - 1)
        }
    }

    /// The first address of each range, ascending; the first is 0.
    private(set) var starts: [Address] = [0]
    /// The origin of each range; 0 for none.
    private(set) var origins: [UInt32] = [0]
    /// How many different prefixes there were.
    private(set) var prefixCount = 0

    /// No prefixes: one range without origin.
    init() {}

    /// Flattens the entries; of two for one prefix the later holds.
    ///
    /// - Complexity: that of sorting the entries, and then linear in their number.
    init(_ entries: consuming [Entry]) {
        entries.sort {
            ($0.first, $0.length, $0.order) < ($1.first, $1.length, $1.order)
        }
        // Prefixes either lie within one another or apart: those open now are a stack.
        var open = [(last: Address, origin: UInt32)]()
        for position in entries.indices {
            let entry = entries[position]
            if position + 1 < entries.count {
                let next = entries[position + 1]
                if next.first == entry.first, next.length == entry.length { continue }
            }
            prefixCount += 1
            while let top = open.last, top.last < entry.first {
                open.removeLast()
                begin(at: top.last + 1, origin: open.last?.origin ?? 0)
            }
            begin(at: entry.first, origin: entry.origin)
            open.append((entry.last, entry.origin))
        }
        while let top = open.popLast() {
            // Nothing lies behind the last address.
            if top.last < .max { begin(at: top.last + 1, origin: open.last?.origin ?? 0) }
        }
    }

    private mutating func begin(at start: Address, origin: UInt32) {
        if starts[starts.count - 1] == start {
            starts.removeLast()
            origins.removeLast()
        }
        guard origins.last != origin || origins.isEmpty else { return }
        starts.append(start)
        origins.append(origin)
    }
}
