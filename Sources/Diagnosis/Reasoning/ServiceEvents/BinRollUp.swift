import AnomalyLocalization

/// A closed bin, rolled up from parts to groups.
struct BinRollUp {
    /// The parts that had users, in the order of their numbers.
    var parts: [Int32] = []
    /// Where the values of each begin, and at the end how many there are.
    var partStarts: [Int] = [0]
    /// For each part its users, those of histograms among them.
    var partUsers: [Int] = []
    /// The groups that had users, in the order of their numbers.
    var groups: [Int32] = []
    /// Where the members of each begin in `members`.
    var starts: [Int] = [0]
    /// Places in `parts`, those of the first group first.
    var members: [Int32] = []
    /// For each group its distinct users.
    var users: [Int] = []
    /// For each group its statistic.
    var statistics: [Float] = []

    /// The members of a group, by its place.
    func members(of place: Int) -> ArraySlice<Int32> { members[starts[place]..<starts[place + 1]] }
}

extension BinRollUp {
    /// Rolls a bin up.
    ///
    /// - Parameters:
    ///   - bin: in the order of parts.
    ///   - partGroups: for each part its groups, one a kind, negative where it has none.
    init(
        _ bin: OpenBin, partGroups: [Int32], kinds: Int, groupCount: Int,
        settings: ServiceEventSettings, join: UserValue
    ) {
        gather(bin)
        order(partGroups, kinds: kinds, groupCount: groupCount)
        summarize(bin, settings: settings, join: join)
    }

    /// Finds the parts.
    private mutating func gather(_ bin: OpenBin) {
        let sketched = bin.sketches.keys.sorted()
        var nextSketch = 0
        var start = 0
        func add(_ part: Int32, _ end: Int, _ users: Int) {
            parts.append(part)
            partStarts.append(end)
            partUsers.append(users)
        }
        while start < bin.parts.count || nextSketch < sketched.count {
            if nextSketch < sketched.count,
                start == bin.parts.count || sketched[nextSketch] < bin.parts[start]
            {
                add(
                    sketched[nextSketch], start,
                    bin.sketches[sketched[nextSketch]]?.users.count ?? 0)
                nextSketch += 1
                continue
            }
            let part = bin.parts[start]
            var end = start + 1
            while end < bin.parts.count, bin.parts[end] == part { end += 1 }
            if nextSketch < sketched.count, sketched[nextSketch] == part {
                var all = bin.sketches[part]?.users ?? DistinctCounter()
                for user in bin.users[start..<end] { all.insert(user) }
                add(part, end, all.count)
                nextSketch += 1
            } else {
                add(part, end, end - start)
            }
            start = end
        }
    }

    /// Puts the pairs of group and part in the order of groups.
    private mutating func order(_ partGroups: [Int32], kinds: Int, groupCount: Int) {
        var next = [Int32](repeating: 0, count: groupCount)
        var total = 0
        for part in parts {
            for kind in 0..<kinds {
                let group = partGroups[Int(part) * kinds + kind]
                guard group >= 0 else { continue }
                next[Int(group)] += 1
                total += 1
            }
        }
        var sum: Int32 = 0
        for group in 0..<groupCount where next[group] > 0 {
            groups.append(Int32(group))
            let count = next[group]
            next[group] = sum
            sum += count
            starts.append(Int(sum))
        }
        members = Array(repeating: 0, count: total)
        for (place, part) in parts.enumerated() {
            for kind in 0..<kinds {
                let group = partGroups[Int(part) * kinds + kind]
                guard group >= 0 else { continue }
                members[Int(next[Int(group)])] = Int32(place)
                next[Int(group)] += 1
            }
        }
    }

    /// Takes statistic and users of each group.
    private mutating func summarize(
        _ bin: OpenBin, settings: ServiceEventSettings, join: UserValue
    ) {
        var values = [Float](repeating: 0, count: bin.sums.count)
        for row in values.indices { values[row] = join.value(bin.sums[row], bin.counts[row]) }
        users.reserveCapacity(groups.count)
        statistics.reserveCapacity(groups.count)
        var buffer = [Float](repeating: 0, count: settings.exactLimit)
        var histogram = LogarithmicHistogram()
        var distinct = DistinctCounter()
        var few = [UInt64](repeating: 0, count: 64)
        for place in groups.indices {
            let all = starts[place]..<starts[place + 1]
            var count = 0
            var isSketched = false
            for member in all {
                let part = Int(members[member])
                count += partStarts[part + 1] - partStarts[part]
                if !bin.sketches.isEmpty, bin.sketches[parts[part]] != nil { isSketched = true }
            }
            if isSketched || count > settings.exactLimit {
                histogram.removeAll()
                for member in all {
                    let part = Int(members[member])
                    for row in partStarts[part]..<partStarts[part + 1] {
                        histogram.add(values[row])
                    }
                    if isSketched, let sketch = bin.sketches[parts[part]] {
                        histogram.add(sketch.values)
                    }
                }
                statistics.append(Float(histogram.statistic(settings.statistic)))
            } else {
                var filled = 0
                for member in all {
                    let part = Int(members[member])
                    for row in partStarts[part]..<partStarts[part + 1] {
                        buffer[filled] = values[row]
                        filled += 1
                    }
                }
                statistics.append(
                    buffer.withUnsafeMutableBufferPointer { buffer in
                        Float(
                            GroupedValues.statistic(
                                settings.statistic,
                                of: UnsafeMutableBufferPointer(rebasing: buffer[..<filled])))
                    })
            }
            if all.count == 1 {
                users.append(partUsers[Int(members[all.lowerBound])])
            } else if !isSketched, count <= few.count {
                var filled = 0
                for member in all {
                    let part = Int(members[member])
                    for row in partStarts[part]..<partStarts[part + 1] {
                        few[filled] = bin.users[row]
                        filled += 1
                    }
                }
                users.append(Self.distinct(&few, filled))
            } else {
                distinct.removeAll()
                for member in all {
                    let part = Int(members[member])
                    for row in partStarts[part]..<partStarts[part + 1] {
                        distinct.insert(bin.users[row])
                    }
                    if isSketched, let sketch = bin.sketches[parts[part]] {
                        distinct.formUnion(sketch.users)
                    }
                }
                users.append(distinct.count)
            }
        }
    }

    /// How many of the first users differ; puts them in order.
    private static func distinct(_ users: inout [UInt64], _ count: Int) -> Int {
        users[..<count].sort()
        var distinct = 0
        for place in 0..<count where place == 0 || users[place] != users[place - 1] {
            distinct += 1
        }
        return distinct
    }

    /// The statistic of a part by its place.
    func statistic(
        ofPart place: Int, _ bin: OpenBin, _ statistic: SummaryStatistic, _ join: UserValue
    ) -> Double {
        let rows = partStarts[place]..<partStarts[place + 1]
        if let sketch = bin.sketches[parts[place]] {
            var histogram = sketch.values
            for row in rows { histogram.add(join.value(bin.sums[row], bin.counts[row])) }
            return histogram.statistic(statistic)
        }
        var values = rows.map { join.value(bin.sums[$0], bin.counts[$0]) }
        return values.withUnsafeMutableBufferPointer { GroupedValues.statistic(statistic, of: $0) }
    }
}
