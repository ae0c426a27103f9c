extension ObservationPatterns {
    /// The distinct rows, each with the sum of its weights, in order of first appearance.
    ///
    /// Rows are the same if they have the same outcome and the same faults with the same
    /// strengths, in whatever order. The likelihood of the result equals that of the original:
    /// equal factors, multiplied as often. Expected time linear in the mentions.
    public func folded() -> ObservationPatterns {
        var fold = PatternFold(rows: count, mentions: faults.count)
        offsets.withUnsafeBufferPointer { offsets in
            faults.withUnsafeBufferPointer { faults in
                strengths.withUnsafeBufferPointer { strengths in
                    for row in 0..<count {
                        fold.add(
                            failed: failed[row], weight: weights[row],
                            Int(offsets[row]), Int(offsets[row + 1]), faults, strengths)
                    }
                }
            }
        }
        return ObservationPatterns(
            trusted: faultCount, leak: leak, failed: fold.failed, weights: fold.weights,
            offsets: fold.offsets, faults: Array(fold.faults.prefix(fold.end)),
            strengths: Array(fold.strengths.prefix(fold.end)))
    }
}

/// Rows found so far, with a hash table of open addressing over them.
private struct PatternFold {
    var failed: [Bool] = []
    var weights: [Double] = []
    var offsets: [Int32] = [0]
    /// As long as all rows together; what lies behind `end` is free.
    var faults: [Int32]
    var strengths: [Float]
    private(set) var end = 0
    /// The upper half of each pattern's hash, and its index; −1 where a slot is empty.
    private var slots: [(hash: UInt32, pattern: Int32)]
    private let mask: Int

    init(rows: Int, mentions: Int) {
        var size = 1024
        while size < rows + rows / 2 { size *= 2 }
        slots = [(hash: UInt32, pattern: Int32)](repeating: (hash: 0, pattern: -1), count: size)
        mask = size - 1
        failed.reserveCapacity(rows)
        weights.reserveCapacity(rows)
        offsets.reserveCapacity(rows + 1)
        faults = [Int32](repeating: 0, count: mentions)
        strengths = [Float](repeating: 0, count: mentions)
    }

    /// Adds a row: it is put behind the others in order of faults, and is let go again if one of
    /// them is the same.
    mutating func add(
        failed outcome: Bool, weight: Double, _ from: Int, _ to: Int,
        _ rowFaults: UnsafeBufferPointer<Int32>, _ rowStrengths: UnsafeBufferPointer<Float>
    ) {
        let start = self.end
        let end = start + to - from
        for k in 0..<(to - from) {
            // Insertion into order of faults: rows are short.
            let fault = rowFaults[from + k]
            var place = start + k
            while place > start, faults[place - 1] > fault {
                faults[place] = faults[place - 1]
                strengths[place] = strengths[place - 1]
                place -= 1
            }
            faults[place] = fault
            strengths[place] = rowStrengths[from + k]
        }
        var hash: UInt64 = outcome ? 0x9E37_79B9_7F4A_7C15 : 0x2545_F491_4F6C_DD1D
        for k in start..<end {
            let word = UInt64(UInt32(bitPattern: faults[k])) << 32 | UInt64(strengths[k].bitPattern)
            hash = (hash ^ word) &* 0xBF58_476D_1CE4_E5B9
            hash ^= hash >> 29
        }
        let upper = UInt32(truncatingIfNeeded: hash >> 32)
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot].pattern >= 0 {
            let found = Int(slots[slot].pattern)
            if slots[slot].hash == upper, failed[found] == outcome, matches(found, start, end) {
                weights[found] += weight
                return
            }
            slot = (slot + 1) & mask
        }
        slots[slot] = (hash: upper, pattern: Int32(failed.count))
        self.end = end
        failed.append(outcome)
        weights.append(weight)
        offsets.append(Int32(end))
    }

    private func matches(_ pattern: Int, _ start: Int, _ end: Int) -> Bool {
        let first = Int(offsets[pattern])
        guard Int(offsets[pattern + 1]) - first == end - start else { return false }
        for k in 0..<(end - start)
        where faults[first + k] != faults[start + k]
            || strengths[first + k] != strengths[start + k]
        {
            return false
        }
        return true
    }
}
