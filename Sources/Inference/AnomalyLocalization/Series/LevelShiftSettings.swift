/// What is taken for a lasting change of level.
///
/// Costs are natural logarithms of likelihood ratios. The unit in which distances are measured follows the
/// series: a share of its level and of its noise, so that no setting has the unit of the values.
public struct LevelShiftSettings: Hashable, Sendable, Codable {
    /// β, what a change costs: as much evidence is asked for it.
    public var changeCost = 45.0
    /// κ, the most that one value can cost: what an outlier costs.
    public var outlierCost = 8.0
    /// The share μ of β by which a change must be ahead of its absence before it is reported.
    public var margin = 0.25
    /// A change is reported after so many values at the new level, that with it counted, at the earliest.
    public var minimumValues = 5
    /// The least change of level, in units.
    public var minimumShift = 4.0
    /// The unit as a share of the level.
    public var unitOfLevel = 0.001
    /// The unit as a multiple of the noise: the standard deviation between neighbouring values over √2.
    public var unitOfNoise = 0.7
    /// How many scales of noise a segment may have, each twice the one before, from the unit on.
    public var scales = 4
    /// The distance of neighbouring levels that are distinguished, in units.
    public var resolution = 1.4
    /// How many last values noise and level are taken from; changes are reported within an eighth of it.
    public var memory = 512

    /// The defaults.
    public init() {}

    /// Throws for numbers outside of their range.
    func check() throws(SeriesError) {
        func require(
            _ value: Double, _ range: ClosedRange<Double>, _ name: String
        ) throws(SeriesError) {
            guard range.contains(value) else {
                throw .setting(name: name, value: value, range: "\(range)")
            }
        }
        try require(changeCost, 1...10_000, "cost of a change")
        try require(outlierCost, 1...1000, "cost of an outlier")
        try require(margin, 0...1, "margin")
        try require(Double(minimumValues), 1...1000, "minimum of values")
        try require(minimumShift, 0...1000, "minimum shift")
        try require(unitOfLevel, 0...1, "unit as a share of the level")
        try require(unitOfNoise, 0...100, "unit as a multiple of the noise")
        try require(Double(scales), 1...8, "scales")
        try require(resolution, 0.1...10, "resolution")
        try require(Double(memory), 16...65_536, "memory")
    }
}
