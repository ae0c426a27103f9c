import AnomalyLocalization

extension ServiceEventMonitor {
    /// Closes a bin: statistics, detection, localization, events.
    mutating func close(_ open: OpenBin) -> ServiceEventReport {
        var bin = open
        bin.compact(join, partCount: partTable.rowCount)
        for part in bin.parts { partLast[Int(part)] = bin.index }
        for part in bin.sketches.keys { partLast[Int(part)] = bin.index }
        resolveGroups(of: bin)
        let kinds = hierarchy.kinds.count
        let rollUp = BinRollUp(
            bin, partGroups: partGroups, kinds: kinds, groupCount: groups.series.count,
            settings: settings, join: join)
        let outcomes = follow(rollUp, bin: bin.index)
        let changes = assemble(rollUp, outcomes, bin)
        for place in rollUp.groups.indices {
            groups.see(Int(rollUp.groups[place]), bin: bin.index, users: rollUp.users[place])
        }
        forgetLeastActive()
        isFull = false
        counts.bins += 1
        return ServiceEventReport(
            from: bin.index * Int64(settings.bin), to: (bin.index + 1) * Int64(settings.bin),
            measurements: bin.measurements, values: rollUp.partUsers.reduce(0, +),
            groups: rollUp.groups.count, anomalous: outcomes.count { $0.isAnomalous },
            opened: changes.opened, continued: changes.continued, closed: changes.closed)
    }

    /// Finds the groups of parts that have none yet.
    private mutating func resolveGroups(of bin: OpenBin) {
        let kinds = hierarchy.kinds.count
        let width = groups.tuples.width
        let attributes = hierarchy.attributes.count
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: width) { tuple in
            guard let base = tuple.baseAddress else { return }
            var last: Int32 = -1
            for part in bin.parts + bin.sketches.keys.sorted() where part != last {
                last = part
                for kind in 0..<kinds where partGroups[Int(part) * kinds + kind] == -1 {
                    base[0] = UInt32(kind)
                    var isKnown = true
                    for place in 1..<width {
                        guard place <= hierarchy.places[kind].count else {
                            base[place] = 0
                            continue
                        }
                        let column = hierarchy.places[kind][place - 1]
                        base[place] = partTable.codes[Int(part) * attributes + column]
                        isKnown = isKnown && base[place] != 0
                    }
                    partGroups[Int(part) * kinds + kind] =
                        isKnown ? groups.group(UnsafePointer(base)) : -2
                }
            }
        }
    }

    /// Takes the statistics of a bin into the series of the groups.
    private mutating func follow(
        _ rollUp: BinRollUp, bin: Int64
    ) -> [SeasonalOutcome<Float>] {
        var series: [Int32] = []
        var values: [Float] = []
        var places: [Int] = []
        for (place, group) in rollUp.groups.enumerated() {
            let group = Int(group)
            if groups.series[group] < 0, groups.bins[group] > 0 { addSeries(group) }
            guard groups.series[group] >= 0 else { continue }
            series.append(groups.series[group])
            values.append(rollUp.statistics[place])
            places.append(place)
        }
        var found: [SeasonalOutcome<Float>] = []
        bank.update(bin: Int(bin), values: values, series: series, outcomes: &found)
        var outcomes = [SeasonalOutcome<Float>](
            repeating: .none(.gathering), count: rollUp.groups.count)
        let half = Float(settings.series.anomalousLevel) / 2
        for (index, place) in places.enumerated() {
            let outcome = found[index]
            outcomes[place] = outcome
            let group = Int(rollUp.groups[place])
            let usual = (outcome.high - outcome.forecast) / half
            groups.learn(group, residual: outcome.residual, users: rollUp.users[place])
            remember(
                group, bin: bin, actual: values[index], forecast: outcome.forecast, usual: usual)
        }
        return outcomes
    }

    private mutating func addSeries(_ group: Int) {
        if let free = freeSeries.popLast() {
            groups.series[group] = free
            return
        }
        groups.series[group] = Int32(bank.count)
        bank.add()
        for _ in 0..<3 * settings.history { history.append(.nan) }
    }

    /// Writes the last bin of a group into its ring; bins that were missed become nothing.
    private mutating func remember(
        _ group: Int, bin: Int64, actual: Float, forecast: Float, usual: Float
    ) {
        let length = Int64(settings.history)
        guard length > 0 else { return }
        let base = Int(groups.series[group]) * Int(length) * 3
        var missed = max(groups.lastBin[group] &+ 1, bin - length + 1)
        while missed < bin {
            let place = base + Int(ringPlace(missed, length)) * 3
            history[place] = .nan
            missed += 1
        }
        let place = base + Int(ringPlace(bin, length)) * 3
        history[place] = actual
        history[place + 1] = forecast
        history[place + 2] = usual
    }

    /// The bins before one, as far as they are kept.
    func course(of group: Int, before bin: Int64) -> [ServiceEvent.Point] {
        let length = Int64(settings.history)
        let series = Int(groups.series[group])
        guard length > 0, series >= 0 else { return [] }
        // The bin itself is in the ring already, in the place of the one a whole ring before it.
        return (bin - length + 1..<bin).compactMap { index in
            // What was not written since the ring came round is older than this group's last bins.
            guard index <= groups.lastBin[group] else { return nil }
            let place = (series * Int(length) + Int(ringPlace(index, length))) * 3
            guard history[place].isFinite else { return nil }
            return ServiceEvent.Point(
                time: index * Int64(settings.bin), forecast: history[place + 1],
                usual: history[place + 2], actual: history[place], isAnomalous: false)
        }
    }

    private func ringPlace(_ bin: Int64, _ length: Int64) -> Int64 {
        let place = bin % length
        return place < 0 ? place + length : place
    }
}
