/// The last changes of a hypothesis about a series.
struct LevelPath: Sendable, Codable {
    /// A change: when the segment after it began, and the level of the one before, as a place in the grid.
    struct Change: Sendable, Codable {
        var time: Int
        var from: Int

        /// Whether there was one.
        var isReal: Bool { time != Int.min }
    }

    private static let none = Change(time: Int.min, from: 0)

    // Three: more do not come before the first of them is reported or too old to be.
    var latest = LevelPath.none
    var second = LevelPath.none
    var third = LevelPath.none

    mutating func push(time: Int, from: Int) {
        third = second
        second = latest
        latest = Change(time: time, from: from)
    }

    /// Whether a change lies within so many values of a time.
    func hasChange(near time: Int, within distance: Int) -> Bool {
        func isNear(_ change: Change) -> Bool {
            change.isReal && abs(change.time - time) <= distance
        }
        return isNear(latest) || isNear(second) || isNear(third)
    }
}

/// A level and scale that the series may have now, and the changes that led there.
struct LevelHypothesis: Sendable, Codable {
    /// The level, as a place in the grid.
    var level: Int
    /// The scale: the unit times 2 to this power.
    var scale: Int
    /// Above the best of the step before.
    var cost: Double
    /// The changes.
    var path: LevelPath
}
