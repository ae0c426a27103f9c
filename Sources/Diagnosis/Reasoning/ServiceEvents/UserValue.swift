import AnomalyLocalization

/// What the measurements of one user in one bin count as: one value, so that nobody speaks twice.
enum UserValue: Sendable {
    /// Their mean.
    case mean
    /// The least of them, where the statistic is the least.
    case least
    /// The greatest of them, where the statistic is the greatest.
    case greatest

    init(_ statistic: SummaryStatistic) {
        switch statistic {
        case .median, .mean, .percentile: self = .mean
        case .minimum: self = .least
        case .maximum: self = .greatest
        }
    }

    /// What two sums make together.
    @inline(__always)
    func joined(_ left: Double, _ right: Double) -> Double {
        switch self {
        case .mean: left + right
        case .least: min(left, right)
        case .greatest: max(left, right)
        }
    }

    /// The value that a sum of so many measurements stands for.
    @inline(__always)
    func value(_ sum: Double, _ count: UInt32) -> Float {
        self == .mean ? Float(sum / Double(count)) : Float(sum)
    }
}
