extension HoltWintersBank {
    /// Judges a value and learns from it.
    ///
    /// Constant time: a handful of numbers a set. During the first season's end, once, linear in the cycles.
    /// - Parameters:
    ///   - series: From 0 to one below ``count``.
    ///   - value: What was measured; not finite means missing.
    ///   - bin: The number of the bin, counted on in steps of a bin; any number may be the first.
    ///   - offset: Bins by which local time is ahead, so that the season keeps to it.
    ///   - users: Distinct users of the bin, where they are counted.
    @inlinable
    public mutating func update(
        series: Int, value: Scalar, bin: Int, offset: Int = 0, users: Int32 = .max
    ) -> SeasonalOutcome<Scalar> {
        precondition(series >= 0 && series < count, "no such series")
        let constants = constants
        let place = SeasonPlace<Scalar>(
            bin: bin &+ offset, binsPerSeason: constants.binsPerSeason,
            binsPerCycle: constants.binsPerCycle, cycles: constants.cycles)
        let usable = users >= constants.minimumUsers ? value : .nan
        return values.withUnsafeMutableBufferPointer { values in
            marks.withUnsafeMutableBufferPointer { marks in
                guard let values = values.baseAddress, let marks = marks.baseAddress else {
                    return .none(.missing)
                }
                return HoltWintersStep.step(
                    values + constants.start(series), marks + series * HoltWintersMark.count,
                    value: usable, bin: bin, place: place, constants)
            }
        }
    }

    /// Judges one bin of all series, or of some.
    ///
    /// - Parameters:
    ///   - bin: The bin, the same for all.
    ///   - offset: Bins by which local time is ahead.
    ///   - values: One a series, in order; not finite means missing.
    ///   - series: Whose values these are, if they are not those of all series.
    ///   - users: Distinct users, one number a value, or empty.
    ///   - outcomes: Filled with one outcome a value.
    @inlinable
    public mutating func update(
        bin: Int, offset: Int = 0, values new: [Scalar], series: [Int32]? = nil,
        users: [Int32] = [], outcomes: inout [SeasonalOutcome<Scalar>]
    ) {
        precondition(new.count == series?.count ?? count, "one value a series")
        precondition(users.isEmpty || users.count == new.count, "users of every value or of none")
        if outcomes.count != new.count {
            outcomes = Array(repeating: .none(.missing), count: new.count)
        }
        let constants = constants
        let place = SeasonPlace<Scalar>(
            bin: bin &+ offset, binsPerSeason: constants.binsPerSeason,
            binsPerCycle: constants.binsPerCycle, cycles: constants.cycles)
        let count = count
        new.withUnsafeBufferPointer { new in
            values.withUnsafeMutableBufferPointer { values in
                marks.withUnsafeMutableBufferPointer { marks in
                    outcomes.withUnsafeMutableBufferPointer { outcomes in
                        guard let values = values.baseAddress, let marks = marks.baseAddress else {
                            return
                        }
                        var index = 0
                        while index < new.count {
                            var which = index
                            if let series {
                                which = Int(series[index])
                                precondition(which >= 0 && which < count, "no such series")
                            }
                            var value = new[index]
                            if !users.isEmpty, users[index] < constants.minimumUsers {
                                value = .nan
                            }
                            outcomes[index] = HoltWintersStep.step(
                                values + constants.start(which),
                                marks + which * HoltWintersMark.count, value: value, bin: bin,
                                place: place, constants)
                            index += 1
                        }
                    }
                }
            }
        }
    }

    /// What would be expected of a bin, without learning: the forecast from what is known now.
    @inlinable
    public func forecast(series: Int, bin: Int, offset: Int = 0) -> SeasonalOutcome<Scalar> {
        let place = SeasonPlace<Scalar>(
            bin: bin &+ offset, binsPerSeason: constants.binsPerSeason,
            binsPerCycle: constants.binsPerCycle, cycles: constants.cycles)
        return values.withUnsafeBufferPointer { values in
            guard let base = values.baseAddress else { return .none(.missing) }
            let state = base + constants.start(series)
            guard !state[0].isNaN else { return .none(.missing) }
            return HoltWintersStep.expectation(state, place: place, constants)
        }
    }
}
