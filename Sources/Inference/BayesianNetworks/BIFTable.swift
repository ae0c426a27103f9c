/// The table of one probability block while its rows come in.
struct BIFTable {
    /// Rounding alone moves the sum of a row no further than this; such rows are left untouched.
    static let roundingSlack = 1e-12

    let parents: [Int]
    /// The number of states of the child.
    let width: Int
    let rowCount: Int
    /// Row-major, first parent slowest, child fastest; what was not given yet is zero.
    private(set) var values: [Double]
    private var isGiven: [Bool]
    private var defaultRow: Row?
    private(set) var normalisedRows: [Int] = []
    private(set) var unseenRows: [Int] = []
    private(set) var defaultedRows: [Int] = []
    private(set) var largestDeviation = 0.0

    /// A distribution as it goes into the table, with the deviation of its sum from one if it was
    /// divided by the sum.
    private struct Row {
        var values: [Double]
        var deviation: Double?
        var isUnseen: Bool
    }

    enum Rejection: Error {
        case duplicate
        /// The sum, which is not one within the tolerance.
        case sum(Double)
    }

    init(parents: [Int], width: Int, rowCount: Int) {
        self.parents = parents
        self.width = width
        self.rowCount = rowCount
        values = Array(repeating: 0, count: width * rowCount)
        isGiven = Array(repeating: false, count: rowCount)
    }

    /// Takes a row of `width` numbers.
    mutating func setRow(
        _ row: Int, to numbers: [Double], tolerance: Double
    ) throws(Rejection) {
        guard !isGiven[row] else { throw .duplicate }
        place(try Self.checked(numbers, tolerance: tolerance), at: row)
    }

    /// Takes the row that stands for all rows not given.
    mutating func setDefault(_ numbers: [Double], tolerance: Double) throws(Rejection) {
        guard defaultRow == nil else { throw .duplicate }
        defaultRow = try Self.checked(numbers, tolerance: tolerance)
    }

    /// Fills what was not given from the default; returns how many rows lack both, and the first.
    mutating func complete() -> (missing: Int, first: Int)? {
        let missing = isGiven.indices.filter { !isGiven[$0] }
        if let first = missing.first {
            guard let defaultRow else { return (missing.count, first) }
            for row in missing { place(defaultRow, at: row) }
            defaultedRows = missing
        }
        // Rows come in the order of the text; the notes list them in the order of the table.
        normalisedRows.sort()
        unseenRows.sort()
        return nil
    }

    private mutating func place(_ row: Row, at index: Int) {
        isGiven[index] = true
        for state in 0..<width { values[index * width + state] = row.values[state] }
        if let deviation = row.deviation {
            normalisedRows.append(index)
            largestDeviation = max(largestDeviation, deviation)
        }
        if row.isUnseen { unseenRows.append(index) }
    }

    private static func checked(_ numbers: [Double], tolerance: Double) throws(Rejection) -> Row {
        let sum = numbers.reduce(0, +)
        if sum == 0 { return Row(values: numbers, deviation: nil, isUnseen: true) }
        let deviation = (sum - 1).magnitude
        if deviation <= roundingSlack {
            return Row(values: numbers, deviation: nil, isUnseen: false)
        }
        guard sum.isFinite, deviation <= tolerance else { throw .sum(sum) }
        return Row(values: numbers.map { $0 / sum }, deviation: deviation, isUnseen: false)
    }
}
