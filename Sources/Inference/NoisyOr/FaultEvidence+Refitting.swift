#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension FaultEvidence {
    /// The objective in nats that is lost when a fault is put back to its background and the
    /// faults that share failures with it may take over.
    ///
    /// Where another fault explains the same failures as well, `lost` is large for both and this
    /// is small for both. It is a profile likelihood ratio, with the penalties of the others.
    /// Costs a few visits to every fault that shares a failing row.
    ///
    /// - Parameter sweeps: how often those faults are visited at most.
    public func lostAfterRefitting(_ fault: Int, sweeps: Int = 20) -> Double {
        guard lost[fault] > 0 else { return 0 }
        var search = search
        return search.lossAfterRefitting(fault, background: backgrounds[fault], sweeps: sweeps)
    }
}

extension CoordinateSearch {
    /// Moves the fault and lets its neighbours follow; leaves the search changed.
    mutating func lossAfterRefitting(_ fault: Int, background: Double, sweeps: Int) -> Double {
        var neighbours: Set<Int32> = []
        for k in Int(columns.failureOffsets[fault])..<Int(columns.failureOffsets[fault + 1]) {
            let row = Int(columns.failureRows[k])
            for mention in Int(columns.rowOffsets[row])..<Int(columns.rowOffsets[row + 1]) {
                neighbours.insert(columns.rowFaults[mention])
            }
        }
        neighbours.remove(Int32(fault))
        let order = neighbours.sorted()
        var rows: Set<Int32> = []
        for other in order + [Int32(fault)] {
            let range =
                Int(
                    columns.failureOffsets[Int(other)])..<Int(
                    columns.failureOffsets[Int(other) + 1])
            rows.formUnion(columns.failureRows[range])
        }
        let touched = rows.sorted()
        let before = standing(order, fault, touched)
        move(fault, to: log(background / (1 - background)))
        for _ in 0..<sweeps {
            var gain = 0.0
            for other in order { gain += visit(Int(other), steps: 2) }
            if gain < 1e-4 { break }
        }
        return max(0, before - standing(order, fault, touched))
    }

    /// The part of the objective that the given faults and rows make up.
    private func standing(_ others: [Int32], _ fault: Int, _ rows: [Int32]) -> Double {
        var sum = successes(fault)
        for other in others {
            sum += successes(Int(other))
            sum -= tables[priors.index(of: Int(other))].value(at: logits[Int(other)])
        }
        for row in rows { sum += columns.rowWeights[Int(row)] * log1p(-product(Int(row))) }
        return sum
    }

    private func successes(_ fault: Int) -> Double {
        columns.logSuccess(
            fault, mean: 1 / (1 + exp(-logits[fault])), complement: 1 / (1 + exp(logits[fault])))
    }

    /// Sets a fault's logit and brings the products of its rows up to date.
    private mutating func move(_ fault: Int, to logit: Double) {
        logits[fault] = logit
        for k in Int(columns.failureOffsets[fault])..<Int(columns.failureOffsets[fault + 1]) {
            let row = Int(columns.failureRows[k])
            products[row] = product(row)
        }
    }
}
