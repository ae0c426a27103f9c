extension AddressTrie {
    /// A block of addresses that is to become an entry.
    private struct Block {
        /// Its first address.
        let first: UInt128
        /// The last range that begins at or before the first address.
        let range: Int
        /// One more than the last range that begins in it.
        let end: Int
        /// How many bits its addresses share.
        let depth: Int
        /// Where its entry goes: a slot, or one less than the negative place of a word.
        let target: Int
    }

    /// The trie that gives every address the value of the range it lies in.
    ///
    /// - Complexity: linear in the ranges, slots and nodes; 64 steps a node.
    init(_ ranges: FlatRanges, directBits: Int) {
        let starts = ranges.starts
        let values = ranges.values
        // Before the first range that begins and behind the last one nothing changes.
        let slotShift = UInt128(128 - directBits)
        let lastSlot = min(Int(starts[starts.count - 1] >> slotShift) + 1, 1 << directBits - 1)
        let firstSlot = starts.count > 1 ? max(Int(starts[1] >> slotShift) - 1, 0) : lastSlot
        var direct = [UInt32](repeating: 0, count: lastSlot - firstSlot + 1)
        var words = [UInt32]()
        var queue = [Block]()

        func entry(_ block: Block) -> UInt32? {
            let inside = block.end - block.range - 1
            if inside <= 0 { return Self.valueFlag | values[block.range] }
            guard inside < Self.bucketSize else { return nil }
            for range in block.range + 1..<block.end {
                guard (starts[range] << UInt128(block.depth)) << UInt128(Self.keyBits) == 0 else {
                    return nil
                }
            }
            while !words.count.isMultiple(of: Self.bucketWords) { words.append(0) }
            let place = words.count
            for index in 1..<Self.bucketSize {
                // Missing ranges repeat the last: found or not, the value is right.
                let range = min(block.range + index, block.end - 1)
                let key = (starts[range] << UInt128(block.depth)) >> 96
                words.append(UInt32(truncatingIfNeeded: key))
            }
            for index in 0..<Self.bucketSize {
                words.append(values[min(block.range + index, block.end - 1)])
            }
            words.append(0)
            return Self.bucketFlag | UInt32(place)
        }

        var range = 0
        for slot in direct.indices {
            let first = UInt128(firstSlot + slot) << slotShift
            let last = first | AddressBits.behind(directBits)
            while range + 1 < starts.count, starts[range + 1] <= first { range += 1 }
            var end = range + 1
            while end < starts.count, starts[end] <= last { end += 1 }
            let block = Block(
                first: first, range: range, end: end, depth: directBits, target: slot)
            if let entry = entry(block) { direct[slot] = entry } else { queue.append(block) }
            range = end - 1
        }

        // Level by level: the upper levels, which every look-up crosses, share few lines of cache.
        var head = 0
        while head < queue.count {
            let block = queue[head]
            head += 1
            let parts = Self.parts(of: block, starts)
            var bits: UInt64 = 0
            var entries = [UInt32]()
            var previous: UInt32?
            var deeper = [(part: Block, index: Int)]()
            for (place, part) in parts.enumerated() {
                let made = entry(part)
                if let made, made == previous { continue }
                previous = made
                bits |= 1 << UInt64(place)
                if made == nil { deeper.append((part, entries.count)) }
                // The entry of what goes deeper is written when that is made.
                entries.append(made ?? 0)
            }
            let node = words.count
            words.append(UInt32(truncatingIfNeeded: bits))
            words.append(UInt32(truncatingIfNeeded: bits >> 32))
            words.append(contentsOf: entries)
            for (part, index) in deeper {
                queue.append(
                    Block(
                        first: part.first, range: part.range, end: part.end, depth: part.depth,
                        target: -1 - (node + 2 + index)))
            }
            if block.target >= 0 {
                direct[block.target] = UInt32(node)
            } else {
                words[-1 - block.target] = UInt32(node)
            }
            // What is done need not be kept.
            if head == 1 << 14 {
                queue.removeSubrange(..<head)
                head = 0
            }
        }

        self.init(
            directBits: directBits, firstSlot: UInt32(firstSlot), direct: direct,
            words: AlignedWords(words))
    }

    /// The 64 parts of a block.
    private static func parts(of block: Block, _ starts: [UInt128]) -> [Block] {
        var range = block.range
        return (0..<64).map { place in
            let first = block.first + offset(place, at: block.depth)
            // The last level has fewer bits than 6 left: some parts begin where the one before does.
            let last = max(first, block.first &+ offset(place + 1, at: block.depth) &- 1)
            while range + 1 < block.end, starts[range + 1] <= first { range += 1 }
            var end = range + 1
            while end < block.end, starts[end] <= last { end += 1 }
            defer { range = end - 1 }
            return Block(
                first: first, range: range, end: end, depth: block.depth + 6, target: 0)
        }
    }

    /// How far a part lies behind the first address of its block.
    private static func offset(_ place: Int, at depth: Int) -> UInt128 {
        depth + 6 <= 128
            ? UInt128(place) << UInt128(122 - depth) : UInt128(place) >> UInt128(depth - 122)
    }
}
