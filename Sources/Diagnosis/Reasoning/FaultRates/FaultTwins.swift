/// Faults that nearly the same requests name, so that a log can hardly tell one from another.
///
/// A fault's failures are shared out among its twins: none of them shows the rate that they have together.
struct FaultTwins {
    /// Twins share this part of the requests that name either.
    static let overlap = 0.9
    /// How many are told of one fault.
    static let limit = 8

    /// The twins of some faults in a block, those that share most first.
    ///
    /// Time linear in the mentions, and in all faults of the block for each fault that is asked for.
    ///
    /// - Parameter faults: numbers of faults; few.
    /// - Returns: by number, the numbers of their twins.
    static func find(_ faults: [Int32], in block: RequestBlock) -> [Int32: [Int32]] {
        guard !faults.isEmpty else { return [:] }
        let size = Int(block.counts.map(\.fault).max() ?? -1) + 1
        var asked = [Int32](repeating: -1, count: size)
        for (place, fault) in faults.enumerated() where Int(fault) < size {
            asked[Int(fault)] = Int32(place)
        }
        var shared = [[Double]](repeating: [Double](repeating: 0, count: size), count: faults.count)
        for row in block.failed.indices {
            let mentions = Int(block.offsets[row])..<Int(block.offsets[row + 1])
            for mention in mentions where asked[Int(block.faults[mention])] >= 0 {
                let place = Int(asked[Int(block.faults[mention])])
                for other in mentions {
                    shared[place][Int(block.faults[other])] += block.weights[row]
                }
            }
        }
        var twins: [Int32: [Int32]] = [:]
        for (place, fault) in faults.enumerated() where Int(fault) < size {
            let own = shared[place][Int(fault)]
            var found: [(fault: Int32, overlap: Double)] = []
            for count in block.counts where count.fault != fault {
                let both = shared[place][Int(count.fault)]
                let part = both / (own + count.requests - both)
                if both > 0, part >= overlap { found.append((count.fault, part)) }
            }
            guard !found.isEmpty else { continue }
            found.sort { $0.overlap == $1.overlap ? $0.fault < $1.fault : $0.overlap > $1.overlap }
            twins[fault] = found.prefix(limit).map(\.fault)
        }
        return twins
    }
}
