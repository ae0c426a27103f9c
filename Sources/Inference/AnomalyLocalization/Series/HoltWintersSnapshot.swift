/// The state of a bank as plain arrays, to be kept and restored.
public struct HoltWintersSnapshot<Scalar: BinaryFloatingPoint & Sendable>: Sendable {
    /// The number of series.
    public var count: Int
    /// The flat numbers of all series.
    public var values: [Scalar]
    /// Four whole numbers a series: the window of anomalies, last bin, first bin, values seen.
    public var marks: [UInt64]

    /// A snapshot of its parts.
    @inlinable
    public init(count: Int, values: [Scalar], marks: [UInt64]) {
        self.count = count
        self.values = values
        self.marks = marks
    }
}

extension HoltWintersSnapshot: Codable where Scalar: Codable {}
extension HoltWintersSnapshot: Equatable {}

extension HoltWintersBank {
    /// All that is known, as plain arrays.
    ///
    /// Numbers may be nan (of series in their first season), which JSON cannot hold: keep the bit patterns.
    @inlinable public var snapshot: HoltWintersSnapshot<Scalar> {
        var numbers = [Scalar](repeating: 0, count: count * stride)
        for series in 0..<count { gather(series, into: &numbers, at: series * stride) }
        return HoltWintersSnapshot(count: count, values: numbers, marks: marks)
    }

    /// A bank that goes on where the snapshot was taken, under the same settings.
    @inlinable
    public init(
        _ snapshot: HoltWintersSnapshot<Scalar>, settings: HoltWintersSettings
    ) throws(SeriesError) {
        try self.init(snapshot, settings: settings, lanes: 64)
    }

    @inlinable
    init(
        _ snapshot: HoltWintersSnapshot<Scalar>, settings: HoltWintersSettings, lanes: Int
    ) throws(SeriesError) {
        // A count that the arrays cannot hold must not ask for memory.
        let fits = 0...snapshot.marks.count ~= snapshot.count
        try self.init(settings: settings, lanes: lanes)
        add(fits ? snapshot.count : 0)
        let expected = count * stride
        guard count == snapshot.count, snapshot.values.count == expected else {
            throw .unfitSnapshot(found: snapshot.values.count, expected: expected)
        }
        let marks = snapshot.count * HoltWintersMark.count
        guard snapshot.marks.count == marks else {
            throw .unfitSnapshot(found: snapshot.marks.count, expected: marks)
        }
        for series in 0..<count {
            scatter(snapshot.values, from: series * stride, to: series)
        }
        self.marks = snapshot.marks
    }

    /// The numbers that a series has in ``HoltWintersSnapshot/values``; it has four in its marks.
    @inlinable public var stride: Int { constants.stride }

    /// What is known of one series, for a store that keeps series one by one.
    @inlinable
    public func snapshot(series: Int) -> HoltWintersSnapshot<Scalar> {
        let mark = series * HoltWintersMark.count
        var numbers = [Scalar](repeating: 0, count: stride)
        gather(series, into: &numbers, at: 0)
        return HoltWintersSnapshot(
            count: 1, values: numbers, marks: Array(marks[mark..<mark + HoltWintersMark.count]))
    }

    /// Puts what was known of one series in its place again.
    @inlinable
    public mutating func restore(
        series: Int, _ snapshot: HoltWintersSnapshot<Scalar>
    ) throws(SeriesError) {
        guard snapshot.count == 1, snapshot.values.count == stride,
            snapshot.marks.count == HoltWintersMark.count
        else { throw .unfitSnapshot(found: snapshot.values.count, expected: stride) }
        scatter(snapshot.values, from: 0, to: series)
        let mark = series * HoltWintersMark.count
        marks.replaceSubrange(mark..<mark + HoltWintersMark.count, with: snapshot.marks)
    }
}
