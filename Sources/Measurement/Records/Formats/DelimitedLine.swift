/// A line of values between separators (RFC 4180, but a record never spans lines).
struct DelimitedLine: Sendable {
    let separator: UInt8
    /// The field that each column goes to; -1 for columns that nobody wants.
    let fields: [Int32]

    /// Finds the wanted fields of a line; values with doubled quotation marks are written to `scratch`.
    @inline(__always)
    func parse(
        _ line: ByteSlice, into values: FieldSlices, scratch: UnsafeMutablePointer<UInt8>
    ) -> RejectReason? {
        var free = scratch
        var column = 0
        var index = 0
        while true {
            let value: ByteSlice
            if index < line.count, line[index] == 0x22 {
                guard let end = Self.quoted(line, index + 1, &free, &index) else { return .quote }
                value = end
                guard index == line.count || line[index] == separator else { return .quote }
            } else {
                let end = line.firstIndex(of: separator, from: index) ?? line.count
                value = ByteSlice(line.start + index, count: end - index)
                index = end
            }
            guard column < fields.count else { return .columns }
            let field = Int(fields[column])
            if field >= 0 { values[field] = value }
            column += 1
            if index >= line.count { break }
            index += 1
        }
        return column == fields.count ? nil : .columns
    }

    /// The value behind an opening quotation mark; `index` goes behind the closing one.
    @inline(__always)
    private static func quoted(
        _ line: ByteSlice, _ start: Int, _ free: inout UnsafeMutablePointer<UInt8>,
        _ index: inout Int
    ) -> ByteSlice? {
        guard var quote = line.firstIndex(of: 0x22, from: start) else { return nil }
        if quote + 1 == line.count || line[quote + 1] != 0x22 {
            index = quote + 1
            return ByteSlice(line.start + start, count: quote - start)
        }
        let copy = free
        var from = start
        while true {
            free.update(from: line.start + from, count: quote - from)
            free += quote - from
            guard quote + 1 < line.count, line[quote + 1] == 0x22 else { break }
            free.pointee = 0x22
            free += 1
            from = quote + 2
            guard let next = line.firstIndex(of: 0x22, from: from) else { return nil }
            quote = next
        }
        index = quote + 1
        return ByteSlice(from: copy, to: free)
    }

    /// The names in a header line, without blanks around them and without a byte order mark.
    static func header(_ line: ByteSlice, separator: UInt8) -> [String]? {
        let width = line.buffer.count { $0 == separator } + 1
        let all = DelimitedLine(separator: separator, fields: (0..<Int32(width)).map { $0 })
        var values = [ByteSlice](repeating: line.prefix(0), count: width)
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: line.count + 1) { scratch in
            guard let base = scratch.baseAddress else { return nil }
            // A separator inside of quotation marks makes fewer columns than were counted.
            let verdict = values.withUnsafeMutableBufferPointer { values in
                all.parse(line, into: values, scratch: base)
            }
            guard verdict == nil || verdict == .columns else { return nil }
            let names = values.map { String(decoding: $0.trimmed.buffer, as: UTF8.self) }
            return verdict == nil ? names : Array(names.prefix { !$0.isEmpty })
        }
    }
}
