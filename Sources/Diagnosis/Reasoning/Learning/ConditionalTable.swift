#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How often two variables had which values, for each combination of the values of others.
struct ConditionalTable {
    let rows: Int
    let columns: Int
    /// Weights: combination of the others × row × column; combinations that never occurred are absent.
    private(set) var strata: [Int: [Double]] = [:]

    init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
    }

    mutating func add(_ weight: Double, stratum: Int, row: Int, column: Int) {
        strata[stratum, default: [Double](repeating: 0, count: rows * columns)][
            row * columns + column] += weight
    }

    /// The sum of all weights.
    var total: Double { strata.values.reduce(0) { $0 + $1.reduce(0, +) } }

    /// The likelihood-ratio statistic of conditional independence, and its degrees of freedom.
    ///
    /// G² = 2 Σ n ln (n n.. / (n. .n)) over all strata (Y. Bishop, S. Fienberg and P. Holland, Discrete
    /// Multivariate Analysis, 1975). Rows and columns that do not occur in a stratum add no degree of
    /// freedom there.
    ///
    /// - Parameter scale: what weights are multiplied by to count independent cases.
    func independence(scale: Double = 1) -> (statistic: Double, degreesOfFreedom: Int) {
        var statistic = 0.0
        var degrees = 0
        for stratum in strata.keys.sorted() {
            let counts = strata[stratum] ?? []
            var rowSums = [Double](repeating: 0, count: rows)
            var columnSums = [Double](repeating: 0, count: columns)
            for (cell, count) in counts.enumerated() {
                rowSums[cell / columns] += count
                columnSums[cell % columns] += count
            }
            let sum = rowSums.reduce(0, +)
            for (cell, count) in counts.enumerated() where count > 0 {
                let expected = rowSums[cell / columns] * columnSums[cell % columns] / sum
                statistic += 2 * scale * count * log(count / expected)
            }
            let occurring = (
                rowSums.count { $0 > 0 } - 1, columnSums.count { $0 > 0 } - 1
            )
            degrees += occurring.0 * occurring.1
        }
        return (max(0, statistic), degrees)
    }
}
