/// What is said of one value of a series.
public struct SeriesFinding: Sendable {
    /// Its place in the series, from 0.
    public var index: Int
    /// Its time in seconds since 1970, where the series has times.
    public var time: Double?
    /// The value; nan where it is missing.
    public var value: Double
    /// Forecast, band and judgement.
    public var outcome: SeasonalOutcome<Double>
    /// Those of the classic method, where it runs beside.
    public var classic: SeasonalOutcome<Double>?
    /// The number of the event that the value belongs to.
    public var event: Int?
    /// The shift of level that was established with this value.
    public var levelShift: LevelShift?
}
