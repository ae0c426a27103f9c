/// Gives each distinct run of bytes, with a tag beside it, a number: 0, 1, 2 … by first appearance.
///
/// Open addressing with linear probing; 24 bytes an entry and the bytes themselves.
struct ByteInterner: Sendable {
    /// The tags, by number.
    private(set) var tags = [UInt16]()
    /// The hashes of the bytes alone, by number.
    private(set) var hashes = [UInt64]()
    /// Where the bytes of a number end in `bytes`; those of the first begin at 0.
    private(set) var ends = [Int]()
    /// All bytes, one run behind the other.
    private(set) var bytes = [UInt8]()
    /// Number + 1, or 0 for a free slot.
    private var slots = [Int32](repeating: 0, count: 64)

    /// How many there are.
    var count: Int { ends.count }

    /// About how many bytes it takes.
    ///
    /// By what it holds: what arrays reserve beyond that, half as much in the mean, differs from run to run.
    var byteCount: Int { slots.count * 4 + (bytes.count + count * 18) * 3 / 2 }

    /// The number of these bytes; they get the next one if they are new.
    ///
    /// - Parameter hash: that of the bytes, by one and the same ``ByteHash``.
    @inline(__always)
    mutating func intern(_ slice: ByteSlice, tag: UInt16 = 0, hash: UInt64) -> Int32 {
        let mask = slots.count - 1
        var slot = Self.slot(hash, tag) & mask
        while true {
            let entry = slots[slot]
            if entry == 0 { break }
            let number = Int(entry) - 1
            if hashes[number] == hash, tags[number] == tag, holds(slice, at: number) {
                return entry - 1
            }
            slot = (slot + 1) & mask
        }
        return insert(slice, tag, hash, slot)
    }

    /// The bytes of a number.
    func slice(_ number: Int) -> ArraySlice<UInt8> {
        bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]]
    }

    /// Lends the bytes of a number; gives the default where there are no bytes at all.
    @inline(__always)
    func withSlice<Result>(
        _ number: Int, default: Result, _ body: (ByteSlice) -> Result
    ) -> Result {
        let begin = number == 0 ? 0 : ends[number - 1]
        let end = ends[number]
        return bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return `default` }
            return body(ByteSlice(base + begin, count: end - begin))
        }
    }

    /// Forgets everything and keeps the room.
    mutating func removeAll() {
        guard count > 0 else { return }
        // Clearing a large table for a few entries would cost more than filling it did.
        if slots.count > 1024, count < slots.count / 64 {
            slots = [Int32](repeating: 0, count: 64)
        } else {
            for slot in slots.indices { slots[slot] = 0 }
        }
        tags.removeAll(keepingCapacity: true)
        hashes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }

    @inline(__always)
    private static func slot(_ hash: UInt64, _ tag: UInt16) -> Int {
        Int(truncatingIfNeeded: hash ^ (UInt64(tag) &* 0x9e37_79b9_7f4a_7c15))
    }

    @inline(__always)
    private func holds(_ slice: ByteSlice, at number: Int) -> Bool {
        let begin = number == 0 ? 0 : ends[number - 1]
        guard ends[number] - begin == slice.count else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return true }
            return ByteSlice(base + begin, count: slice.count) == slice
        }
    }

    @inline(never)
    private mutating func insert(
        _ slice: ByteSlice, _ tag: UInt16, _ hash: UInt64, _ slot: Int
    ) -> Int32 {
        bytes.append(contentsOf: slice.buffer)
        ends.append(bytes.count)
        hashes.append(hash)
        tags.append(tag)
        slots[slot] = Int32(count)
        if count * 2 > slots.count { grow() }
        return Int32(count - 1)
    }

    private mutating func grow() {
        let mask = slots.count * 2 - 1
        slots = [Int32](repeating: 0, count: slots.count * 2)
        for number in 0..<count {
            var slot = Self.slot(hashes[number], tags[number]) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(number + 1)
        }
    }
}
