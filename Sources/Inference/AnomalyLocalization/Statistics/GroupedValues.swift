/// Values in the order of their groups, from which a statistic of each group is taken exactly.
///
/// A counting sort by group and a selection in each: two passes over the values and a third over parts of them.
public struct GroupedValues: Sendable {
    /// Where the values of each group begin in `values`, and at the end how many there are.
    public private(set) var offsets: [Int] = [0]
    /// The values, those of the first group first; within a group in no order after a statistic was taken.
    public private(set) var values: [Float] = []

    /// No values of no groups; room grows with use.
    public init() {}

    /// Takes values and the group of each, from 0 to one below `count`; what was there before is forgotten.
    ///
    /// - Precondition: as many groups as values, each in its range.
    public mutating func sort(_ new: [Float], groups: [Int32], count: Int) {
        precondition(new.count == groups.count, "each value has a group")
        if offsets.count != count + 1 {
            offsets = Array(repeating: 0, count: count + 1)
        } else {
            for group in offsets.indices { offsets[group] = 0 }
        }
        for group in groups { offsets[Int(group) + 1] += 1 }
        for group in 0..<count { offsets[group + 1] += offsets[group] }
        if values.count < new.count {
            values = Array(repeating: 0, count: new.count)
        } else if values.count > new.count {
            values.removeLast(values.count - new.count)
        }
        // Each offset runs to the begin of the next group while its values are laid down.
        offsets.withUnsafeMutableBufferPointer { next in
            values.withUnsafeMutableBufferPointer { values in
                for (value, group) in zip(new, groups) {
                    let place = next[Int(group)]
                    values[place] = value
                    next[Int(group)] = place + 1
                }
            }
        }
        for group in stride(from: count, to: 0, by: -1) { offsets[group] = offsets[group - 1] }
        if count >= 0 { offsets[0] = 0 }
    }

    /// The statistic of each group; NaN for a group without values.
    public mutating func statistics(_ statistic: SummaryStatistic) -> [Double] {
        let offsets = offsets
        return values.withUnsafeMutableBufferPointer { values in
            (0..<max(0, offsets.count - 1)).map { group in
                Self.statistic(
                    statistic,
                    of: UnsafeMutableBufferPointer(
                        rebasing: values[offsets[group]..<offsets[group + 1]]))
            }
        }
    }

    /// The statistic of some values, which are put into another order; NaN for none.
    @inline(__always)
    public static func statistic(
        _ statistic: SummaryStatistic, of values: UnsafeMutableBufferPointer<Float>
    ) -> Double {
        guard !values.isEmpty else { return .nan }
        switch statistic {
        case .median: return OrderSelection.quantile(0.5, of: values)
        case .percentile(let percent):
            return OrderSelection.quantile(percent / 100, of: values)
        case .mean:
            var sum = 0.0
            for value in values { sum += Double(value) }
            return sum / Double(values.count)
        case .minimum: return Double(values.reduce(.infinity) { min($0, $1) })
        case .maximum: return Double(values.reduce(-.infinity) { max($0, $1) })
        }
    }
}
