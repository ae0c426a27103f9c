import CompressedFiles

/// The rows of a leaf table while they are read.
struct LeafRows {
    let file: String
    let limit: Int
    /// The number of the line that is read.
    var line = 0
    /// What the columns are, once the header was read.
    private(set) var layout: LeafLayout?
    /// Whether there are more rows than the limit.
    private(set) var isCutShort = false
    private var parser = DelimitedLine(separator: 0x2c, fields: [])
    private var interners: [ByteInterner] = []
    private var codes: [[Int32]] = []
    private var measures: [[Double]] = []
    private var rejected: [RejectReason: Int] = [:]
    private var firstRejected: RejectedLine?
    private var count = 0
    private var scratch = [UInt8](repeating: 0, count: LeafTableReader.lineLimit + 1)
    private let hash = ByteHash(seed: UInt64.random(in: .min ... .max))

    init(file: String, limit: Int) {
        self.file = file
        self.limit = limit
    }

    /// Takes the header.
    mutating func begin(_ layout: LeafLayout) {
        self.layout = layout
        var fields = [Int32](repeating: -1, count: layout.width)
        for (field, column) in (layout.measures + layout.attributes).enumerated() {
            fields[column] = Int32(field)
        }
        parser = DelimitedLine(separator: layout.separator, fields: fields)
        interners = layout.attributes.map { _ in ByteInterner() }
        codes = layout.attributes.map { _ in [] }
        measures = layout.measures.map { _ in [] }
    }

    /// Takes a row.
    mutating func read(_ raw: ByteSlice) {
        var row = raw
        if row.count > 0, row[row.count - 1] == 0x0d { row.count -= 1 }
        guard row.count > 0 else { return }
        guard row.count <= LeafTableReader.lineLimit else { return reject(row, .tooLong) }
        guard row.firstIndex(of: 0) == nil else { return reject(row, .binary) }
        guard count < limit else {
            isCutShort = true
            return
        }
        let measured = measures.count
        let width = measured + codes.count
        let reason = withUnsafeTemporaryAllocation(of: ByteSlice.self, capacity: width) {
            values -> RejectReason? in
            values.initialize(repeating: row.prefix(0))
            return scratch.withUnsafeMutableBufferPointer { scratch -> RejectReason? in
                guard let base = scratch.baseAddress else { return .form }
                if let reason = parser.parse(row, into: values, scratch: base) { return reason }
                for measure in 0..<measured {
                    guard let value = SeriesNumber.parse(values[measure].trimmed), value.isFinite
                    else {
                        for earlier in 0..<measure { measures[earlier].removeLast() }
                        return .value
                    }
                    measures[measure].append(value)
                }
                for attribute in codes.indices {
                    let text = values[measured + attribute].trimmed
                    codes[attribute].append(interners[attribute].intern(text, hash: hash(text)))
                }
                return nil
            }
        }
        if let reason { reject(row, reason) } else { count += 1 }
    }

    /// Counts a line that is no row.
    mutating func reject(_ text: ByteSlice, _ reason: RejectReason) {
        rejected[reason, default: 0] += 1
        guard firstRejected == nil else { return }
        firstRejected = RejectedLine(
            file: file, line: max(1, reason == .cutOff || reason == .tooLong ? line + 1 : line),
            reason: reason, text: Array(text.prefix(RejectedLine.textLimit).buffer))
    }

    /// What was read.
    func columns(_ failure: CompressedFileError?) -> LeafColumns {
        let attributes = interners.indices.map { attribute in
            LeafColumns.Attribute(
                name: layout?.names[attribute] ?? "",
                values: (0..<interners[attribute].count).map {
                    String(decoding: interners[attribute].slice($0), as: UTF8.self)
                },
                codes: codes[attribute])
        }
        return LeafColumns(
            attributes: attributes,
            measure: measures.count == 2
                ? .additive(actual: measures[0], forecast: measures[1])
                : .ratio(
                    actual: measures[0], actualBase: measures[1], forecast: measures[2],
                    forecastBase: measures[3]),
            rows: count, rejected: rejected, firstRejected: firstRejected, isCutShort: isCutShort,
            failure: failure)
    }
}
