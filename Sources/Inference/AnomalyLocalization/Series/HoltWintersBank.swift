/// Many seasonal series, each followed by additive Holt-Winters in the same settings.
///
/// The state of all series lies in one flat array, ``stride`` numbers a series: level and trend (a, b), then
/// for each cycle season and residual (c, d), each pair followed by that of the shadow set if there is one.
/// Series lie in tiles of 64, row by row beside each other, so that a bin of all series is read in one go.
/// A million series of 24 cycles with shadow set take 432 MB in `Float`: 400 for these and 32 for the
/// four whole numbers a series has beside them. See Documentation/Methods/seasonal-detection.md.
///
/// - Warm-up: the first season is only gathered; from its end there are forecasts, and residuals are learned
///   as means over the seasons seen until the rate γ weighs more; values are judged after
///   ``HoltWintersSettings/warmUpSeasons``. All values are learned from until then.
/// - A bin that is missing, not finite or of too few users changes nothing: the level is held, the trend is
///   not drawn on over the gap, and the window of level shifts does not move.
/// - A bin may come again or late; it is learned from like any other.
/// - Daylight saving: `offset` shifts the season, so that local time can be followed. Cycles that the clock
///   skips are left as they are, cycles that it repeats are learned from twice.
/// - A constant series has the residual 0; any change beyond the floor of residuals is then anomalous.
public struct HoltWintersBank<Scalar: BinaryFloatingPoint & Sendable>: Sendable {
    /// How series are followed.
    public let settings: HoltWintersSettings
    @usableFromInline var counted: Int
    /// The number of series.
    @inlinable public var count: Int { counted }
    @usableFromInline let constants: HoltWintersConstants<Scalar>
    /// `count × stride` numbers, `count` rounded up to whole tiles.
    @usableFromInline var values: [Scalar]
    /// Four a series, see ``HoltWintersMark``.
    @usableFromInline var marks: [UInt64]

    /// A bank of series of which nothing is known yet.
    @inlinable
    public init(series count: Int = 0, settings: HoltWintersSettings) throws(SeriesError) {
        try self.init(settings: settings, lanes: 64)
        add(count)
    }

    /// A bank in tiles of so many series, a power of two.
    @usableFromInline
    init(settings: HoltWintersSettings, lanes: Int) throws(SeriesError) {
        try settings.check()
        self.settings = settings
        counted = 0
        constants = HoltWintersConstants(settings, lanes: lanes)
        values = []
        marks = []
    }

    /// Adds series of which nothing is known yet, behind the others.
    @inlinable
    public mutating func add(_ number: Int = 1) {
        let first = count
        counted += number
        let lanes = constants.lanes
        let needed = (counted + lanes - 1) / lanes * lanes * constants.stride
        if needed > values.count {
            values.append(contentsOf: repeatElement(0, count: needed - values.count))
        }
        marks.append(contentsOf: repeatElement(0, count: number * HoltWintersMark.count))
        for series in first..<counted { values[constants.start(series)] = .nan }
    }

    /// Forgets all that is known of a series, so that its place can be taken by another.
    @inlinable
    public mutating func forget(series: Int) {
        var new = [Scalar](repeating: 0, count: stride)
        new[0] = .nan
        scatter(new, from: 0, to: series)
        let mark = series * HoltWintersMark.count
        for index in mark..<mark + HoltWintersMark.count { marks[index] = 0 }
    }

    /// Writes the numbers of a series behind each other, one row after the other.
    @inlinable
    func gather(_ series: Int, into numbers: inout [Scalar], at place: Int) {
        var from = constants.start(series)
        var to = place
        let width = constants.width
        while to < place + constants.stride {
            var index = 0
            while index < width {
                numbers[to + index] = values[from + index]
                index += 1
            }
            from += constants.row
            to += width
        }
    }

    /// Puts the numbers of a series, which begin at a place, where they belong.
    @inlinable
    mutating func scatter(_ numbers: [Scalar], from place: Int, to series: Int) {
        var to = constants.start(series)
        var from = place
        let width = constants.width
        while from < place + constants.stride {
            var index = 0
            while index < width {
                values[to + index] = numbers[from + index]
                index += 1
            }
            to += constants.row
            from += width
        }
    }

    /// How many values were learned from.
    public func valuesSeen(series: Int) -> Int {
        Int(clamping: marks[series * HoltWintersMark.count + HoltWintersMark.seen])
    }

    /// The bin of the last value; nil before the first.
    public func lastBin(series: Int) -> Int? {
        let mark = series * HoltWintersMark.count
        guard marks[mark + HoltWintersMark.seen] > 0 else { return nil }
        return Int(truncatingIfNeeded: marks[mark + HoltWintersMark.lastBin])
    }

    /// The level a of the working set; nan during the first season.
    @inlinable
    public func level(series: Int) -> Scalar { values[constants.start(series)] }
}

/// What the four whole numbers of a series are.
@usableFromInline
enum HoltWintersMark {
    /// The last 64 judged values, a bit each, 1 for anomalous, the latest lowest.
    @usableFromInline static let window = 0
    /// The bin of the last value.
    @usableFromInline static let lastBin = 1
    /// The bin of the first value.
    @usableFromInline static let firstBin = 2
    /// The values learned from.
    @usableFromInline static let seen = 3
    /// How many there are.
    @usableFromInline static let count = 4
}
