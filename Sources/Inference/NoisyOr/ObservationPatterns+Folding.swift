extension ObservationPatterns {
    /// The distinct rows, each with the sum of its weights, in order of first appearance.
    ///
    /// Rows are the same if they have the same outcome and the same faults with the same
    /// strengths, in whatever order. The likelihood of the result equals that of the original:
    /// equal factors, multiplied as often. Expected time linear in the mentions.
    public func folded() -> ObservationPatterns {
        var fold = PatternFold(rows: count)
        var faults: [Int32] = []
        var strengths: [Float] = []
        for row in 0..<count {
            faults.removeAll(keepingCapacity: true)
            strengths.removeAll(keepingCapacity: true)
            for mention in Int(offsets[row])..<Int(offsets[row + 1]) {
                // Insertion into order of faults: rows are short.
                var place = faults.count
                faults.append(self.faults[mention])
                strengths.append(self.strengths[mention])
                while place > 0, faults[place - 1] > faults[place] {
                    faults.swapAt(place - 1, place)
                    strengths.swapAt(place - 1, place)
                    place -= 1
                }
            }
            fold.add(
                failed: failed[row], weight: weights[row], faults: faults, strengths: strengths)
        }
        return ObservationPatterns(
            trusted: faultCount, leak: leak, failed: fold.failed, weights: fold.weights,
            offsets: fold.offsets, faults: fold.faults, strengths: fold.strengths)
    }
}

/// Rows found so far, with a hash table of open addressing over them.
private struct PatternFold {
    var failed: [Bool] = []
    var weights: [Double] = []
    var offsets: [Int32] = [0]
    var faults: [Int32] = []
    var strengths: [Float] = []
    private var hashes: [UInt64] = []
    private var slots: [Int32]
    private var mask: Int

    init(rows: Int) {
        var size = 1024
        while size < rows / 8 { size *= 2 }
        slots = [Int32](repeating: -1, count: size)
        mask = size - 1
    }

    /// Adds a row whose faults ascend.
    mutating func add(
        failed outcome: Bool, weight: Double, faults row: [Int32], strengths r: [Float]
    ) {
        var hash: UInt64 = outcome ? 0x9E37_79B9_7F4A_7C15 : 0x2545_F491_4F6C_DD1D
        for k in row.indices {
            let word = UInt64(UInt32(bitPattern: row[k])) << 32 | UInt64(r[k].bitPattern)
            hash = (hash ^ word) &* 0xBF58_476D_1CE4_E5B9
            hash ^= hash >> 29
        }
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] >= 0 {
            let found = Int(slots[slot])
            if hashes[found] == hash, failed[found] == outcome, matches(found, row, r) {
                weights[found] += weight
                return
            }
            slot = (slot + 1) & mask
        }
        slots[slot] = Int32(failed.count)
        hashes.append(hash)
        failed.append(outcome)
        weights.append(weight)
        faults.append(contentsOf: row)
        strengths.append(contentsOf: r)
        offsets.append(Int32(faults.count))
        if failed.count * 2 > slots.count { grow() }
    }

    private func matches(_ pattern: Int, _ row: [Int32], _ r: [Float]) -> Bool {
        let start = Int(offsets[pattern])
        guard Int(offsets[pattern + 1]) - start == row.count else { return false }
        for k in row.indices where faults[start + k] != row[k] || strengths[start + k] != r[k] {
            return false
        }
        return true
    }

    private mutating func grow() {
        let size = slots.count * 2
        mask = size - 1
        slots = [Int32](repeating: -1, count: size)
        for (pattern, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] >= 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(pattern)
        }
    }
}
