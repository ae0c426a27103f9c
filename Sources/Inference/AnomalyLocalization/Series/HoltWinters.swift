/// One seasonal series, followed by additive Holt-Winters.
///
/// A bank of one in double precision; see ``HoltWintersBank`` for what is done with gaps and beginnings.
public struct HoltWinters: Sendable {
    var bank: HoltWintersBank<Double>

    /// A series of which nothing is known yet.
    public init(settings: HoltWintersSettings) throws(SeriesError) {
        bank = try HoltWintersBank(settings: settings, lanes: 1)
        bank.add(1)
    }

    /// A series that goes on where the snapshot was taken.
    public init(
        _ snapshot: HoltWintersSnapshot<Double>, settings: HoltWintersSettings
    ) throws(SeriesError) {
        bank = try HoltWintersBank(snapshot, settings: settings, lanes: 1)
    }

    /// How it is followed.
    public var settings: HoltWintersSettings { bank.settings }

    /// All that is known.
    public var snapshot: HoltWintersSnapshot<Double> { bank.snapshot }

    /// The level a of the working set; nan during the first season.
    public var level: Double { bank.level(series: 0) }

    /// Judges a value and learns from it; see ``HoltWintersBank/update(series:value:bin:offset:users:)``.
    public mutating func update(
        value: Double, bin: Int, offset: Int = 0, users: Int32 = .max
    ) -> SeasonalOutcome<Double> {
        bank.update(series: 0, value: value, bin: bin, offset: offset, users: users)
    }

    /// What would be expected of a bin.
    public func forecast(bin: Int, offset: Int = 0) -> SeasonalOutcome<Double> {
        bank.forecast(series: 0, bin: bin, offset: offset)
    }
}
