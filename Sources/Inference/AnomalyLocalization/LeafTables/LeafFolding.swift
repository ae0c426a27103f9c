/// Which rows of a table are one leaf: those with the same value in every attribute.
struct LeafFolding {
    /// The leaf of each row, by first appearance; nil where each row is its own leaf.
    private let leafOfRow: [Int32]?
    /// The first row of each leaf.
    private let firstRows: [Int32]
    /// How many leaves there are.
    let count: Int

    init(_ attributes: [LeafAttribute], _ codes: [[Int32]], count rows: Int) {
        var leafOfRow = [Int32](repeating: 0, count: rows)
        var firstRows = [Int32]()
        for (position, attribute) in attributes.enumerated() {
            var grouping = CellGrouping(
                groups: firstRows.isEmpty ? 1 : firstRows.count, values: attribute.values.count,
                rows: rows)
            firstRows.removeAll(keepingCapacity: true)
            let column = codes[position]
            for row in 0..<rows {
                let (cell, isNew) = grouping.cell(group: leafOfRow[row], value: column[row])
                if isNew { firstRows.append(Int32(row)) }
                leafOfRow[row] = cell
            }
        }
        count = firstRows.count
        self.leafOfRow = firstRows.count == rows ? nil : leafOfRow
        self.firstRows = firstRows
    }

    /// The codes of each leaf.
    func fold(_ codes: [[Int32]]) -> [[Int32]] {
        guard leafOfRow != nil else { return codes }
        return codes.map { column in firstRows.map { column[Int($0)] } }
    }

    /// The sum of a measure over the rows of each leaf.
    func sum(_ values: [Double]) -> [Double] {
        guard let leafOfRow else { return values }
        var sums = [Double](repeating: 0, count: count)
        for (row, leaf) in leafOfRow.enumerated() { sums[Int(leaf)] += values[row] }
        return sums
    }
}
