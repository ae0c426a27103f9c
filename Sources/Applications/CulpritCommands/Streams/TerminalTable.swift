/// A table for people: columns as wide as they must be, the least important left out where lines are too short.
struct TerminalTable<Row> {
    /// What a column is called and holds.
    struct Column {
        let title: String
        var isRight = false
        let value: (Row) -> String
        /// How a cell is coloured, after it was padded.
        var paint: (String) -> String = { $0 }
    }

    var columns: [Column]
    /// Titles of columns that are left out, one after the other, where a line has no room for all.
    var dispensable: [String]
    let style: TerminalStyle
    /// Characters in a line.
    let width: Int

    /// The table, each line behind two blanks; behind a row what has to be said of it.
    func text(_ rows: some Collection<Row>, notes: (Row) -> [String] = { _ in [] }) -> String {
        var columns = columns
        var cells = columns.map { column in rows.map(column.value) }
        var widths = zip(columns, cells).map { column, cells in
            max(column.title.count, cells.map(\.count).max() ?? 0)
        }
        for title in dispensable where 2 * columns.count + widths.reduce(0, +) > width {
            guard let place = columns.firstIndex(where: { $0.title == title }) else { continue }
            columns.remove(at: place)
            cells.remove(at: place)
            widths.remove(at: place)
        }
        var text = "  " + style.dim(line(columns, widths) { columns[$0].title }) + "\n"
        for (place, row) in rows.enumerated() {
            text += "  " + line(columns, widths) { cells[$0][place] } + "\n"
            for note in notes(row) { text += style.dim("     \(note)") + "\n" }
        }
        return text
    }

    private func line(_ columns: [Column], _ widths: [Int], _ cell: (Int) -> String) -> String {
        var line = columns.indices.map { place in
            let text = cell(place)
            let padded = Figures.padded(text, widths[place], right: columns[place].isRight)
            return text == columns[place].title ? padded : columns[place].paint(padded)
        }.joined(separator: "  ")
        while line.last == " " { line.removeLast() }
        return line
    }
}
