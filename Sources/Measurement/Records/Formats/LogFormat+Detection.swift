extension LogFormat {
    /// How many lines are looked at to tell a format.
    static let sampleSize = 50

    /// The format that most of the first lines have; nil when there is none that any of them has.
    ///
    /// Comma-separated values need a header of at least two names of which none is a number, and as many
    /// values below.
    static func detect(_ lines: [ByteSlice]) -> LogFormat? {
        let lines = lines.filter { !$0.trimmed.isEmpty }.prefix(sampleSize)
        guard let first = lines.first else { return nil }
        var best: (format: LogFormat, count: Int)?
        func vote(_ format: LogFormat, _ count: Int) {
            if count > (best?.count ?? 0) { best = (format, count) }
        }
        vote(.json, lines.count { JSONLine.keys(of: $0) != nil })
        // Rows of a table may begin with 0 or 1 too, but its header does not.
        let statements = lines.filter { !ObservationLine.isRemark($0) }
        if let statement = statements.first, ObservationLine.isOne(statement) {
            vote(.observations, statements.count { ObservationLine.isOne($0) })
        }
        vote(.hostCombined, lines.count { isCombined($0, hasHost: true) })
        vote(.combined, lines.count { isCombined($0, hasHost: false) })
        guard best == nil else { return best?.format }
        for separator: UInt8 in [0x09, 0x2c, 0x3b] {
            guard let names = DelimitedLine.header(first, separator: separator), names.count > 1,
                names.allSatisfy({ !$0.isEmpty && Double($0) == nil })
            else { continue }
            return separator == 0x09 ? .tsv : .csv
        }
        return nil
    }

    /// The separator of a header of comma-separated values: the one of comma and semicolon that is there oftener.
    static func separator(of header: ByteSlice) -> UInt8 {
        let commas = header.buffer.count { $0 == 0x2c }
        let semicolons = header.buffer.count { $0 == 0x3b }
        return semicolons > commas ? 0x3b : 0x2c
    }

    /// Whether a line is of the combined format, with a host before it or not.
    ///
    /// A host is told from a user's name of two words by what stands where the identity belongs:
    /// nobody has one.
    private static func isCombined(_ line: ByteSlice, hasHost: Bool) -> Bool {
        var fields = [ByteSlice](repeating: line.prefix(0), count: CombinedLine.columns.count)
        return fields.withUnsafeMutableBufferPointer { fields in
            guard CombinedLine.parse(line, hasHost: hasHost, into: fields) == nil,
                TimeReader.parse(fields[4]) != TimeReader.none
            else { return false }
            guard hasHost else { return true }
            return fields[2].isAbsent && ClientAddress.parse(fields[1]) != nil
        }
    }
}
