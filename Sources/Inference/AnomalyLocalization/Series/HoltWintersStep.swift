/// One value of one series: forecast, judgement, update.
///
/// With several bins a cycle the season and residual of a bin that starts a share f into cycle j are
/// (1 - f) and f times those of the cycles j and j + 1; what is learned goes back to them by the same weights.
@usableFromInline
enum HoltWintersStep {
    /// Judges a value and learns from it.
    ///
    /// In this order: the value is fit, the first season is over, forecast and level, working set, shadow set,
    /// take-over.
    @inlinable
    @inline(__always)
    static func step<Scalar: BinaryFloatingPoint & Sendable>(
        _ state: UnsafeMutablePointer<Scalar>, _ marks: UnsafeMutablePointer<UInt64>,
        value: Scalar, bin: Int, place: SeasonPlace<Scalar>,
        _ constants: HoltWintersConstants<Scalar>
    ) -> SeasonalOutcome<Scalar> {
        let isKnown = !state[0].isNaN
        // Also false for nan.
        guard value.magnitude < constants.valueLimit else {
            return isKnown ? expectation(state, place: place, constants) : .none(.missing)
        }
        if !isKnown {
            guard FirstSeason.isOver(marks, bin: bin, constants) else {
                FirstSeason.gather(state, marks, value: value, bin: bin, place: place, constants)
                return .none(.gathering)
            }
            FirstSeason.conclude(state, constants)
        }
        var outcome = expectation(state, place: place, constants)
        let seen = marks[HoltWintersMark.seen]
        marks[HoltWintersMark.seen] = seen &+ 1
        marks[HoltWintersMark.lastBin] = UInt64(bitPattern: Int64(bin))
        let isJudged = seen >= constants.warmUp
        outcome.standing = isJudged ? .judged : .learning
        let residual = value - outcome.forecast
        outcome.residual = residual
        let error = residual.magnitude
        outcome.level = level(
            error: constants.bandWidth * error, usual: outcome.high - outcome.forecast)
        outcome.isAnomalous = isJudged && outcome.level >= constants.anomalousLevel

        var visits: Scalar = 0
        if seen < constants.learning {
            visits = Scalar(1 + Int(truncatingIfNeeded: seen) / constants.binsPerSeason)
        }
        let row = constants.row
        if !(constants.isRobust && isJudged && outcome.level > constants.updateLimit) {
            learn(
                state, cells: state + row, value: value,
                error: isJudged ? constants.consistency * error : error, place: place,
                constants.rates, visits: visits, constants)
        }
        guard constants.hasShadow else { return outcome }
        let expected = state[2] + state[3] + season(state + row + 2, place, row)
        learn(
            state + 2, cells: state + row + 2, value: value, error: (value - expected).magnitude,
            place: place, constants.shadowRates, visits: visits, constants)
        if isJudged {
            let window = (marks[HoltWintersMark.window] << 1) | (outcome.isAnomalous ? 1 : 0)
            marks[HoltWintersMark.window] = window
            if outcome.isAnomalous,
                (window & constants.windowMask).nonzeroBitCount >= constants.shiftCount
            {
                takeOver(state, marks, constants)
                outcome.isTakeOver = true
            }
        }
        return outcome
    }

    /// Forecast and band.
    @inlinable
    @inline(__always)
    static func expectation<Scalar: BinaryFloatingPoint & Sendable>(
        _ state: UnsafePointer<Scalar>, place: SeasonPlace<Scalar>,
        _ constants: HoltWintersConstants<Scalar>
    ) -> SeasonalOutcome<Scalar> {
        let row = constants.row
        let cells = state + row
        let forecast = state[0] + state[1] + season(cells, place, row)
        let floor = max(constants.floor, constants.relativeFloor * forecast.magnitude)
        let usual = max(constants.residualScale * season(cells + 1, place, row), floor)
        let half = constants.bandWidth * usual
        return SeasonalOutcome(
            forecast: forecast, low: forecast - half, high: forecast + half, residual: .nan,
            level: 0, standing: .missing, isAnomalous: false, isTakeOver: false)
    }

    /// A number of the cycles, interpolated at a place.
    @inlinable
    @inline(__always)
    static func season<Scalar: BinaryFloatingPoint & Sendable>(
        _ cells: UnsafePointer<Scalar>, _ place: SeasonPlace<Scalar>, _ row: Int
    ) -> Scalar {
        let here = cells[place.cycle * row]
        if place.fraction == 0 { return here }
        return (1 - place.fraction) * here + place.fraction * cells[place.next * row]
    }

