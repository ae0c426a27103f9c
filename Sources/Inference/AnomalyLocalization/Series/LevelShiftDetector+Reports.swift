extension LevelShiftDetector {
    /// The first change that the best path has and no good path lacks, or one to be taken back.
    mutating func establish() -> LevelShift? {
        guard let best = hypotheses.min(by: { $0.cost < $1.cost }) else { return nil }
        let ahead = best.cost + settings.margin * settings.changeCost
        let changes = [best.path.third, best.path.second, best.path.latest]
        for (index, change) in changes.enumerated() where change.isReal {
            let age = position - change.time + 1
            // What becomes likely only after so many values is a drift.
            guard age >= settings.minimumValues, age < settings.memory / 8 else { continue }
            let next = index == 2 ? nil : changes[index + 1]
            let step = Double(abs((next?.from ?? best.level) - change.from)) * settings.resolution
            guard step >= settings.minimumShift,
                !reported.contains(where: { abs($0.index - change.time) <= Self.tolerance }),
                !hypotheses.contains(where: {
                    $0.cost < ahead && !$0.path.hasChange(near: change.time, within: Self.tolerance)
                })
            else { continue }
            let earlier = index == 0 ? nil : changes[index - 1]
            return report(
                shift(at: change.time, since: earlier?.time, until: next?.time ?? position + 1))
        }
        return takenBack(best, ahead).map { report($0) }
    }

    private mutating func report(_ shift: LevelShift) -> LevelShift {
        reported.append(shift)
        if reported.count > 8 { reported.removeFirst() }
        return shift
    }

    /// A shift with the medians of the values beside it, at most 64 on either side.
    private func shift(at index: Int, since: Int?, until: Int) -> LevelShift {
        let before = max(since ?? 0, index - 64, 0)
        let after = min(until, index + 64)
        let from =
            before < index ? estimate.finite(ago: position - index + 1...position - before) : []
        let to = estimate.finite(ago: position - after + 1...position - index)
        return LevelShift(
            index: index, establishedAt: position, from: NoiseEstimate.median(from),
            to: NoiseEstimate.median(to))
    }

    /// The way back from a shift that was reported and that no good path has any more.
    ///
    /// The place of it is where the values leave the level reported for the one before it most likely.
    private func takenBack(_ best: LevelHypothesis, _ ahead: Double) -> LevelShift? {
        guard let last = reported.last, position - last.index < settings.memory / 2,
            position > last.establishedAt, last.from.isFinite, last.to.isFinite,
            !best.path.latest.isReal || best.path.latest.time < last.index - Self.tolerance,
            !hypotheses.contains(where: {
                $0.cost < ahead && $0.path.hasChange(near: last.index, within: Self.tolerance)
            })
        else { return nil }
        let level = Double(best.level) * settings.resolution * unit
        guard abs(level - last.to) >= settings.minimumShift * unit,
            abs(level - last.from) < settings.minimumShift * unit
        else { return nil }
        let bound = settings.outlierCost * unit
        var sum = 0.0
        var least = 0.0
        var place = last.index
        for time in last.index...position {
            let value = estimate.value(ago: position - time)
            if value.isFinite {
                sum += min(abs(value - last.to), bound) - min(abs(value - last.from), bound)
            }
            if sum < least { (least, place) = (sum, time + 1) }
        }
        guard place > last.index, place <= position else { return nil }
        return LevelShift(
            index: place, establishedAt: position, from: last.to, to: last.from)
    }
}
