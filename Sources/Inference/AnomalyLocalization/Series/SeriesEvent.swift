/// A run of anomalous bins of one series: one event.
public struct SeriesEvent: Hashable, Sendable, Codable {
    /// The number of the event, counted from 1 over all series.
    public var id: Int
    /// The series it is of.
    public var series: Int
    /// The first anomalous bin.
    public var start: Int
    /// The last anomalous bin so far.
    public var last: Int
    /// The anomalous bins.
    public var bins: Int
    /// The highest abnormal level.
    public var peak: UInt8
    /// Whether it goes on.
    public var isOpen: Bool

    /// An event of its parts.
    public init(
        id: Int, series: Int, start: Int, last: Int, bins: Int, peak: UInt8, isOpen: Bool
    ) {
        self.id = id
        self.series = series
        self.start = start
        self.last = last
        self.bins = bins
        self.peak = peak
        self.isOpen = isOpen
    }
}
