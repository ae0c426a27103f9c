/// What a series starts from: its first season, gathered and then taken apart.
///
/// While it is gathered, the season of a cycle holds the mean of its values and the residual their number.
@usableFromInline
enum FirstSeason {
    /// Whether a season has passed and half of it had values, or four seasons have passed anyway.
    @inlinable
    static func isOver<Scalar: BinaryFloatingPoint & Sendable>(
        _ marks: UnsafeMutablePointer<UInt64>, bin: Int, _ constants: HoltWintersConstants<Scalar>
    ) -> Bool {
        let seen = Int(clamping: marks[HoltWintersMark.seen])
        guard seen > 0 else { return false }
        let first = Int(truncatingIfNeeded: marks[HoltWintersMark.firstBin])
        let passed = bin.subtractingReportingOverflow(first)
        let span = passed.overflow ? Int.max : abs(passed.partialValue)
        let season = constants.binsPerSeason
        return (span >= season && seen >= (season + 1) / 2) || span / 4 >= season
            || seen / 4 >= season
    }

    /// Takes a value of the first season in.
    @inlinable
    static func gather<Scalar: BinaryFloatingPoint & Sendable>(
        _ state: UnsafeMutablePointer<Scalar>, _ marks: UnsafeMutablePointer<UInt64>,
        value: Scalar, bin: Int, place: SeasonPlace<Scalar>,
        _ constants: HoltWintersConstants<Scalar>
    ) {
        let cycle = place.fraction < 0.5 ? place.cycle : place.next
        let cell = state + constants.row * (1 + cycle)
        cell[1] += 1
        cell[0] += (value - cell[0]) / cell[1]
        let number = UInt64(bitPattern: Int64(bin))
        if marks[HoltWintersMark.seen] == 0 { marks[HoltWintersMark.firstBin] = number }
        marks[HoltWintersMark.lastBin] = number
        marks[HoltWintersMark.seen] += 1
    }

    /// Sets level, season and residual from what was gathered.
    ///
    /// The level is the mean of the cycles, or their median in the robust method, whose cycles also give way
    /// to their neighbours where they stick out: dirty data of the first day would otherwise come back as a
    /// season of its own. Cycles without values lie on the line between their neighbours. The residual, of
    /// which a single season says nothing, is taken from how far cycles lie from the middle of their
    /// neighbours: of white noise that is √1.5 times the noise, a forecast from one season errs by √2 times.
    @inlinable
    @inline(never)
    static func conclude<Scalar: BinaryFloatingPoint & Sendable>(
        _ state: UnsafeMutablePointer<Scalar>, _ constants: HoltWintersConstants<Scalar>
    ) {
        let cycles = constants.cycles
        let row = constants.row
        let cells = state + row
        var profile = SeasonProfile(cycles: cycles)
        for cycle in 0..<cycles where cells[cycle * row + 1] > 0 {
            profile.means[cycle] = Double(cells[cycle * row])
            profile.isSeen[cycle] = true
        }
        profile.fillGaps()
        if constants.isRobust { profile.removeSpikes() }
        let level = Scalar(constants.isRobust ? profile.median : profile.mean)
        let residual = Scalar(profile.roughness * (4.0 / 3).squareRoot())
        state[0] = level
        state[1] = 0
        var cycle = 0
        while cycle < cycles {
            cells[cycle * row] = Scalar(profile.means[cycle]) - level
            cells[cycle * row + 1] = residual
            cycle += 1
        }
        guard constants.hasShadow else { return }
        var number = 0
        while number <= cycles {
            let cell = state + number * row
            cell[2] = cell[0]
            cell[3] = cell[1]
            number += 1
        }
    }
}
