/// The groups that are known, and what is kept of each beside its series.
struct GroupTable: Sendable {
    /// Kind and codes, filled up with 0.
    var tuples: TupleTable
    /// The place in the bank of series; -1 before the second bin with users.
    var series: [Int32] = []
    /// The last bin with users.
    var lastBin: [Int64] = []
    /// Bins with users.
    var bins: [UInt32] = []
    /// The usual number of users in a bin with users.
    var meanUsers: [Float] = []
    /// The usual absolute residual of one user: the mean of |residual| √users, whatever the cycle.
    ///
    /// Values that are more than three times as large count as three times.
    var noise: [Float] = []
    /// From how many residuals it comes.
    var residuals: [UInt32] = []

    init(width: Int) { tuples = TupleTable(width: width) }

    /// The group of a kind and codes.
    mutating func group(_ tuple: UnsafePointer<UInt32>) -> Int32 {
        guard let (row, isNew) = tuples.row(of: tuple, limit: .max) else { return -1 }
        if isNew {
            if Int(row) == series.count {
                series.append(-1)
                lastBin.append(.min)
                bins.append(0)
                meanUsers.append(0)
                noise.append(0)
                residuals.append(0)
            } else {
                series[Int(row)] = -1
                lastBin[Int(row)] = .min
                bins[Int(row)] = 0
                meanUsers[Int(row)] = 0
                noise[Int(row)] = 0
                residuals[Int(row)] = 0
            }
        }
        return row
    }

    /// The kind of a group.
    @inline(__always)
    func kind(_ group: Int) -> Int { Int(tuples.codes[group * tuples.width]) }

    /// The codes of a group, filled up with 0.
    func codes(_ group: Int) -> ArraySlice<UInt32> {
        tuples.codes[group * tuples.width + 1..<(group + 1) * tuples.width]
    }

    /// Takes a bin of users in.
    @inline(__always)
    mutating func see(_ group: Int, bin: Int64, users: Int) {
        let seen = bins[group]
        bins[group] = seen &+ 1
        lastBin[group] = bin
        let weight = max(0.05, 1 / (Float(seen) + 1))
        meanUsers[group] += weight * (Float(users) - meanUsers[group])
    }

    /// Takes a residual of a bin of so many users in.
    @inline(__always)
    mutating func learn(_ group: Int, residual: Float, users: Int) {
        guard residual.isFinite else { return }
        let seen = residuals[group]
        let before = noise[group]
        var error = residual.magnitude * Float(users).squareRoot()
        if seen > 20 { error = min(error, 3 * before) }
        noise[group] += max(0.02, 1 / (Float(seen) + 1)) * (error - before)
        residuals[group] = seen &+ 1
    }
}
