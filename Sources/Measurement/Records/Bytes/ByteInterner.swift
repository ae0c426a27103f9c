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
    private var slots = HashSlots()

    /// How many there are.
    var count: Int { ends.count }

    /// About how many bytes it takes.
    ///
    /// By what it holds: what arrays reserve beyond that, half as much in the mean, differs from run to run.
    var byteCount: Int { slots.byteCount + (bytes.count + count * 18) * 3 / 2 }

    /// The number of these bytes; they get the next one if they are new.
    ///
    /// - Parameter hash: that of the bytes, by one and the same ``ByteHash``.
    @inline(__always)
    mutating func intern(_ slice: ByteSlice, tag: UInt16 = 0, hash: UInt64) -> Int32 {
        let slot = slot(of: slice, tag, hash)
        let entry = slots.entries[slot]
        return entry == 0 ? insert(slice, tag, hash, slot) : entry - 1
    }

    /// The number of these bytes; nil where they have none.
    func find(_ slice: ByteSlice, tag: UInt16 = 0, hash: UInt64) -> Int32? {
        let entry = slots.entries[slot(of: slice, tag, hash)]
        return entry == 0 ? nil : entry - 1
    }

    /// The slot of these bytes: that of their number, or the free one where it would be.
    @inline(__always)
    private func slot(of slice: ByteSlice, _ tag: UInt16, _ hash: UInt64) -> Int {
        let mask = slots.entries.count - 1
        var slot = Int(truncatingIfNeeded: Self.mixed(hash, tag)) & mask
        while true {
            let entry = slots.entries[slot]
            if entry == 0 { return slot }
            let number = Int(entry) - 1
            if hashes[number] == hash, tags[number] == tag, holds(slice, at: number) {
                return slot
            }
            slot = (slot + 1) & mask
        }
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
        slots.removeAll(count: count)
        tags.removeAll(keepingCapacity: true)
        hashes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }

    @inline(__always)
    private static func mixed(_ hash: UInt64, _ tag: UInt16) -> UInt64 {
        hash ^ (UInt64(tag) &* 0x9e37_79b9_7f4a_7c15)
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
        slots.fill(slot, count: count) { Self.mixed(hashes[$0], tags[$0]) }
        return Int32(count - 1)
    }
}
