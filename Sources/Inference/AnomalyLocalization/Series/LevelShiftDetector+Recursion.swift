extension LevelShiftDetector {
    /// One step: every hypothesis pays for the value, and new ones begin from the best.
    mutating func advance(_ value: Double) {
        let cell = settings.resolution * unit
        let place = Int(max(min((value / cell).rounded(), 1e15), -1e15))
        // Farther levels cost κ on every scale: to begin there now is no better than to begin there later.
        let widest = Double(1 << (settings.scales - 1))
        let reach = Int((settings.outlierCost * widest / settings.resolution).rounded(.up))
        let best = hypotheses.min { $0.cost < $1.cost }
        let base = best?.cost ?? 0
        let entry = best == nil ? 0 : settings.changeCost
        var path = LevelPath()
        if let best {
            path = best.path
            path.push(time: position, from: best.level)
        }
        room.removeAll(keepingCapacity: true)
        var least = Double.infinity

        func pay(_ hypothesis: LevelHypothesis, _ sum: Double) {
            let distance = abs(value - Double(hypothesis.level) * cell) / unit
            let loss =
                distance / Double(1 << hypothesis.scale)
                + Double(hypothesis.scale) * 0.693_147_180_559_945_3
            let cost = sum + min(loss, settings.outlierCost)
            guard cost < least + settings.changeCost else { return }
            least = min(least, cost)
            room.append(hypothesis)
            room[room.count - 1].cost = cost
        }

        var old = 0
        while old < hypotheses.count, hypotheses[old].level < place - reach {
            pay(hypotheses[old], hypotheses[old].cost - base)
            old += 1
        }
        for level in place - reach...place + reach {
            for scale in 0..<settings.scales {
                var isKept = false
                if old < hypotheses.count, hypotheses[old].level == level,
                    hypotheses[old].scale == scale
                {
                    let cost = hypotheses[old].cost - base
                    isKept = cost <= entry
                    if isKept { pay(hypotheses[old], cost) }
                    old += 1
                }
                if !isKept {
                    pay(LevelHypothesis(level: level, scale: scale, cost: 0, path: path), entry)
                }
            }
        }
        while old < hypotheses.count {
            pay(hypotheses[old], hypotheses[old].cost - base)
            old += 1
        }
        let limit = least + settings.changeCost
        room.removeAll { $0.cost >= limit }
        swap(&hypotheses, &room)
    }
}
