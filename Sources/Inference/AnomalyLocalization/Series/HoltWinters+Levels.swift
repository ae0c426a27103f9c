extension HoltWintersBank {
    /// Moves a series to another level, of which somebody else is sure.
    ///
    /// Seasons and residuals stay. The trend, which may have taken a shift for a slope, is set to 0, the shadow set
    /// is put on the level of the working set, and anomalies are counted anew.
    public mutating func move(series: Int, by difference: Scalar) {
        let start = constants.start(series)
        guard !values[start].isNaN, difference.isFinite else { return }
        values[start] += difference
        values[start + 1] = 0
        if settings.followsLevelShifts {
            values[start + 2] = values[start]
            values[start + 3] = 0
        }
        marks[series * HoltWintersMark.count + HoltWintersMark.window] = 0
    }
}

extension HoltWinters {
    /// Moves the series to another level; see ``HoltWintersBank/move(series:by:)``.
    public mutating func move(by difference: Double) { bank.move(series: 0, by: difference) }
}
