/// The successes of a block summed up for each fault and strength.
///
/// The first strength of a fault that occurs is summed as the rows go by. Faults with one
/// strength only, which is what request logs have, cost no sorting at all.
struct SuccessTotals {
    var weight = 0.0
    var offsets: [Int32] = [0]
    var strengths: [Float] = []
    var weights: [Double] = []
    var moments: [SIMD8<Double>]

    init(_ patterns: ObservationPatterns) {
        let count = patterns.faultCount
        moments = [SIMD8<Double>](repeating: .zero, count: count)
        var leading = [Leading](repeating: Leading(), count: count)
        let others = Self.sumLeading(patterns, &leading, &weight)
        let rest = others > 0 ? Self.sort(patterns, leading) : (others: [Float](), weights: [])
        offsets.reserveCapacity(count + 1)
        strengths.reserveCapacity(count + rest.others.count)
        weights.reserveCapacity(count + rest.others.count)
        var start = 0
        for fault in 0..<count {
            let first = strengths.count
            if leading[fault].weight > 0 {
                strengths.append(leading[fault].strength)
                weights.append(leading[fault].weight)
            }
            let end = start + Int(leading[fault].others)
            Self.merge(rest, start..<end, &strengths, &weights)
            start = end
            moments[fault] = Self.powerSums(strengths, weights, from: first)
            offsets.append(Int32(strengths.count))
        }
    }

    /// What is known of a fault after the first pass.
    struct Leading {
        var strength: Float = 0
        var others: Int32 = 0
        var weight = 0.0
    }

    /// Sums the first strength of each fault; returns how many mentions have another.
    private static func sumLeading(
        _ patterns: ObservationPatterns, _ leading: inout [Leading], _ total: inout Double
    ) -> Int {
        var others = 0
        var sum = 0.0
        leading.withUnsafeMutableBufferPointer { leading in
            patterns.offsets.withUnsafeBufferPointer { offsets in
                patterns.faults.withUnsafeBufferPointer { faults in
                    patterns.strengths.withUnsafeBufferPointer { strengths in
                        for row in patterns.failed.indices where !patterns.failed[row] {
                            let weight = patterns.weights[row]
                            sum += weight
                            for k in Int(offsets[row])..<Int(offsets[row + 1]) {
                                let fault = Int(faults[k])
                                let strength = strengths[k]
                                if leading[fault].strength == strength {
                                    leading[fault].weight += weight
                                } else if leading[fault].strength == 0 {
                                    leading[fault].strength = strength
                                    leading[fault].weight = weight
                                } else {
                                    leading[fault].others += 1
                                    others += 1
                                }
                            }
                        }
                    }
                }
            }
        }
        total = sum
        return others
    }

    /// The mentions with other strengths than their fault's first, ordered by fault.
    private static func sort(
        _ patterns: ObservationPatterns, _ leading: [Leading]
    ) -> (others: [Float], weights: [Double]) {
        var next = [Int32](repeating: 0, count: leading.count)
        var total: Int32 = 0
        for fault in leading.indices {
            next[fault] = total
            total += leading[fault].others
        }
        var others = [Float](repeating: 0, count: Int(total))
        var weights = [Double](repeating: 0, count: Int(total))
        others.withUnsafeMutableBufferPointer { others in
            weights.withUnsafeMutableBufferPointer { weights in
                patterns.faults.withUnsafeBufferPointer { faults in
                    patterns.strengths.withUnsafeBufferPointer { strengths in
                        for row in patterns.failed.indices where !patterns.failed[row] {
                            let weight = patterns.weights[row]
                            let end = Int(patterns.offsets[row + 1])
                            for k in Int(patterns.offsets[row])..<end {
                                let fault = Int(faults[k])
                                let strength = strengths[k]
                                if leading[fault].strength == strength { continue }
                                let place = Int(next[fault])
                                next[fault] += 1
                                others[place] = strength
                                weights[place] = weight
                            }
                        }
                    }
                }
            }
        }
        return (others, weights)
    }

    /// Appends one fault's other strengths, equal ones once while there are few.
    private static func merge(
        _ rest: (others: [Float], weights: [Double]), _ range: Range<Int>,
        _ strengths: inout [Float], _ weights: inout [Double]
    ) {
        let first = strengths.count
        var position = range.lowerBound
        while position < range.upperBound {
            let strength = rest.others[position]
            var found = -1
            for k in first..<strengths.count where strengths[k] == strength {
                found = k
                break
            }
            if found >= 0 {
                weights[found] += rest.weights[position]
            } else if strengths.count - first < FaultColumns.mergeLimit {
                strengths.append(strength)
                weights.append(rest.weights[position])
            } else {
                break
            }
            position += 1
        }
        if position < range.upperBound {
            strengths.append(contentsOf: rest.others[position..<range.upperBound])
            weights.append(contentsOf: rest.weights[position..<range.upperBound])
        }
    }

    private static func powerSums(
        _ strengths: [Float], _ weights: [Double], from first: Int
    ) -> SIMD8<Double> {
        var s1 = 0.0
        var s2 = 0.0
        var s3 = 0.0
        var s4 = 0.0
        var s5 = 0.0
        var s6 = 0.0
        for k in first..<strengths.count {
            let r = Double(strengths[k])
            let a = weights[k] * r
            let b = a * r
            let c = r * r
            s1 += a
            s2 += b
            s3 += a * c
            s4 += b * c
            s5 += a * c * c
            s6 += b * c * c
        }
        return SIMD8(s1, s2, s3, s4, s5, s6, 0, 0)
    }
}
