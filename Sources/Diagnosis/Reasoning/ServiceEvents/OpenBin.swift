import AnomalyLocalization

/// The measurements of a bin that is still open.
///
/// They are laid down as they come, part, user and value. Now and then, and at the end, they are put in the order of parts by a
/// counting sort, and those of one user in one part become one. When that still is too much, the users of large
/// parts go into histograms.
struct OpenBin: Sendable {
    /// A part whose users were counted in a histogram.
    struct Sketch: Sendable, Equatable {
        var values = LogarithmicHistogram()
        var users = DistinctCounter()
    }

    /// The number of the bin since 1970.
    let index: Int64
    /// The measurements that were taken.
    var measurements = 0
    /// In the order of parts: part, user, sum and number of measurements.
    var parts: [Int32] = []
    var users: [UInt64] = []
    var sums: [Double] = []
    var counts: [UInt32] = []
    /// As they came since.
    var newParts: [Int32] = []
    var newUsers: [UInt64] = []
    var newValues: [Float] = []
    /// By part.
    var sketches: [Int32: Sketch] = [:]

    init(index: Int64) { self.index = index }

    /// How many measurements are laid down before they are put in order.
    static let pause = 1 << 20

    /// Whether it pays to put things in order.
    var isDue: Bool { newParts.count >= max(Self.pause, users.count) }

    /// How many measurements can be laid down before it does, at least one.
    var rowsUntilDue: Int { max(1, max(Self.pause, users.count) - newParts.count) }

    @inline(__always)
    mutating func append(part: Int32, user: UInt64, value: Float) {
        newParts.append(part)
        newUsers.append(user)
        newValues.append(value)
    }

    /// Puts all in the order of parts and joins what is of one user.
    ///
    /// - Parameter partCount: parts are below it.
    mutating func compact(_ join: UserValue, partCount: Int) {
        guard !newParts.isEmpty else { return }
        var starts = [Int](repeating: 0, count: partCount + 1)
        for part in parts { starts[Int(part) + 1] += 1 }
        for part in newParts { starts[Int(part) + 1] += 1 }
        for part in 0..<partCount { starts[part + 1] += starts[part] }
        let total = parts.count + newParts.count
        var next = starts
        var sortedUsers = [UInt64](repeating: 0, count: total)
        var sortedSums = [Double](repeating: 0, count: total)
        var sortedCounts = [UInt32](repeating: 0, count: total)
        next.withUnsafeMutableBufferPointer { next in
            sortedUsers.withUnsafeMutableBufferPointer { sortedUsers in
                sortedSums.withUnsafeMutableBufferPointer { sortedSums in
                    sortedCounts.withUnsafeMutableBufferPointer { sortedCounts in
                        for row in parts.indices {
                            let place = next[Int(parts[row])]
                            next[Int(parts[row])] = place + 1
                            sortedUsers[place] = users[row]
                            sortedSums[place] = sums[row]
                            sortedCounts[place] = counts[row]
                        }
                        for row in newParts.indices {
                            let place = next[Int(newParts[row])]
                            next[Int(newParts[row])] = place + 1
                            sortedUsers[place] = newUsers[row]
                            sortedSums[place] = Double(newValues[row])
                            sortedCounts[place] = 1
                        }
                    }
                }
            }
        }
        newParts.removeAll(keepingCapacity: true)
        newUsers.removeAll(keepingCapacity: true)
        newValues.removeAll(keepingCapacity: true)
        var seen = UserPlaces()
        var kept = 0
        parts.removeAll(keepingCapacity: true)
        sortedUsers.withUnsafeMutableBufferPointer { users in
            sortedSums.withUnsafeMutableBufferPointer { sums in
                sortedCounts.withUnsafeMutableBufferPointer { counts in
                    for part in 0..<partCount where starts[part] < starts[part + 1] {
                        let first = kept
                        seen.begin(starts[part + 1] - starts[part])
                        for row in starts[part]..<starts[part + 1] {
                            let user = users[row]
                            if let place = seen.place(
                                of: user, next: kept, first: first, users: users)
                            {
                                sums[place] = join.joined(sums[place], sums[row])
                                counts[place] &+= counts[row]
                            } else {
                                users[kept] = user
                                sums[kept] = sums[row]
                                counts[kept] = counts[row]
                                kept += 1
                            }
                        }
                        parts.append(contentsOf: repeatElement(Int32(part), count: kept - first))
                    }
                }
            }
        }
        sortedUsers.removeLast(total - kept)
        sortedSums.removeLast(total - kept)
        sortedCounts.removeLast(total - kept)
        users = sortedUsers
        sums = sortedSums
        counts = sortedCounts
    }

    /// Counts the users of large parts in histograms until no more than `limit` are kept; gives their number.
    ///
    /// A user of such a part who comes again counts again among the values, but not among the users.
    mutating func sketch(_ join: UserValue, limit: Int, from least: Int) -> Int {
        guard users.count > limit else { return 0 }
        var sketched = 0
        var kept = 0
        var start = 0
        while start < parts.count {
            let part = parts[start]
            var end = start + 1
            while end < parts.count, parts[end] == part { end += 1 }
            if end - start > least || sketches[part] != nil {
                for row in start..<end {
                    sketches[part, default: Sketch()].values.add(join.value(sums[row], counts[row]))
                    sketches[part, default: Sketch()].users.insert(users[row])
                }
                sketched += end - start
            } else {
                for row in start..<end {
                    (parts[kept], users[kept]) = (parts[row], users[row])
                    (sums[kept], counts[kept]) = (sums[row], counts[row])
                    kept += 1
                }
            }
            start = end
        }
        let gone = parts.count - kept
        parts.removeLast(gone)
        users.removeLast(gone)
        sums.removeLast(gone)
        counts.removeLast(gone)
        return sketched
    }
}

/// Where the users of one part stand, while they are joined.
struct UserPlaces {
    private var slots: [Int32] = []
    private var mask = 0
    private var isSmall = true

    /// Begins with a part of at most so many rows.
    @inline(__always)
    mutating func begin(_ rows: Int) {
        isSmall = rows <= 8
        guard !isSmall else { return }
        var size = 32
        while size < 2 * rows { size *= 2 }
        if slots.count < size { slots = Array(repeating: -1, count: size) }
        mask = size - 1
        for place in 0..<size { slots[place] = -1 }
    }

    /// The place of a user among those before; nil where there is none, and then `next` is remembered.
    @inline(__always)
    mutating func place(
        of user: UInt64, next: Int, first: Int, users: UnsafeMutableBufferPointer<UInt64>
    ) -> Int? {
        if isSmall {
            for place in first..<next where users[place] == user { return place }
            return nil
        }
        var slot = Int(truncatingIfNeeded: (user &* 0x9e37_79b9_7f4a_7c15) >> 32) & mask
        while slots[slot] >= 0 {
            if users[first + Int(slots[slot])] == user { return first + Int(slots[slot]) }
            slot = (slot + 1) & mask
        }
        slots[slot] = Int32(next - first)
        return nil
    }
}
