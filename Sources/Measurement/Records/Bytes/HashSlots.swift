/// The slots of a hash table with open addressing and linear probing, over entries numbered from 0.
///
/// The entries and their hashes are kept by whoever holds the table. 4 bytes a slot, at most half of them taken.
struct HashSlots: Sendable {
    /// Number + 1, or 0 for a free slot.
    ///
    /// Whoever looks something up walks over them itself, from its hash on: a closure that compares would be called for
    /// every look-up where the compiler does not see both files at once.
    private(set) var entries = [Int32](repeating: 0, count: 64)

    var byteCount: Int { entries.count * 4 }

    /// Puts the newest of `count` entries into the free slot that was found for it.
    mutating func fill(_ slot: Int, count: Int, hash: (Int) -> UInt64) {
        entries[slot] = Int32(count)
        guard count * 2 > entries.count else { return }
        let mask = entries.count * 2 - 1
        entries = [Int32](repeating: 0, count: entries.count * 2)
        for number in 0..<count {
            var slot = Int(truncatingIfNeeded: hash(number)) & mask
            while entries[slot] != 0 { slot = (slot + 1) & mask }
            entries[slot] = Int32(number + 1)
        }
    }

    /// Frees all slots, of which `count` are taken.
    mutating func removeAll(count: Int) {
        // Clearing a large table for a few entries would cost more than filling it did.
        if entries.count > 1024, count < entries.count / 64 {
            entries = [Int32](repeating: 0, count: 64)
        } else {
            for slot in entries.indices { entries[slot] = 0 }
        }
    }
}
