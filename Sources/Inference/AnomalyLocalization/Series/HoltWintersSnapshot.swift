/// The state of a bank as plain arrays, to be kept and restored.
public struct HoltWintersSnapshot<Scalar: BinaryFloatingPoint & Sendable>: Sendable {
    /// The number of series.
    public var count: Int
    /// The flat numbers of all series.
    public var values: [Scalar]
    /// Four whole numbers a series: the window of anomalies, last bin, first bin, values seen.
    public var marks: [UInt64]

    /// A snapshot of its parts.
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
    public var snapshot: HoltWintersSnapshot<Scalar> {
        HoltWintersSnapshot(count: count, values: values, marks: marks)
    }

    /// A bank that goes on where the snapshot was taken, under the same settings.
    public init(
        _ snapshot: HoltWintersSnapshot<Scalar>, settings: HoltWintersSettings
    ) throws(SeriesError) {
        try self.init(series: 0, settings: settings)
        let expected = snapshot.count * stride
        guard snapshot.count >= 0, snapshot.values.count == expected else {
            throw .unfitSnapshot(found: snapshot.values.count, expected: expected)
        }
        let marks = snapshot.count * HoltWintersMark.count
        guard snapshot.marks.count == marks else {
            throw .unfitSnapshot(found: snapshot.marks.count, expected: marks)
        }
        restore(snapshot)
    }

    /// The numbers that a series has in ``HoltWintersSnapshot/values``; it has four in its marks.
    public var stride: Int { constants.stride }

    /// What is known of one series, for a store that keeps series one by one.
    public func snapshot(series: Int) -> HoltWintersSnapshot<Scalar> {
        let mark = series * HoltWintersMark.count
        return HoltWintersSnapshot(
            count: 1, values: Array(values[series * stride..<(series + 1) * stride]),
            marks: Array(marks[mark..<mark + HoltWintersMark.count]))
    }

    /// Puts what was known of one series in its place again.
    public mutating func restore(
        series: Int, _ snapshot: HoltWintersSnapshot<Scalar>
    ) throws(SeriesError) {
        guard snapshot.count == 1, snapshot.values.count == stride,
            snapshot.marks.count == HoltWintersMark.count
        else { throw .unfitSnapshot(found: snapshot.values.count, expected: stride) }
        values.replaceSubrange(series * stride..<(series + 1) * stride, with: snapshot.values)
        let mark = series * HoltWintersMark.count
        marks.replaceSubrange(mark..<mark + HoltWintersMark.count, with: snapshot.marks)
    }
}
