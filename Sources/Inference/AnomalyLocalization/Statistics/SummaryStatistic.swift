/// The one number that stands for the values of a group in a time bin.
///
/// The median by default: it follows the service and the network and is not moved by the devices of a few
/// users (Argus, section II-B).
public enum SummaryStatistic: Hashable, Sendable {
    /// The value in the middle, or half way between the two in the middle.
    case median
    /// The arithmetic mean.
    case mean
    /// The least value, such as the round trip without queues.
    case minimum
    /// The greatest value.
    case maximum
    /// The value below which so many percent lie, between the two nearest linearly; above 0, below 100.
    case percentile(Double)

    /// Reads `median`, `mean`, `min`, `max` or `p95`; nil for any other word.
    public init?(_ word: some StringProtocol) {
        switch word {
        case "median": self = .median
        case "mean": self = .mean
        case "min": self = .minimum
        case "max": self = .maximum
        default:
            guard word.first == "p", let percent = Double(word.dropFirst()), percent > 0,
                percent < 100
            else { return nil }
            self = percent == 50 ? .median : .percentile(percent)
        }
    }

    /// The share of values below it; nil for the mean.
    public var quantile: Double? {
        switch self {
        case .median: 0.5
        case .mean: nil
        case .minimum: 0
        case .maximum: 1
        case .percentile(let percent): percent / 100
        }
    }
}

extension SummaryStatistic: CustomStringConvertible {
    /// The word that is read: `median`, `p95`.
    public var description: String {
        switch self {
        case .median: return "median"
        case .mean: return "mean"
        case .minimum: return "min"
        case .maximum: return "max"
        case .percentile(let percent):
            let whole = Int(percent)
            return percent == Double(whole) ? "p\(whole)" : "p\(percent)"
        }
    }
}
