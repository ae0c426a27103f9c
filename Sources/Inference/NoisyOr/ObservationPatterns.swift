/// What was observed in a block: outcomes of requests and the faults that could have caused them.
///
/// Compressed rows: observation i names the faults `faults[offsets[i] ..< offsets[i + 1]]` with
/// the strengths beside them, and counts `weights[i]` times. An observation that occurred often
/// may be one row with a weight (`folded()`); nothing requires it. Memory: 8 bytes a mention and
/// 13 bytes a row.
///
/// The model (J. Platt, E. Kıcıman and D. Maltz, *Fast variational inference for large-scale
/// Internet diagnosis*, 2007, equation 4):
/// P(success | rates) = (1 − leak) · ∏ (1 − strength · rate) over the named faults.
public struct ObservationPatterns: Sendable, Equatable {
    /// How many faults there are; their indices are below it.
    public let faultCount: Int
    /// The probability r₀ that a request fails with no known cause.
    public let leak: Double
    /// Whether each observation failed (V = 1).
    public let failed: [Bool]
    /// How many times each observation counts.
    public let weights: [Double]
    /// Where the mentions of each observation begin; one more entry than observations.
    public let offsets: [Int32]
    /// The fault of each mention; no fault twice in one observation.
    public let faults: [Int32]
    /// The strength r of each mention: the probability of failure given the fault is present.
    public let strengths: [Float]

    /// How many rows there are.
    public var count: Int { failed.count }

    /// Checks and takes over the rows of a block, in time linear in the mentions.
    ///
    /// - Parameter weights: one for each row, or `nil` if every row counts once.
    /// - Throws: `NoisyOrError`, naming the first row that cannot be used.
    public init(
        faultCount: Int, leak: Double, failed: [Bool], weights: [Double]? = nil, offsets: [Int32],
        faults: [Int32], strengths: [Float]
    ) throws(NoisyOrError) {
        let count = failed.count
        guard count < Int(Int32.max), faults.count < Int(Int32.max), faultCount < Int(Int32.max)
        else { throw .tooLarge(count: max(count, max(faults.count, faultCount))) }
        if offsets.count != count + 1 {
            throw .unequalLengths(what: "offsets", found: offsets.count, expected: count + 1)
        }
        if strengths.count != faults.count {
            throw .unequalLengths(
                what: "strengths", found: strengths.count, expected: faults.count)
        }
        let weights = weights ?? [Double](repeating: 1, count: count)
        if weights.count != count {
            throw .unequalLengths(what: "weights", found: weights.count, expected: count)
        }
        guard leak >= 0, leak < 1 else { throw .badLeak(leak) }
        try Self.check(
            faultCount: faultCount, leak: leak, failed: failed, weights: weights,
            offsets: offsets, faults: faults, strengths: strengths)
        self.init(
            trusted: faultCount, leak: leak, failed: failed, weights: weights, offsets: offsets,
            faults: faults, strengths: strengths)
    }

    /// Takes over rows that are known to be sound.
    init(
        trusted faultCount: Int, leak: Double, failed: [Bool], weights: [Double],
        offsets: [Int32], faults: [Int32], strengths: [Float]
    ) {
        self.faultCount = faultCount
        self.leak = leak
        self.failed = failed
        self.weights = weights
        self.offsets = offsets
        self.faults = faults
        self.strengths = strengths
    }

    private static func check(
        faultCount: Int, leak: Double, failed: [Bool], weights: [Double], offsets: [Int32],
        faults: [Int32], strengths: [Float]
    ) throws(NoisyOrError) {
        guard offsets[0] == 0 else { throw .brokenOffsets(observation: 0) }
        var lastRow = [Int32](repeating: -1, count: max(0, faultCount))
        for row in failed.indices {
            let start = Int(offsets[row])
            let end = Int(offsets[row + 1])
            guard start <= end, end <= faults.count else { throw .brokenOffsets(observation: row) }
            let weight = weights[row]
            guard weight > 0, weight < .infinity else {
                throw .badWeight(weight, observation: row)
            }
            if start == end, failed[row], leak == 0 { throw .impossibleFailure(observation: row) }
            for mention in start..<end {
                let fault = Int(faults[mention])
                guard fault >= 0, fault < faultCount else {
                    throw .unknownFault(index: fault, observation: row)
                }
                if lastRow[fault] == Int32(row) {
                    throw .repeatedFault(index: fault, observation: row)
                }
                lastRow[fault] = Int32(row)
                let strength = strengths[mention]
                guard strength > 0, strength <= 1 else {
                    throw .badStrength(strength, observation: row)
                }
            }
        }
        guard Int(offsets[failed.count]) == faults.count else {
            throw .brokenOffsets(observation: max(0, failed.count - 1))
        }
    }
}
