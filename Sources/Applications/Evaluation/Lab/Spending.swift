/// What was spent on diagnoses, beside what asking everything would have cost.
public struct Spending: Sendable, Equatable {
    /// The sum over all answers.
    public let spent: Double
    /// The mean of an answer; nil without answers.
    public let mean: Double?
    /// The middle value, or the mean of the two middle ones; nil without answers.
    public let median: Double?
    /// The sum over all runs that asked everything; nil when there were none.
    public let everything: Double?
    /// How many scenarios have an answer of both runs.
    public let pairs: Int
    /// What was spent where both runs gave an answer, by what everything cost there; nil without pairs.
    public let ratio: Double?

    /// Sums up.
    ///
    /// - Parameters:
    ///   - values: what each answer cost.
    ///   - pairs: both figures of the scenarios where both are known.
    init(_ values: [Double], pairs: [(spent: Double, everything: Double)]) {
        spent = values.reduce(0, +)
        mean = values.isEmpty ? nil : spent / Double(values.count)
        median = Self.median(values)
        let all = pairs.reduce(0) { $0 + $1.everything }
        everything = pairs.isEmpty ? nil : all
        self.pairs = pairs.count
        ratio = all > 0 ? pairs.reduce(0) { $0 + $1.spent } / all : nil
    }

    static func median(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
}
