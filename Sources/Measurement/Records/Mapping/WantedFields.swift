/// The columns of a file that are wanted, each with a field of its own.
struct WantedFields {
    let file: String
    let form: FileForm
    /// The columns of the fields.
    private(set) var columns = [String]()

    init(file: String, form: FileForm) {
        self.file = file
        self.form = form
        // The fields of the combined format have their places.
        if form.format == .combined || form.format == .hostCombined {
            columns = CombinedLine.columns
        }
    }

    /// The field of a column; a column of a table must be in its header.
    mutating func field(_ column: LogColumn) throws(RecordError) -> Int {
        guard form.format == .json || form.columns.contains(column.name) else {
            throw .missingColumn(
                file: file, column: column.name, place: column.place, known: form.columns)
        }
        if let field = columns.firstIndex(of: column.name) { return field }
        columns.append(column.name)
        return columns.count - 1
    }

    /// What finds the fields of a line.
    func parser() throws(RecordError) -> LineParser {
        guard columns.count <= JSONLine.keyLimit else {
            throw .tooManyColumns(count: columns.count, limit: JSONLine.keyLimit)
        }
        return switch form.format {
        case .combined: .combined(hasHost: false)
        case .hostCombined: .combined(hasHost: true)
        case .json: .json(JSONLine(keys: columns))
        case .csv, .tsv:
            .delimited(
                DelimitedLine(
                    separator: form.separator,
                    fields: form.columns.map { Int32(columns.firstIndex(of: $0) ?? -1) }))
        case .observations: .observations
        }
    }
}
