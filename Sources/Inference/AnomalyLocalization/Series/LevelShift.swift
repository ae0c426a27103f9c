/// A lasting change of a series' level, found a little after it came.
public struct LevelShift: Hashable, Sendable, Codable {
    /// The position of the first value at the new level, counted from 0.
    public var index: Int
    /// The position of the value with which the shift was established.
    public var establishedAt: Int
    /// The level before: the median of the last values there.
    public var from: Double
    /// The level since: the median of the values there.
    public var to: Double

    /// A shift of its parts.
    public init(index: Int, establishedAt: Int, from: Double, to: Double) {
        self.index = index
        self.establishedAt = establishedAt
        self.from = from
        self.to = to
    }

    /// How many values came between the first one at the new level and the finding.
    public var delay: Int { establishedAt - index }
}
