import NumericKernels

extension RequestBlock {
    /// So many rows are made of a block at most; beyond, rows count more than once.
    static let unfoldingLimit = 4_000_000

    /// One row a request, in an order by chance that depends on the block's number alone.
    ///
    /// The stochastic method takes a step a row: a row that stands for thousands of requests would be one step too
    /// far. The order in which requests came is not known any more; any order without pattern will do.
    func unfolded() -> RequestBlock {
        let total = weights.reduce(0, +)
        let share = max(1, total / Double(Self.unfoldingLimit))
        var order: [Int32] = []
        order.reserveCapacity(Int(min(total, Double(Self.unfoldingLimit)) * 1.1))
        var copies = [Double](repeating: 1, count: failed.count)
        for row in failed.indices {
            let count = max(1, Int((weights[row] / share).rounded()))
            copies[row] = Double(count)
            for _ in 0..<count { order.append(Int32(row)) }
        }
        var chance = Xoshiro256(seed: UInt64(bitPattern: Int64(index)))
        order.shuffle(using: &chance)
        var block = self
        block.failed = order.map { failed[Int($0)] }
        block.weights = order.map { weights[Int($0)] / copies[Int($0)] }
        block.offsets = [0]
        block.offsets.reserveCapacity(order.count + 1)
        block.faults.removeAll(keepingCapacity: true)
        block.strengths.removeAll(keepingCapacity: true)
        for row in order {
            let mentions = Int(offsets[Int(row)])..<Int(offsets[Int(row) + 1])
            block.faults += faults[mentions]
            block.strengths += strengths[mentions]
            block.offsets.append(Int32(block.faults.count))
        }
        return block
    }
}
