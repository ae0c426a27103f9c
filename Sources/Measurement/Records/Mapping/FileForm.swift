/// How the lines of one file are written, and which columns they have.
struct FileForm: Hashable, Sendable, Codable {
    /// The format.
    var format: LogFormat
    /// What stands between the values of a table.
    var separator: UInt8
    /// The columns; those of JSON as far as the first lines show them.
    var columns: [String]

    /// So many columns at most are known of a file.
    static let columnLimit = 4096

    /// The form of a file that begins with these lines, `format` being what somebody says it is.
    init(_ lines: [ByteSlice], format said: LogFormat?, file: String) throws(RecordError) {
        guard let format = said ?? LogFormat.detect(lines) else {
            let first = lines.first { !$0.trimmed.isEmpty }?.prefix(80)
            let text = FaultName.printable(first.map { Array($0.buffer)[...] } ?? [])
            throw .unknownFormat(file: file, line: String(decoding: text, as: UTF8.self))
        }
        self.format = format
        separator = 0x09
        columns = []
        switch format {
        case .combined: columns = Array(CombinedLine.columns.dropFirst())
        case .hostCombined: columns = CombinedLine.columns
        case .json:
            var seen = Set<String>()
            for line in lines.prefix(LogFormat.sampleSize) {
                for key in JSONLine.keys(of: line) ?? []
                where columns.count < Self.columnLimit && seen.insert(key).inserted {
                    columns.append(key)
                }
            }
        case .csv, .tsv:
            guard let header = lines.first else { throw .noHeader(file: file) }
            if format == .csv { separator = LogFormat.separator(of: header) }
            columns = DelimitedLine.header(header, separator: separator) ?? []
            guard columns.contains(where: { !$0.isEmpty }) else { throw .noHeader(file: file) }
        case .observations: break
        }
    }

    /// Whether a file of this form begins with the names of its columns.
    var hasHeader: Bool { format == .csv || format == .tsv }

    /// The form of a file that begins with these pieces.
    static func of(
        _ chunks: [LineChunk], format: LogFormat?, file: String
    ) throws(RecordError) -> FileForm {
        // A byte more, so that there is an address even for no bytes.
        let bytes = Array(chunks.map(\.bytes).joined()) + [0]
        typealias Outcome = Result<FileForm, RecordError>
        let result = bytes.withUnsafeBufferPointer { bytes -> Outcome in
            guard let base = bytes.baseAddress else {
                return .failure(.unknownFormat(file: file, line: ""))
            }
            let lines = firstLines(ByteSlice(base, count: bytes.count - 1))
            do throws(RecordError) {
                return .success(try FileForm(lines, format: format, file: file))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// The first lines, without what ends them.
    private static func firstLines(_ whole: ByteSlice) -> [ByteSlice] {
        var lines = [ByteSlice]()
        var index = 0
        while index < whole.count, lines.count < LogFormat.sampleSize {
            let end = whole.firstIndex(of: 0x0a, from: index) ?? whole.count
            var line = ByteSlice(whole.start + index, count: end - index)
            if line.count > 0, line[line.count - 1] == 0x0d { line.count -= 1 }
            lines.append(line)
            index = end + 1
        }
        return lines
    }
}
