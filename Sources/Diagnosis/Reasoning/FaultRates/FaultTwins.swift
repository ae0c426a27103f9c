/// Faults that the very same requests name with the same strengths: no log can tell one from another.
struct FaultTwins {
    /// How many are told of one fault.
    static let limit = 8

    /// The twins of some faults in a block.
    ///
    /// Faults that differ in requests or clients are none; of the rest each row that names the fault is
    /// looked at. Time linear in the mentions and in candidates that are alike.
    ///
    /// - Parameter faults: numbers of faults.
    /// - Returns: by number, the numbers of their twins.
    static func find(_ faults: [Int32], in block: RequestBlock) -> [Int32: [Int32]] {
        guard !faults.isEmpty else { return [:] }
        var counts: [Int32: RequestBlock.Count] = [:]
        for fault in faults {
            counts[fault] = RequestBlock.Count(fault: fault, requests: -1, clients: 0)
        }
        for count in block.counts where counts[count.fault] != nil { counts[count.fault] = count }
        var candidates: [Int32: [Int32]] = [:]
        for fault in faults {
            guard let own = counts[fault] else { continue }
            candidates[fault] = block.counts.filter {
                $0.fault != fault && $0.requests == own.requests && $0.clients == own.clients
            }.map(\.fault)
        }
        candidates = candidates.filter { !$0.value.isEmpty }
        for row in block.failed.indices where !candidates.isEmpty {
            let mentions = Int(block.offsets[row])..<Int(block.offsets[row + 1])
            for mention in mentions {
                guard let alike = candidates[block.faults[mention]] else { continue }
                let left = alike.filter { other in
                    mentions.contains {
                        block.faults[$0] == other
                            && block.strengths[$0] == block.strengths[mention]
                    }
                }
                if left.count < alike.count {
                    candidates[block.faults[mention]] = left.isEmpty ? nil : left
                }
            }
        }
        return candidates.mapValues { Array($0.prefix(limit)) }
    }
}
