/// Numbers the pairs of a group and a value that occur: 0, 1, 2 … by first appearance.
///
/// A table of all pairs where that is small, open addressing beyond.
struct CellGrouping {
    private let values: Int
    private var direct: [Int32]
    private var keys: [UInt64] = []
    private var cells: [Int32] = []
    private var count: Int32 = 0

    /// - Parameters:
    ///   - groups: how many groups there are.
    ///   - values: how many values there are.
    ///   - rows: how many pairs will be asked for, at most.
    init(groups: Int, values: Int, rows: Int) {
        self.values = max(1, values)
        let (pairs, overflow) = groups.multipliedReportingOverflow(by: self.values)
        if !overflow, pairs <= 1 << 16 || pairs <= 4 * rows {
            direct = [Int32](repeating: -1, count: pairs)
        } else {
            direct = []
            var capacity = 64
            while capacity < 2 * min(rows, overflow ? rows : pairs) { capacity *= 2 }
            keys = [UInt64](repeating: .max, count: capacity)
            cells = [Int32](repeating: 0, count: capacity)
        }
    }

    /// The number of a pair, and whether it is new.
    @inline(__always)
    mutating func cell(group: Int32, value: Int32) -> (cell: Int32, isNew: Bool) {
        if !direct.isEmpty {
            let pair = Int(group) * values + Int(value)
            let known = direct[pair]
            if known >= 0 { return (known, false) }
            direct[pair] = count
            count += 1
            return (count - 1, true)
        }
        let key = UInt64(UInt32(bitPattern: group)) << 32 | UInt64(UInt32(bitPattern: value))
        let mask = keys.count - 1
        var slot = Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) >> 20) & mask
        while true {
            if keys[slot] == key { return (cells[slot], false) }
            if keys[slot] == .max { break }
            slot = (slot + 1) & mask
        }
        keys[slot] = key
        cells[slot] = count
        count += 1
        return (count - 1, true)
    }
}
