/// What a ``LeafLocalizer`` found in a table.
public struct LeafLocalization: Sendable, Equatable {
    /// The causes, those first that explain most of the deviation.
    public let causes: [LeafCause]
    /// The relative change that all leaves share: by how much the forecasts are off as a whole, most often 0.
    ///
    /// Negative where more came than was expected; see ``LeafCause/change``.
    public let commonChange: Double
    /// The scatter of the deviations of large normal leaves, relative to their size.
    public let noise: Double
    /// The greatest number of conditions of which all combinations were searched.
    public let searchedConditions: Int
    /// How many leaves have a value, measured or expected; others say nothing.
    public let informativeLeaves: Int
}
