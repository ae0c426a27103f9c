/// How far the leaves with a value are off their forecasts.
///
/// The deviation is (forecast - actual) / max(forecast, actual): from -1 (nothing was expected) over 0 to 1 (nothing
/// came). It is a monotone function of the deviation score (f - v)/(f + v) of the ripple effect, is symmetric in
/// the two, and for a leaf that lost the share r of what was expected it is r itself.
struct LeafDeviations {
    /// The leaves of the table that have a value.
    let leaves: [Int]
    /// The deviation of each.
    let values: [Double]
    /// The larger of actual and forecast of each.
    let sizes: [Double]
    /// The codes of the leaves, by attribute.
    let codes: [[Int32]]

    /// Whether all that was measured is whole numbers: counts, which scatter as counts do.
    let isCounted: Bool

    var count: Int { leaves.count }

    init(_ table: LeafTable) {
        leaves = (0..<table.count).filter { table.actual[$0] != 0 || table.forecast[$0] != 0 }
        let leaves = leaves
        let sizes = leaves.map { max(abs(table.actual[$0]), abs(table.forecast[$0])) }
        values = zip(leaves, sizes).map { leaf, size in
            max(-1, min(1, (table.forecast[leaf] - table.actual[leaf]) / size))
        }
        self.sizes = sizes
        isCounted = leaves.allSatisfy { table.actual[$0] == table.actual[$0].rounded() }
        codes =
            leaves.count == table.count
            ? table.codes : table.codes.map { column in leaves.map { column[$0] } }
    }

    /// Some thousand leaves, spread evenly over the table whatever its order; only those that are free.
    func sample(free: [Bool]? = nil) -> [Int] {
        let among = free?.count { $0 } ?? count
        let goal = 4096
        let threshold: UInt64 =
            among <= goal ? .max : UInt64(Double(goal) / Double(among) * 0x1p63) * 2
        return (0..<count).filter { leaf in
            if let free, !free[leaf] { return false }
            // A hash of the position: every fifth leaf, say, could all have one value.
            var mixed = UInt64(leaf) &* 0x9e37_79b9_7f4a_7c15
            mixed ^= mixed >> 29
            mixed = mixed &* 0xbf58_476d_1ce4_e5b9
            return mixed <= threshold
        }
    }

    /// The middle of the densest half of the deviations.
    var densest: Double {
        let sorted = sample().map { values[$0] }.sorted()
        let half = sorted.count / 2
        guard half > 2 else { return 0 }
        var best = 0
        for start in 0..<(sorted.count - half)
        where sorted[start + half] - sorted[start] < sorted[best + half] - sorted[best] {
            best = start
        }
        return sorted[best + half / 2]
    }

    /// The share of the larger leaves that are off in the direction of a deviation.
    func share(inDirectionOf deviation: Double) -> Double {
        let leaves = sample()
        let typical = ForecastNoise.quantile(leaves.map { sizes[$0] }.sorted(), 0.5)
        let larger = leaves.filter { sizes[$0] >= typical }
        return Double(larger.count { values[$0] * deviation > 0 }) / Double(max(1, larger.count))
    }
}
