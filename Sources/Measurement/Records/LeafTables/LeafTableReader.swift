import CompressedFiles

/// Reads a leaf table: a header, and in each row the values of attributes, what was measured and what was expected.
///
/// CSV (commas or semicolons) or TSV, plain, gzip or Zstandard. Rows that cannot be read are counted and passed over:
/// the wrong number of values, no number where one is expected. Memory is that of the rows up to
/// ``rowLimit``: 4 bytes for an attribute and 8 for a number, and each text of an attribute once.
public struct LeafTableReader: Sendable {
    /// The most bytes that a line may have.
    public static let lineLimit = 65_536
    /// The most rows that are read.
    public var rowLimit = 5_000_000
    /// The column of what was measured; `real` if nil.
    public var actual: String?
    /// The column of what was expected; `predict` if nil.
    public var forecast: String?
    /// The attributes that are taken; all columns that are no measure if nil.
    public var attributes: [String]?

    /// A reader of tables with the usual names.
    public init() {}

    /// Reads a file, or standard input for `-`.
    public func read(path: String) throws(LeafFileError) -> LeafColumns {
        let source: ByteSource
        do throws(CompressedFileError) {
            source = try ByteSource(path: path)
        } catch {
            throw .file(error)
        }
        var rows = LeafRows(file: source.path, limit: rowLimit)
        var failure: CompressedFileError?
        let size = 1 << 18
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: size + Self.lineLimit + 1, alignment: 16)
        defer { buffer.deallocate() }
        var filled = 0
        var isSkipping = false
        while !rows.isCutShort {
            var count = 0
            do throws(CompressedFileError) {
                let room = UnsafeMutableRawBufferPointer(
                    rebasing: buffer[filled..<(buffer.count - 1)])
                count = try source.read(into: room)
            } catch {
                failure = error
            }
            filled += count
            let isLast = count == 0
            if isLast, filled > 0, !isSkipping, failure == nil {
                buffer[filled] = 0x0a
                filled += 1
            }
            guard let base = buffer.bindMemory(to: UInt8.self).baseAddress else { break }
            let all = ByteSlice(base, count: filled)
            var start = 0
            while !rows.isCutShort, let end = all.firstIndex(of: 0x0a, from: start) {
                let line = ByteSlice(base + start, count: end - start)
                start = end + 1
                rows.line += 1
                if isSkipping {
                    isSkipping = false
                } else if rows.layout == nil {
                    try begin(line, &rows)
                } else {
                    rows.read(line)
                }
            }
            filled -= start
            buffer.copyMemory(
                from: UnsafeRawBufferPointer(rebasing: buffer[start..<(start + filled)]))
            if isLast {
                if filled > 0, !isSkipping { rows.reject(ByteSlice(base, count: filled), .cutOff) }
                break
            }
            if filled > Self.lineLimit {
                if !isSkipping { rows.reject(ByteSlice(base, count: filled), .tooLong) }
                isSkipping = true
                filled = 0
            }
        }
        if rows.layout == nil {
            if let failure { throw .file(failure) }
            throw .noHeader(file: source.path)
        }
        return rows.columns(failure)
    }

    /// Takes a line as the header, unless it is empty.
    private func begin(_ line: ByteSlice, _ rows: inout LeafRows) throws(LeafFileError) {
        var header = line
        if header.count > 0, header[header.count - 1] == 0x0d { header.count -= 1 }
        if header.count >= 3, header[0] == 0xef, header[1] == 0xbb, header[2] == 0xbf {
            header = header.dropping(3)
        }
        guard header.trimmed.count > 0 else { return }
        rows.begin(
            try LeafLayout(
                header: header, file: rows.file, actual: actual, forecast: forecast,
                wanted: attributes))
    }
}
