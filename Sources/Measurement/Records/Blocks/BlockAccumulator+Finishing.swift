extension BlockAccumulator {
    /// The observations as flat arrays.
    var observations: FoldedObservations {
        var folded = FoldedObservations()
        folded.failed = patterns.outcomes.map { $0 == 1 }
        folded.weights = weights
        folded.offsets.reserveCapacity(patterns.count + 1)
        for end in patterns.ends { folded.offsets.append(Int32(end)) }
        folded.faults = patterns.faults
        folded.strengths = patterns.strengths
        return folded
    }

    /// What there is of each fault.
    ///
    /// Touches are sorted by client with a count of each, so that a fault's clients are counted by remembering the
    /// last one it was seen with; no set of pairs is needed.
    ///
    /// - Parameter places: for each fault -1; used on the way and left so.
    func counts(_ places: inout [Int32]) -> [FaultCount] {
        var counts = [FaultCount]()
        for pattern in 0..<patterns.count {
            let weight = weights[pattern]
            let failed = patterns.outcomes[pattern] == 1 ? weight : 0
            for index in patterns.range(pattern) {
                let fault = Int(patterns.faults[index])
                if places[fault] < 0 {
                    places[fault] = Int32(counts.count)
                    counts.append(FaultCount(fault: Int32(fault)))
                }
                counts[Int(places[fault])].requests += weight
                counts[Int(places[fault])].failures += failed
            }
        }
        var lastClient = [Int32](repeating: -1, count: counts.count)
        for touch in touchesByClient() {
            let client = Int32(touch >> 32)
            for index in patterns.range(Int(touch & 0xffff_ffff)) {
                let place = Int(places[Int(patterns.faults[index])])
                if lastClient[place] != client {
                    lastClient[place] = client
                    counts[place].clients += 1
                }
            }
        }
        for count in counts { places[Int(count.fault)] = -1 }
        return counts.sorted { $0.fault < $1.fault }
    }

    private func touchesByClient() -> [UInt64] {
        var starts = [Int](repeating: 0, count: clients.count + 1)
        for touch in touches { starts[Int(touch >> 32) + 1] += 1 }
        for client in 0..<clients.count { starts[client + 1] += starts[client] }
        var sorted = [UInt64](repeating: 0, count: touches.count)
        for touch in touches {
            let client = Int(touch >> 32)
            sorted[starts[client]] = touch
            starts[client] += 1
        }
        return sorted
    }
}
