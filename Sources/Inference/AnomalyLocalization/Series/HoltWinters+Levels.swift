extension HoltWintersBank {
    /// Moves a series to a new level, of which somebody else is sure.
    ///
    /// Where the working set is on its way between the levels it is put on the new one, and the shadow set beside
    /// it; seasons and residuals stay. The trend, which has taken the shift for a slope, is set to 0.
    public mutating func move(series: Int, from: Scalar, to: Scalar) {
        let start = series * stride
        guard !values[start].isNaN, from.isFinite, to.isFinite, from != to else { return }
        let passed = (values[start] - from) / (to - from)
        // Beyond the new level it is on its own way already.
        if passed < 1 { values[start] += passed > 0 ? to - values[start] : to - from }
        values[start + 1] = 0
        if settings.followsLevelShifts {
            values[start + 2] = values[start]
            values[start + 3] = 0
        }
        marks[series * HoltWintersMark.count + HoltWintersMark.window] = 0
    }
}

extension HoltWinters {
    /// Moves the series to a new level; see ``HoltWintersBank/move(series:from:to:)``.
    public mutating func move(from: Double, to: Double) {
        bank.move(series: 0, from: from, to: to)
    }
}
