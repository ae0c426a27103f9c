/// How long a test takes, as measured.
public struct TestDuration: Hashable, Sendable {
    /// The mean, in milliseconds.
    public var mean: Double
    /// What 95 of 100 stay below, in milliseconds.
    public var percentile95: Double

    /// The duration of tests that took so long, in milliseconds; nil without any.
    ///
    /// - Complexity: that of sorting them.
    public init?(of milliseconds: [Double]) {
        guard !milliseconds.isEmpty else { return nil }
        let sorted = milliseconds.sorted()
        mean = sorted.reduce(0, +) / Double(sorted.count)
        // The nearest rank: at least 95 of 100 are not longer.
        percentile95 = sorted[(sorted.count * 95 + 99) / 100 - 1]
    }
}
