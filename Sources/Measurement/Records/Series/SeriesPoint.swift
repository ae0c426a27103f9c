/// A value of a series as it stands in a file.
public struct SeriesPoint: Hashable, Sendable {
    /// Microseconds since 1970; nil in files without times.
    public var time: Int64?
    /// The value; nan where it is missing or not finite.
    public var value: Double
}

/// What a read gave: points in order, and lines that are none.
public struct SeriesBatch: Sendable {
    /// The points.
    public var points: [SeriesPoint] = []
    /// The lines that are none.
    public var rejected: [RejectedLine] = []
}
