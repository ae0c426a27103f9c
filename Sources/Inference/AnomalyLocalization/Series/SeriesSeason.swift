/// What comes back in a series, and how long it takes.
public enum SeriesSeason: Hashable, Sendable {
    /// Nothing comes back.
    case none
    /// A season of so many seconds, from the beginning of 1970 on; with times only.
    case seconds(Double)
    /// A season of so many values, for series without times.
    case values(Int)
    /// Day, week or none, whichever forecasts best so far.
    case chosen

    /// 24 hours.
    public static let day = SeriesSeason.seconds(86_400)
    /// Seven days.
    public static let week = SeriesSeason.seconds(604_800)
}

/// A season as the model counts it.
struct SeasonModel: Hashable, Sendable {
    let cycles: Int
    let binsPerCycle: Int
    /// Seconds of a bin; nil where each value is a bin.
    let binSeconds: Double?

    static let none = SeasonModel(cycles: 1, binsPerCycle: 1, binSeconds: nil)

    init(cycles: Int, binsPerCycle: Int, binSeconds: Double?) {
        self.cycles = cycles
        self.binsPerCycle = binsPerCycle
        self.binSeconds = binSeconds
    }

    /// Cycles of an hour at least, each with as many bins as values come in it; nil for less than two cycles.
    init?(seconds: Double, step: Double) {
        let shortest = min(3_600, seconds / 24)
        let cycles = Int((seconds / max(shortest, step)).rounded())
        guard cycles >= 2, cycles <= 100_000 else { return nil }
        let length = seconds / Double(cycles)
        let bins = max(1, min(Int((length / step).rounded()), 3_600))
        self.init(cycles: cycles, binsPerCycle: bins, binSeconds: length / Double(bins))
    }
}
