/// What is followed of a seasonal series and how, each enhancement with its switch.
///
/// "Argus", section II-C (see Documentation/Methods/seasonal-detection.md). Time is counted in bins.
/// A season has ``cycles``; each cycle ``binsPerCycle`` bins, one unless detection is finer than the model.
public struct HoltWintersSettings: Hashable, Sendable, Codable {
    /// n, the cycles of a season; 1 for series without season.
    public var cycles: Int
    /// How many bins start within a cycle; above 1, season and residual are interpolated between cycles.
    public var binsPerCycle = 1
    /// The rates of the working set.
    public var rates = HoltWintersRates.working
    /// The rates of the shadow set.
    public var shadowRates = HoltWintersRates.shadow
    /// Whether abnormal values leave the working set alone (II-C.1).
    public var isRobust = true
    /// A_u: a value with a higher abnormal level is kept out of the working set.
    public var updateLimit = 4
    /// Whether residuals are scaled up for those that robustness keeps out (ours).
    ///
    /// The paper's residual is the mean of those below (A_u + 1)/2 times itself. That is less than the mean of
    /// all, so the bound falls, and the mean with it: with A_u = 3 down to nothing for any bell-shaped noise.
    public var isConsistent = true
    /// Whether a shadow set is kept that takes over after a level shift (II-C.2).
    public var followsLevelShifts = true
    /// L, the number of last values among which anomalous ones are counted: 1 to 64.
    public var shiftWindow = 16
    /// P: the shadow set takes over once a larger share of the last values was anomalous.
    public var shiftShare = 0.75
    /// w, the neighbouring cycles on either side that learn from a residual; 0 switches it off (II-C.3).
    public var residualNeighbours = 1
    /// A value from this abnormal level on is anomalous: 1 to 5.
    public var anomalousLevel = 4
    /// k: the abnormal level counts halves of k times the usual residual; the paper has 1 (ours).
    ///
    /// d is a mean of absolute values, 0.8 standard deviations of normal noise: with k = 1 the paper's
    /// limit of 2 d calls 11 % of undisturbed values anomalous, with k = 2 it is 0.14 %.
    public var residualScale = 2.0
    /// How many seasons pass before values are judged; at least ``minimumValues`` values anyway.
    public var warmUpSeasons = 2.0
    /// How many values must have come before any is judged.
    public var minimumValues = 8
    /// The least residual that is taken for usual, in the unit of the series.
    public var residualFloor = 0.0
    /// The least residual that is taken for usual, as a share of the forecast's absolute value.
    public var relativeResidualFloor = 0.001
    /// A bin of fewer users is neither judged nor learned from, like a missing one.
    public var minimumUsers = 1

    /// All enhancements, for a season of so many cycles.
    public init(cycles: Int, binsPerCycle: Int = 1) {
        self.cycles = cycles
        self.binsPerCycle = binsPerCycle
        if cycles < 3 { residualNeighbours = 0 }
    }

    /// The unenhanced method: every value is learned from, one set, residuals cycle by cycle.
    public static func classic(
        cycles: Int, binsPerCycle: Int = 1, rates: HoltWintersRates = .working
    ) -> HoltWintersSettings {
        var settings = HoltWintersSettings(cycles: cycles, binsPerCycle: binsPerCycle)
        settings.rates = rates
        settings.isRobust = false
        settings.isConsistent = false
        settings.followsLevelShifts = false
        settings.residualNeighbours = 0
        return settings
    }

    /// The bins of a season.
    public var binsPerSeason: Int { cycles * binsPerCycle }

    /// Throws for numbers outside of their range.
    func check() throws(SeriesError) {
        func require(
            _ holds: Bool, _ name: String, _ value: Double, _ range: String
        ) throws(SeriesError) {
            if !holds { throw .setting(name: name, value: value, range: range) }
        }
        try require((1...100_000).contains(cycles), "cycles", Double(cycles), "1...100000")
        try require(
            (1...10_000).contains(binsPerCycle), "bins a cycle", Double(binsPerCycle), "1...10000")
        for (rates, name) in [(rates, "working"), (shadowRates, "shadow")] {
            try require(
                rates.areValid, "a rate of the \(name) set",
                [rates.level, rates.trend, rates.season].first { !(0...1).contains($0) } ?? 0,
                "0...1")
        }
        try require((0...5).contains(updateLimit), "update limit", Double(updateLimit), "0...5")
        try require((1...64).contains(shiftWindow), "shift window", Double(shiftWindow), "1...64")
        try require((0...1).contains(shiftShare), "shift share", shiftShare, "0...1")
        try require(
            residualNeighbours >= 0 && 2 * residualNeighbours < max(cycles, 2),
            "residual neighbours", Double(residualNeighbours), "0..<cycles/2")
        try require(
            (1...5).contains(anomalousLevel), "anomalous level", Double(anomalousLevel), "1...5")
        try require(
            residualScale > 0 && residualScale <= 1000, "residual scale", residualScale, "0<...1000"
        )
        try require(
            (0...1000).contains(warmUpSeasons), "warm-up seasons", warmUpSeasons, "0...1000")
        try require(
            (1...1_000_000).contains(minimumValues), "minimum of values", Double(minimumValues),
            "1...1000000")
        try require(
            residualFloor >= 0 && residualFloor.isFinite, "residual floor", residualFloor, "0...")
        try require(
            (0...1).contains(relativeResidualFloor), "relative residual floor",
            relativeResidualFloor, "0...1")
    }
}
