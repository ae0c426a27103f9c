/// Distinct paths, each with a number, in the order in which they came.
struct ASPathTable: Sendable, Equatable {
    /// The words of all paths one after the other.
    private(set) var words: [UInt32]
    /// Where the words of each path begin, and the end.
    private(set) var offsets: [UInt32]
    /// The system that originates each; 0 for none.
    private(set) var origins: [UInt32]
    /// The system before it; 0 for none.
    private(set) var neighbours: [UInt32]

    /// No paths.
    init() { self.init(words: [], offsets: [0], origins: [], neighbours: []) }

    init(words: [UInt32], offsets: [UInt32], origins: [UInt32], neighbours: [UInt32]) {
        self.words = words
        self.offsets = offsets
        self.origins = origins
        self.neighbours = neighbours
    }

    var count: Int { origins.count }

    /// The words of a path.
    func words(of number: UInt32) -> ArraySlice<UInt32> {
        words[Int(offsets[Int(number)])..<Int(offsets[Int(number) + 1])]
    }

    fileprivate mutating func append(_ path: ArraySlice<UInt32>) {
        let ends = ASPath.ends(of: path)
        words.append(contentsOf: path)
        offsets.append(UInt32(words.count))
        origins.append(ends.origin ?? 0)
        neighbours.append(ends.neighbour ?? 0)
    }
}

/// Gives each distinct path a number.
struct ASPathNumbering: Sendable {
    /// The paths that have one.
    private(set) var table = ASPathTable()
    /// For each hash the number of a path with it, one more, and 0 for none; others with it follow.
    private var slots = [UInt32](repeating: 0, count: 1 << 12)

    /// The number of a path, a new one if it has none.
    ///
    /// - Complexity: linear in the path, on average.
    mutating func number(of path: ArraySlice<UInt32>) -> UInt32 {
        if table.count * 2 >= slots.count { grow() }
        var slot = Self.hash(path) & (slots.count - 1)
        while slots[slot] != 0 {
            if table.words(of: slots[slot] - 1).elementsEqual(path) { return slots[slot] - 1 }
            slot = (slot + 1) & (slots.count - 1)
        }
        table.append(path)
        slots[slot] = UInt32(table.count)
        return UInt32(table.count - 1)
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for number in 0..<UInt32(table.count) {
            var slot = Self.hash(table.words(of: number)) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = number + 1
        }
    }

    private static func hash(_ path: ArraySlice<UInt32>) -> Int {
        var hash: UInt64 = 0x9e37_79b9_7f4a_7c15
        for word in path {
            hash = (hash ^ UInt64(word)) &* 0xff51_afd7_ed55_8ccd
            hash ^= hash >> 32
        }
        return Int(truncatingIfNeeded: hash >> 1)
    }
}
