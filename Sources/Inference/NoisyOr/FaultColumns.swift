/// A block turned on its side: for each fault the successes and the failures that name it.
///
/// The logarithm of a success's probability is a sum over its faults, so for the successes a
/// fault needs nothing but the total weight at each strength, and no row is visited again. Only
/// the failures, where faults compete, keep their rows. Built in one or two passes over the
/// mentions; memory is linear in the mentions of failures and in the distinct (fault, strength)
/// pairs of successes, or their mentions where one fault has more than `mergeLimit` strengths.
struct FaultColumns: Sendable {
    /// How many strengths of one fault are looked through to merge its successes.
    static let mergeLimit = 8

    let faultCount: Int
    let leak: Double
    /// The total weight of all successes.
    let successWeight: Double

    /// The failures, as rows.
    let rowWeights: [Double]
    let rowOffsets: [Int32]
    let rowFaults: [Int32]
    let rowStrengths: [Float]

    /// The failures, by fault: which row, with which strength.
    let failureOffsets: [Int32]
    let failureRows: [Int32]
    let failureStrengths: [Float]

    /// The successes, by fault: strengths and their total weights.
    let successOffsets: [Int32]
    let successStrengths: [Float]
    let successWeights: [Double]

    /// Sums over a fault's successes of weight × strengthᵏ for k = 1 … 6.
    let successMoments: [SIMD8<Double>]

    init(_ patterns: ObservationPatterns) {
        faultCount = patterns.faultCount
        leak = patterns.leak
        let failures = FailureRows(patterns)
        rowWeights = failures.weights
        rowOffsets = failures.offsets
        rowFaults = failures.faults
        rowStrengths = failures.strengths
        let columns = failures.columns(faultCount: patterns.faultCount)
        failureOffsets = columns.offsets
        failureRows = columns.rows
        failureStrengths = columns.strengths
        let successes = SuccessTotals(patterns)
        successWeight = successes.weight
        successOffsets = successes.offsets
        successStrengths = successes.strengths
        successWeights = successes.weights
        successMoments = successes.moments
    }

    /// Whether a fault is named by any failure.
    func hasFailures(_ fault: Int) -> Bool { failureOffsets[fault] < failureOffsets[fault + 1] }

    /// Whether a fault is named by any success.
    func hasSuccesses(_ fault: Int) -> Bool { successOffsets[fault] < successOffsets[fault + 1] }
}

/// The failures of a block, as rows of their own.
private struct FailureRows {
    var weights: [Double] = []
    var offsets: [Int32] = [0]
    var faults: [Int32] = []
    var strengths: [Float] = []

    init(_ patterns: ObservationPatterns) {
        for row in patterns.failed.indices where patterns.failed[row] {
            let mentions = Int(patterns.offsets[row])..<Int(patterns.offsets[row + 1])
            weights.append(patterns.weights[row])
            faults.append(contentsOf: patterns.faults[mentions])
            strengths.append(contentsOf: patterns.strengths[mentions])
            offsets.append(Int32(faults.count))
        }
    }

    func columns(faultCount: Int) -> (offsets: [Int32], rows: [Int32], strengths: [Float]) {
        var offsets = [Int32](repeating: 0, count: faultCount + 1)
        for fault in faults { offsets[Int(fault) + 1] += 1 }
        for fault in 0..<faultCount { offsets[fault + 1] += offsets[fault] }
        var next = offsets
        var rows = [Int32](repeating: 0, count: faults.count)
        var sorted = [Float](repeating: 0, count: faults.count)
        for row in weights.indices {
            for mention in Int(self.offsets[row])..<Int(self.offsets[row + 1]) {
                let fault = Int(faults[mention])
                let place = Int(next[fault])
                next[fault] += 1
                rows[place] = Int32(row)
                sorted[place] = strengths[mention]
            }
        }
        return (offsets, rows, sorted)
    }
}
