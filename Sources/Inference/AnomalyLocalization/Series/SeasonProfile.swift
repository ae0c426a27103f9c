/// The values of one season, cycle by cycle, in a circle.
@usableFromInline
struct SeasonProfile {
    /// One a cycle.
    @usableFromInline var means: [Double]
    /// Which cycles had values.
    @usableFromInline var isSeen: [Bool]

    @usableFromInline
    init(cycles: Int) {
        means = Array(repeating: 0, count: cycles)
        isSeen = Array(repeating: false, count: cycles)
    }

    /// Puts cycles without values on the line between those before and after them.
    @usableFromInline mutating func fillGaps() {
        let count = means.count
        guard let first = isSeen.firstIndex(of: true) else { return }
        var last = first
        for step in 1...count {
            let index = (first + step) % count
            guard isSeen[index] else { continue }
            let gap = (index - last + count - 1) % count + 1
            for inside in 1..<max(gap, 1) {
                let share = Double(inside) / Double(gap)
                means[(last + inside) % count] = means[last] + share * (means[index] - means[last])
            }
            last = index
        }
    }

    /// Replaces cycles that stick out of their four neighbours by the median of the five.
    ///
    /// The filter of F. Hampel, 1974, at five times the middle distance: a season's slopes stay.
    @usableFromInline mutating func removeSpikes() {
        let count = means.count
        guard count >= 5 else { return }
        let medians = (0..<count).map { cycle in
            Self.median((cycle + count - 2...cycle + count + 2).map { means[$0 % count] })
        }
        let distances = zip(means, medians).map { ($0 - $1).magnitude }
        let spread = Self.median(distances) * 1.4826
        for cycle in 0..<count where distances[cycle] > 5 * spread { means[cycle] = medians[cycle] }
    }

    @usableFromInline var mean: Double { means.reduce(0, +) / Double(means.count) }

    @usableFromInline var median: Double { Self.median(means) }

    /// The mean distance of a cycle from the middle of its two neighbours; 0 below three cycles.
    @usableFromInline var roughness: Double {
        let count = means.count
        guard count >= 3 else { return 0 }
        var sum: Double = 0
        for cycle in 0..<count {
            let middle = (means[(cycle + count - 1) % count] + means[(cycle + 1) % count]) / 2
            sum += (means[cycle] - middle).magnitude
        }
        return sum / Double(count)
    }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        if sorted.isEmpty { return 0 }
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
