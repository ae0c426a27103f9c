/// A share of cases with the certainty that their number allows.
public struct Proportion: Sendable, Equatable {
    /// How many of them.
    public let part: Int
    /// How many in all.
    public let whole: Int

    /// A share of cases.
    public init(_ part: Int, of whole: Int) {
        self.part = part
        self.whole = whole
    }

    /// The share of the cases that fulfil a condition.
    init<Case>(of cases: [Case], where condition: (Case) -> Bool) {
        self.init(cases.count(where: condition), of: cases.count)
    }

    /// The share, 0 to 1; nil when there are no cases.
    public var share: Double? { whole > 0 ? Double(part) / Double(whole) : nil }

    /// Wilson's 95 % interval, which keeps within 0...1 and holds for few cases; nil without cases.
    ///
    /// Source: Wilson, Probable inference, the law of succession, and statistical inference, Journal of
    /// the American Statistical Association 22, 1927:
    /// (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n), z the normal quantile of 0.975.
    public var interval: ClosedRange<Double>? {
        guard let share else { return nil }
        let (z, count) = (1.959963984540054, Double(whole))
        let square = z * z / count
        let center = share + square / 2
        let reach = z * (share * (1 - share) / count + square / (4 * count)).squareRoot()
        // Exact at the ends, where rounding would leave 1e-17.
        let lower = part == 0 ? 0 : max(0, (center - reach) / (1 + square))
        let upper = part == whole ? 1 : min(1, (center + reach) / (1 + square))
        return lower...upper
    }
}
