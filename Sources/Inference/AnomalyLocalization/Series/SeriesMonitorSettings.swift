/// How one series is watched.
public struct SeriesMonitorSettings: Sendable {
    /// How lasting changes of level are noticed.
    public enum Shifts: Hashable, Sendable {
        /// By segments: ``LevelShiftDetector`` (ours).
        case segments
        /// As in the paper: by the share of anomalous values, after which the shadow set takes over.
        case shadow
        /// Not at all.
        case none
    }

    /// What comes back.
    public var season = SeriesSeason.chosen
    /// Seconds between values; nil to take the middle of the first ones.
    public var step: Double?
    /// The settings of forecast and judgement, but for cycles and bins, which follow from season and step.
    public var forecast = HoltWintersSettings(cycles: 24)
    /// How lasting changes of level are noticed.
    public var shifts = Shifts.segments
    /// What is taken for one.
    public var levelShift = LevelShiftSettings()
    /// Whether the classic method runs beside it.
    public var hasClassic = false
    /// How many bins may be missing inside of an event.
    public var patience = 2

    /// The defaults.
    public init() {}
}
