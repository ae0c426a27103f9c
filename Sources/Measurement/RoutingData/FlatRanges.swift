import InternetProtocols

/// Prefixes of one family made into ranges that do not overlap.
///
/// Addresses stand at the left of 128 bits: an IPv4 address in the highest 32.
struct FlatRanges: Sendable {
    /// A prefix with its value, as it was given.
    struct Entry: Sendable {
        /// The first address, at the left of 128 bits.
        let first: UInt128
        /// What holds there; 0 for nothing.
        let value: UInt32
        /// How many entries came before it.
        let order: UInt32
        /// The number of leading bits.
        let length: UInt8

        /// The last address of the prefix.
        var last: UInt128 { first | AddressBits.behind(Int(length)) }
    }

    /// The first address of each range, ascending; the first is 0.
    private(set) var starts: [UInt128] = [0]
    /// The value of each range; 0 for nothing.
    private(set) var values: [UInt32] = [0]
    /// How many different prefixes there were.
    private(set) var prefixCount = 0

    /// No prefixes: one range without value.
    init() {}

    /// Flattens the entries; of two for one prefix the later holds.
    ///
    /// - Complexity: that of sorting the entries, linear if they are sorted; and then linear in their number.
    init(_ entries: consuming [Entry]) {
        entries.sort {
            ($0.first, $0.length, $0.order) < ($1.first, $1.length, $1.order)
        }
        // Prefixes either lie within one another or apart: those open now are a stack.
        var open = [(last: UInt128, value: UInt32)]()
        for position in entries.indices {
            let entry = entries[position]
            if position + 1 < entries.count {
                let next = entries[position + 1]
                if next.first == entry.first, next.length == entry.length { continue }
            }
            prefixCount += 1
            while let top = open.last, top.last < entry.first {
                open.removeLast()
                begin(at: top.last + 1, value: open.last?.value ?? 0)
            }
            begin(at: entry.first, value: entry.value)
            open.append((entry.last, entry.value))
        }
        while let top = open.popLast() {
            // Nothing lies behind the last address.
            if top.last < .max { begin(at: top.last + 1, value: open.last?.value ?? 0) }
        }
    }

    private mutating func begin(at start: UInt128, value: UInt32) {
        if starts[starts.count - 1] == start {
            starts.removeLast()
            values.removeLast()
        }
        guard values.last != value || values.isEmpty else { return }
        starts.append(start)
        values.append(value)
    }
}