    /// A, the discretised abnormal level: halves of the usual residual, at most 5.
    @inlinable
    @inline(__always)
    static func level<Scalar: BinaryFloatingPoint & Sendable>(
        error: Scalar, usual: Scalar
    ) -> UInt8 {
        // Sums of comparisons: no division, and no branch, of which one in three would be guessed wrongly.
        let double = 2 * error
        let halves: UInt8 =
            (double >= usual ? 1 : 0) + (double >= 2 * usual ? 1 : 0)
            + (double >= 3 * usual ? 1 : 0) + (double >= 4 * usual ? 1 : 0)
            + (double >= 5 * usual ? 1 : 0)
        return error > 0 ? halves : 0
    }

    /// Level, trend, season and residual of one set.
    @inlinable
    @inline(__always)
    static func learn<Scalar: BinaryFloatingPoint & Sendable>(
        _ state: UnsafeMutablePointer<Scalar>, cells: UnsafeMutablePointer<Scalar>, value: Scalar,
        error: Scalar, place: SeasonPlace<Scalar>, _ rates: HoltWintersConstants<Scalar>.Rates,
        visits: Scalar, _ constants: HoltWintersConstants<Scalar>
    ) {
        let row = constants.row
        var levelRate = rates.level
        var seasonRate = rates.season
        if visits > 0 {
            // The mean over the visits so far, until the rate gives a value more weight than that.
            let mean = 1 / (visits + 1)
            seasonRate = max(seasonRate, mean / Scalar(constants.binsPerCycle))
            if constants.binsPerSeason == 1 { levelRate = max(levelRate, mean) }
        }
        let before = state[0]
        let seasonal = season(cells, place, row)
        let level =
            levelRate * (value - seasonal) + (1 - levelRate) * (before + state[1])
        state[0] = level
        state[1] = rates.trend * (level - before) + (1 - rates.trend) * state[1]
        if constants.cycles > 1 {
            let step = seasonRate * (value - level - seasonal)
            if place.fraction == 0 {
                cells[place.cycle * row] += step
            } else {
                cells[place.cycle * row] += (1 - place.fraction) * step
                cells[place.next * row] += place.fraction * step
            }
        }
        learnResidual(
            cells + 1, error: error, place: place, rate: seasonRate, row: row, constants)
    }

    /// The residual of a cycle and of its neighbours, whose weights add up to the rate over a season.
    @inlinable
    @inline(__always)
    static func learnResidual<Scalar: BinaryFloatingPoint & Sendable>(
        _ cells: UnsafeMutablePointer<Scalar>, error: Scalar, place: SeasonPlace<Scalar>,
        rate: Scalar, row: Int, _ constants: HoltWintersConstants<Scalar>
    ) {
        let neighbours = constants.neighbours
        if neighbours == 0, place.fraction == 0 {
            let cell = cells + place.cycle * row
            cell.pointee += rate * (error - cell.pointee)
            return
        }
        if neighbours == 1, place.fraction == 0 {
            // The usual case, written out: half of the rate here, a quarter on either side.
            let half = rate / 2
            let before = cells + (place.cycle == 0 ? constants.cycles - 1 : place.cycle - 1) * row
            let here = cells + place.cycle * row
            let after = cells + place.next * row
            before.pointee += half / 2 * (error - before.pointee)
            here.pointee += half * (error - here.pointee)
            after.pointee += half / 2 * (error - after.pointee)
            return
        }
        let reach = 1 / Scalar(neighbours + 1)
        let last = place.fraction == 0 ? neighbours : neighbours + 1
        var cycle = place.cycle - neighbours
        if cycle < 0 { cycle += constants.cycles }
        var shift = -neighbours
        while shift <= last {
            let distance = (Scalar(shift) - place.fraction).magnitude
            let weight = rate * reach * (1 - distance * reach)
            let cell = cells + cycle * row
            cell.pointee += weight * (error - cell.pointee)
            cycle += 1
            if cycle >= constants.cycles { cycle = 0 }
            shift += 1
        }
    }

    /// The shadow set replaces the working set.
    @inlinable
    @inline(never)
    static func takeOver<Scalar: BinaryFloatingPoint & Sendable>(
        _ state: UnsafeMutablePointer<Scalar>, _ marks: UnsafeMutablePointer<UInt64>,
        _ constants: HoltWintersConstants<Scalar>
    ) {
        var number = 0
        while number <= constants.cycles {
            let cell = state + number * constants.row
            cell[0] = cell[2]
            cell[1] = cell[3]
            number += 1
        }
        marks[HoltWintersMark.window] = 0
    }
}
