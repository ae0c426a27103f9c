/// Numbers tuples of codes, 0, 1, 2 … by first appearance, and finds them again with one look-up.
///
/// Open addressing with linear probing over slots of 8 bytes that hold half of the hash and the row; a tuple is compared
/// only where the halves agree. Rows that were forgotten are given to new tuples.
struct TupleTable: Sendable {
    /// The codes of a tuple.
    let width: Int
    /// The codes of all rows, one row behind the other.
    private(set) var codes: [UInt32] = []
    /// The rows that hold a tuple.
    private(set) var count = 0
    /// The rows that were ever taken.
    private(set) var rowCount = 0
    private var free: [Int32] = []
    /// 0 for a free slot; else half of the hash, and one more than the row.
    private var slots: [UInt64] = Array(repeating: 0, count: 64)

    init(width: Int) { self.width = width }

    /// The table of rows that were kept; nil where they do not fit.
    init?(width: Int, codes: [UInt32], free: [Int32]) {
        guard width > 0, codes.count % width == 0 else { return nil }
        self.width = width
        self.codes = codes
        rowCount = codes.count / width
        let limit = rowCount
        guard free.count <= limit, free.allSatisfy({ $0 >= 0 && Int($0) < limit }) else {
            return nil
        }
        self.free = free
        count = rowCount - free.count
        rebuild()
    }

    /// The rows that are not taken, the next to be given last.
    var freeRows: [Int32] { free }

    /// The row of a tuple, and whether it is new; nil where it is new and there are `limit` already.
    @inline(__always)
    mutating func row(of tuple: UnsafePointer<UInt32>, limit: Int) -> (row: Int32, isNew: Bool)? {
        let hash = Self.hash(tuple, width)
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: hash) & mask
        let tag = hash >> 32
        while true {
            let slot = slots[place]
            if slot == 0 { break }
            if slot >> 32 == tag {
                let row = Int(slot & 0xffff_ffff) - 1
                if holds(tuple, row) { return (Int32(row), false) }
            }
            place = (place + 1) & mask
        }
        guard count < limit else { return nil }
        return (insert(tuple, tag, place), true)
    }

    /// The rows of many tuples where they stand in their first slot; -1 where one has to look further.
    ///
    /// In three loops, so that the memory of many tuples is waited for at once.
    func rows(
        of tuples: UnsafePointer<UInt32>, count: Int, into rows: UnsafeMutablePointer<Int32>
    ) {
        let width = width
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: count) { hashes in
            slots.withUnsafeBufferPointer { slots in
                codes.withUnsafeBufferPointer { codes in
                    let mask = slots.count - 1
                    for index in 0..<count {
                        hashes[index] = Self.hash(tuples + index * width, width)
                    }
                    for index in 0..<count {
                        let hash = hashes[index]
                        let slot = slots[Int(truncatingIfNeeded: hash) & mask]
                        rows[index] =
                            slot != 0 && slot >> 32 == hash >> 32
                            ? Int32(truncatingIfNeeded: slot & 0xffff_ffff) - 1 : -1
                    }
                    for index in 0..<count where rows[index] >= 0 {
                        let start = Int(rows[index]) * width
                        var isSame = true
                        for place in 0..<width {
                            isSame = isSame && codes[start + place] == tuples[index * width + place]
                        }
                        if !isSame { rows[index] = -1 }
                    }
                }
            }
        }
    }

    /// Forgets rows.
    mutating func forget(_ rows: [Int32]) {
        guard !rows.isEmpty else { return }
        free.append(contentsOf: rows.reversed())
        count -= rows.count
        rebuild()
    }

    @inline(__always)
    private func holds(_ tuple: UnsafePointer<UInt32>, _ row: Int) -> Bool {
        let start = row * width
        for place in 0..<width where codes[start + place] != tuple[place] { return false }
        return true
    }

    @inline(never)
    private mutating func insert(
        _ tuple: UnsafePointer<UInt32>, _ tag: UInt64, _ place: Int
    ) -> Int32 {
        let row: Int
        if let old = free.popLast() {
            row = Int(old)
            for column in 0..<width { codes[row * width + column] = tuple[column] }
        } else {
            row = rowCount
            rowCount += 1
            for column in 0..<width { codes.append(tuple[column]) }
        }
        count += 1
        slots[place] = tag << 32 | UInt64(row + 1)
        if 2 * count > slots.count { rebuild() }
        return Int32(row)
    }

    private mutating func rebuild() {
        var size = 64
        while size < 4 * count { size *= 2 }
        slots = Array(repeating: 0, count: size)
        var isFree = [Bool](repeating: false, count: rowCount)
        for row in free { isFree[Int(row)] = true }
        let mask = size - 1
        codes.withUnsafeBufferPointer { codes in
            guard let base = codes.baseAddress else { return }
            for row in 0..<rowCount where !isFree[row] {
                let hash = Self.hash(base + row * width, width)
                var place = Int(truncatingIfNeeded: hash) & mask
                while slots[place] != 0 { place = (place + 1) & mask }
                slots[place] = (hash >> 32) << 32 | UInt64(row + 1)
            }
        }
    }

    /// Products of 64 bits folded to one word, as in wyhash (Wang Yi, 2019).
    @inline(__always)
    private static func hash(_ tuple: UnsafePointer<UInt32>, _ width: Int) -> UInt64 {
        var hash: UInt64 = 0xa076_1d64_78bd_642f
        for place in 0..<width {
            let (high, low) = (hash ^ UInt64(tuple[place])).multipliedFullWidth(
                by: 0xe703_7ed1_a0b4_28db)
            hash = high ^ low
        }
        let (high, low) = (hash ^ 0x8ebc_6af0_9c88_c6e3).multipliedFullWidth(
            by: 0x589e_36b7_c0a1_4d0b)
        return high ^ low
    }
}
