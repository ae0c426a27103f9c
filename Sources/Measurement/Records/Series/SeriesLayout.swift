/// Where time and value stand in the lines of a file.
struct SeriesLayout: Hashable {
    /// The byte between values; nil where a line is one value.
    let separator: UInt8?
    /// The place of the time; nil for files without.
    let time: Int?
    /// The place of the value.
    let value: Int
    /// How many values a line has.
    let width: Int
    /// Whether the line it was told by is a header.
    let hasHeader: Bool

    private static let timeNames = [
        "timestamp", "time", "epoch", "datetime", "date", "ts", "t", "when",
    ]
    private static let valueNames = ["value", "rtt", "latency", "median", "mean", "y", "v"]

    /// Tells the layout by the first line that is not empty.
    ///
    /// Tabs, semicolons, commas and, between two values, blanks stand between values. A line without a number
    /// and without a time is a header. Columns are found by name, then by place: time first, value behind it.
    init(
        firstLine line: ByteSlice, file: String, time timeName: String?, value valueName: String?
    ) throws(SeriesFileError) {
        let separator = Self.separator(line)
        let fields = Self.fields(line, separator)
        let names = fields.map {
            String(decoding: $0.buffer, as: UTF8.self).lowercased()
        }
        let isHeader = !fields.contains {
            SeriesNumber.parse($0) != nil || TimeReader.parse($0) != TimeReader.none
        }
        func place(_ name: String) throws(SeriesFileError) -> Int {
            guard isHeader else { throw .noHeader(file: file, column: name) }
            guard let place = names.firstIndex(of: name.lowercased()) else {
                throw .missingColumn(file: file, column: name, known: names)
            }
            return place
        }
        func known(_ list: [String], not taken: Int?) -> Int? {
            guard isHeader else { return nil }
            return list.lazy.compactMap { names.firstIndex(of: $0) }.first { $0 != taken }
        }
        var value: Int?
        if let valueName { value = try place(valueName) }
        var time: Int?
        if let timeName {
            time = try place(timeName)
        } else {
            time = known(Self.timeNames, not: value)
        }
        value = value ?? known(Self.valueNames, not: time)
        if fields.count > 1 {
            time = time ?? (value == 0 ? 1 : 0)
            value = value ?? (time == 0 ? 1 : 0)
        } else if timeName == nil {
            time = nil
        }
        self.separator = separator
        self.time = time
        self.value = value ?? 0
        width = fields.count
        hasHeader = isHeader
    }

    private static func separator(_ line: ByteSlice) -> UInt8? {
        for byte: UInt8 in [0x09, 0x3b, 0x2c] where line.firstIndex(of: byte) != nil { return byte }
        let parts = line.buffer.split(separator: 0x20)
        guard parts.count == 2, parts.allSatisfy({ SeriesNumber.isPlain($0) }) else { return nil }
        return 0x20
    }

    /// The values of a line, without blanks and quotation marks around them.
    static func fields(_ line: ByteSlice, _ separator: UInt8?) -> [ByteSlice] {
        guard let separator else { return [bare(line)] }
        var fields: [ByteSlice] = []
        var start = 0
        while true {
            let end = line.firstIndex(of: separator, from: start) ?? line.count
            fields.append(bare(ByteSlice(line.start + start, count: end - start)))
            if end == line.count { return fields }
            start = end + 1
        }
    }

    private static func bare(_ field: ByteSlice) -> ByteSlice {
        let text = field.trimmed
        guard text.count >= 2, text[0] == 0x22, text[text.count - 1] == 0x22 else { return text }
        return ByteSlice(text.start + 1, count: text.count - 2).trimmed
    }
}
