/// The slots of a hash table with open addressing and linear probing, over entries numbered from 0.
///
/// The entries and their hashes are kept by whoever holds the table. 4 bytes a slot, at most half of them taken.
struct HashSlots: Sendable {
    /// Number + 1, or 0 for a free slot.
    private var slots = [Int32](repeating: 0, count: 64)

    var byteCount: Int { slots.count * 4 }

    /// Where an entry is looked for.
    enum Place {
        /// It is there, with this number.
        case taken(Int32)
        /// It is not there, and would be in this slot.
        case free(slot: Int)
    }

    /// Looks for the entry with this hash for which `isEqual` says so.
    @inline(__always)
    func find(_ hash: UInt64, isEqual: (Int) -> Bool) -> Place {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let entry = slots[slot]
            if entry == 0 { return .free(slot: slot) }
            if isEqual(Int(entry) - 1) { return .taken(entry - 1) }
            slot = (slot + 1) & mask
        }
    }

    /// Puts the newest of `count` entries into the free slot that was found for it.
    mutating func fill(_ slot: Int, count: Int, hash: (Int) -> UInt64) {
        slots[slot] = Int32(count)
        guard count * 2 > slots.count else { return }
        let mask = slots.count * 2 - 1
        slots = [Int32](repeating: 0, count: slots.count * 2)
        for number in 0..<count {
            var slot = Int(truncatingIfNeeded: hash(number)) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(number + 1)
        }
    }

    /// Frees all slots, of which `count` are taken.
    mutating func removeAll(count: Int) {
        // Clearing a large table for a few entries would cost more than filling it did.
        if slots.count > 1024, count < slots.count / 64 {
            slots = [Int32](repeating: 0, count: 64)
        } else {
            for slot in slots.indices { slots[slot] = 0 }
        }
    }
}
