extension ServiceEventMonitor {
    /// The share of the limit that is made free at once, so that it is done seldom: an eighth.
    private var kept: Int { settings.groupLimit - settings.groupLimit / 8 }

    /// Forgets the least active groups where there are more than the limit.
    ///
    /// Those that had users longest ago go first, of equals those with fewer users; groups of open events stay.
    mutating func forgetLeastActive() {
        if partTable.count >= settings.groupLimit { _ = forgetParts(to: kept) }
        guard groups.tuples.count > settings.groupLimit else { return }
        var isBusy = Set<Int32>()
        for event in openEvents { isBusy.insert(event.group) }
        var isGone = [Bool](repeating: false, count: groups.series.count)
        for row in groups.tuples.freeRows { isGone[Int(row)] = true }
        var rows = (0..<Int32(groups.series.count)).filter {
            !isGone[Int($0)] && !isBusy.contains($0)
        }
        rows.sort { left, right in
            let (left, right) = (Int(left), Int(right))
            return (groups.lastBin[left], groups.meanUsers[left], left)
                < (groups.lastBin[right], groups.meanUsers[right], right)
        }
        let victims = Array(rows.prefix(groups.tuples.count - kept))
        for victim in victims {
            isGone[Int(victim)] = true
            let series = groups.series[Int(victim)]
            guard series >= 0 else { continue }
            bank.forget(series: Int(series))
            let first = Int(series) * 3 * settings.history
            for place in first..<first + 3 * settings.history { history[place] = .nan }
            freeSeries.append(series)
            groups.series[Int(victim)] = -1
        }
        groups.tuples.forget(victims)
        counts.forgottenGroups += victims.count
        for place in partGroups.indices where partGroups[place] >= 0 {
            if isGone[Int(partGroups[place])] { partGroups[place] = -1 }
        }
    }

    /// Makes room for new parts while a bin is open, if there are parts that no open bin has.
    ///
    /// Where it makes little, room is not looked for again before a bin is closed.
    mutating func makeRoom() {
        isFull = forgetParts(to: settings.groupLimit / 2) < max(1, settings.groupLimit / 16)
    }

    /// Forgets the parts that had users longest ago, but none of an open bin.
    private mutating func forgetParts(to kept: Int) -> Int {
        var isBusy = [Bool](repeating: false, count: partTable.rowCount)
        for row in partTable.freeRows { isBusy[Int(row)] = true }
        for bin in openBins {
            for part in bin.parts { isBusy[Int(part)] = true }
            for part in bin.newParts { isBusy[Int(part)] = true }
            for part in bin.sketches.keys { isBusy[Int(part)] = true }
        }
        var rows = (0..<Int32(partTable.rowCount)).filter { !isBusy[Int($0)] }
        rows.sort { (partLast[Int($0)], $0) < (partLast[Int($1)], $1) }
        let victims = Array(rows.prefix(max(0, partTable.count - kept)))
        partTable.forget(victims)
        counts.forgottenParts += victims.count
        return victims.count
    }
}
