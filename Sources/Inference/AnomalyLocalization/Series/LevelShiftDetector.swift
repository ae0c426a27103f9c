/// Finds lasting changes of the level of one series, online; neither season nor even times are needed.
///
/// A hidden Markov model: the series is cut into segments, each with a level out of a grid and a scale of
/// noise out of a few. A value costs |x - level| / scale + log scale, Laplace's law, and at most κ, so that
/// an outlier counts for little whatever its size; a change costs β. The cheapest path to every level and
/// scale is kept by the recursion of A. Viterbi, 1967. What costs β more than the best can never win against
/// a change from the best and is dropped, which keeps the search exact and small. The bounded loss is
/// that of P. Fearnhead and G. Rigaill, *Changepoint detection in the presence of outliers*, 2019.
///
/// A change is reported once the best path has it and every path without it costs μ β more, a sequential
/// test; its place is the likeliest given all values up to then. One that proves to have been a burst is taken
/// back by a report in the other direction. Values that are not finite take a position and say nothing.
///
/// A value costs a few microseconds; memory is bounded by ``LevelShiftSettings/memory`` and the hypotheses.
public struct LevelShiftDetector: Sendable, Codable {
    /// What is taken for a change.
    public let settings: LevelShiftSettings
    /// The position of the next value.
    public internal(set) var position = 0
    var estimate: NoiseEstimate
    /// The unit in use; 0 before the first value.
    var unit = 0.0
    /// The hypotheses that can still win, by level in ascending order, then by scale.
    var hypotheses: [LevelHypothesis] = []
    /// Room for those of the next step.
    var room: [LevelHypothesis] = []
    /// The changes reported last.
    var reported: [LevelShift] = []

    /// How near two places of the same change may be.
    static let tolerance = 3

    /// A detector that has seen nothing.
    public init(settings: LevelShiftSettings = LevelShiftSettings()) throws(SeriesError) {
        try settings.check()
        self.settings = settings
        estimate = NoiseEstimate(memory: settings.memory)
    }

    /// Takes a value in and returns the shift that it establishes, mostly none.
    ///
    /// Where it establishes several, the others come with the next values.
    public mutating func add(_ value: Double) -> LevelShift? {
        defer { position += 1 }
        let isUsable = abs(value) < 1e300
        let isNew = estimate.add(isUsable ? value : .nan)
        // After noughts alone the unit says nothing of the first other value.
        if isNew || unit == 0 || abs(value) > 1e12 * unit { adaptUnit() }
        guard isUsable, unit > 0 else { return nil }
        advance(value)
        return establish()
    }
}
