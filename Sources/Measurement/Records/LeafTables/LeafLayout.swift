/// Which column of a leaf table is what.
struct LeafLayout {
    let separator: UInt8
    /// How many columns there are.
    let width: Int
    /// The places of the measures: actual and forecast, or actual, its base, forecast and its base.
    let measures: [Int]
    /// The places of the attributes.
    let attributes: [Int]
    /// The names of the attributes.
    let names: [String]

    static let ratioNames = ["real_num", "real_den", "predict_num", "predict_den"]

    /// Tells the columns by the header.
    ///
    /// - Parameter wanted: the attributes to take; all columns that are no measure if nil.
    init(
        header line: ByteSlice, file: String, actual: String?, forecast: String?,
        wanted: [String]?
    ) throws(LeafFileError) {
        separator = [0x09, 0x2c, 0x3b].first { line.firstIndex(of: $0) != nil } ?? 0x2c
        guard let columns = DelimitedLine.header(line, separator: separator), !columns.isEmpty
        else { throw .noHeader(file: file) }
        width = columns.count
        if let repeated = columns.indices.first(where: {
            columns[..<$0].contains(columns[$0])
        }) {
            throw .repeatedColumn(file: file, column: columns[repeated])
        }
        let lower = columns.map { $0.lowercased() }
        func place(_ name: String) -> Int? {
            columns.firstIndex(of: name) ?? lower.firstIndex(of: name.lowercased())
        }
        let ratio = Self.ratioNames.compactMap(place)
        if actual == nil, forecast == nil, ratio.count == 4 {
            measures = ratio
        } else if actual == nil, forecast == nil, !ratio.isEmpty, place("real") == nil {
            throw .missingColumns(
                file: file, missing: Self.ratioNames.filter { place($0) == nil }, known: columns)
        } else {
            let names = [actual ?? "real", forecast ?? "predict"]
            let missing = names.filter { place($0) == nil }
            guard missing.isEmpty else {
                throw .missingColumns(file: file, missing: missing, known: columns)
            }
            measures = names.compactMap(place)
        }
        let measured = Set(measures)
        if let wanted {
            let missing = wanted.filter { place($0) == nil }
            guard missing.isEmpty else {
                throw .missingColumns(file: file, missing: missing, known: columns)
            }
            attributes = Set(wanted.compactMap(place)).subtracting(measured).sorted()
        } else {
            attributes = columns.indices.filter { !measured.contains($0) }
        }
        guard !attributes.isEmpty else { throw .noAttributes(file: file, known: columns) }
        guard attributes.count <= 30 else {
            throw .tooManyAttributes(file: file, count: attributes.count)
        }
        names = attributes.map { columns[$0] }
    }
}
