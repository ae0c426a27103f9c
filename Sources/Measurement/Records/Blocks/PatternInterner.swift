/// Folds observations into their distinct patterns: the same outcome, faults and strengths in the same order.
struct PatternInterner: Sendable {
    /// 1 for a failure, 0 for a success, by pattern.
    private(set) var outcomes = [UInt8]()
    /// Where the faults of a pattern end; those of the first begin at 0.
    private(set) var ends = [Int]()
    private(set) var faults = [Int32]()
    private(set) var strengths = [Float]()
    private var hashes = [UInt64]()
    private var slots = HashSlots()

    var count: Int { ends.count }

    /// About how many bytes it takes, by what it holds.
    var byteCount: Int { slots.byteCount + (count * 17 + faults.count * 8) * 3 / 2 }

    @inline(__always)
    func range(_ pattern: Int) -> Range<Int> {
        (pattern == 0 ? 0 : ends[pattern - 1])..<ends[pattern]
    }

    /// The number of a pattern; it gets the next one if it is new.
    @inline(__always)
    mutating func intern(
        _ faults: borrowing [Int32], _ strengths: borrowing [Float], outcome: UInt8, hash: UInt64
    ) -> Int32 {
        let mask = slots.entries.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let entry = slots.entries[slot]
            if entry == 0 { break }
            let number = Int(entry) - 1
            if hashes[number] == hash, outcomes[number] == outcome,
                holds(faults, strengths, at: number)
            {
                return entry - 1
            }
            slot = (slot + 1) & mask
        }
        return insert(faults, strengths, outcome, hash, slot)
    }

    mutating func removeAll() {
        guard count > 0 else { return }
        slots.removeAll(count: count)
        outcomes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        faults.removeAll(keepingCapacity: true)
        strengths.removeAll(keepingCapacity: true)
        hashes.removeAll(keepingCapacity: true)
    }

    @inline(__always)
    private func holds(
        _ other: borrowing [Int32], _ otherStrengths: borrowing [Float], at number: Int
    ) -> Bool {
        let range = range(number)
        guard range.count == other.count else { return false }
        for index in 0..<range.count {
            guard faults[range.lowerBound + index] == other[index],
                strengths[range.lowerBound + index] == otherStrengths[index]
            else { return false }
        }
        return true
    }

    @inline(never)
    private mutating func insert(
        _ newFaults: borrowing [Int32], _ newStrengths: borrowing [Float], _ outcome: UInt8,
        _ hash: UInt64, _ slot: Int
    ) -> Int32 {
        // One by one: patterns are short, and appending them whole costs more.
        for index in newFaults.indices {
            faults.append(newFaults[index])
            strengths.append(newStrengths[index])
        }
        ends.append(faults.count)
        outcomes.append(outcome)
        hashes.append(hash)
        slots.fill(slot, count: count) { hashes[$0] }
        return Int32(count - 1)
    }
}
