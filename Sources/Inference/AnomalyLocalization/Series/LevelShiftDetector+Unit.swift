extension LevelShiftDetector {
    /// Takes over a unit that has become another by more than half, and moves hypotheses to its grid.
    mutating func adaptUnit() {
        var new = settings.unitOfLevel * abs(estimate.level) + settings.unitOfNoise * estimate.noise
        if new < 1e-290 {
            // All the same, and mostly nought: any change that a double can tell is one.
            new = max(
                (estimate.values.filter(\.isFinite).map { abs($0) }.max() ?? 0) * 1e-9, 1e-290)
        }
        guard unit == 0 || new > 1.5 * unit || 1.5 * new < unit else { return }
        let ratio = unit / new
        unit = new
        guard !hypotheses.isEmpty else { return }
        func moved(_ level: Int) -> Int {
            Int(max(min((Double(level) * ratio).rounded(), 1e15), -1e15))
        }
        for index in hypotheses.indices {
            hypotheses[index].level = moved(hypotheses[index].level)
            hypotheses[index].path.latest.from = moved(hypotheses[index].path.latest.from)
            hypotheses[index].path.second.from = moved(hypotheses[index].path.second.from)
            hypotheses[index].path.third.from = moved(hypotheses[index].path.third.from)
        }
        hypotheses.sort { ($0.level, $0.scale, $0.cost) < ($1.level, $1.scale, $1.cost) }
        room.removeAll(keepingCapacity: true)
        for hypothesis in hypotheses {
            if let last = room.last, last.level == hypothesis.level, last.scale == hypothesis.scale
            {
                continue
            }
            room.append(hypothesis)
        }
        swap(&hypotheses, &room)
    }
}
