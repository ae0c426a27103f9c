/// Finds out from the first lines of a file how it is written, and works the mapping out for it.
struct LogPlanning {
    let reader: RecordReader
    let file: String

    /// The plan for a file that begins with these pieces.
    func plan(for chunks: [LineChunk]) throws(RecordError) -> LinePlan {
        // A byte more, so that there is an address even for no bytes.
        let bytes = Array(chunks.map(\.bytes).joined()) + [0]
        typealias Outcome = Result<LinePlan, RecordError>
        let result = bytes.withUnsafeBufferPointer { bytes -> Outcome in
            guard let base = bytes.baseAddress else {
                return .failure(.unknownFormat(file: file, line: ""))
            }
            let lines = Self.lines(ByteSlice(base, count: bytes.count - 1))
            do throws(RecordError) {
                return .success(try plan(lines))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private func plan(_ lines: [ByteSlice]) throws(RecordError) -> LinePlan {
        let mapping = reader.configuration.mapping
        guard let format = mapping.format ?? LogFormat.detect(lines) else {
            let first = lines.first { !$0.trimmed.isEmpty }?.prefix(80)
            let text = FaultName.printable(first.map { Array($0.buffer)[...] } ?? [])
            throw .unknownFormat(file: file, line: String(decoding: text, as: UTF8.self))
        }
        var known = [String]()
        var separator: UInt8 = 0x09
        switch format {
        case .combined: known = Array(CombinedLine.columns.dropFirst())
        case .hostCombined: known = CombinedLine.columns
        case .json:
            for line in lines.prefix(LogFormat.sampleSize) {
                for key in JSONLine.keys(of: line) ?? [] where !known.contains(key) {
                    known.append(key)
                }
            }
        case .csv, .tsv:
            guard let header = lines.first else { throw .noHeader(file: file) }
            if format == .csv { separator = LogFormat.separator(of: header) }
            known = DelimitedLine.header(header, separator: separator) ?? []
            guard known.contains(where: { !$0.isEmpty }) else { throw .noHeader(file: file) }
        case .observations: return try observations()
        }
        var planner = LinePlanner(
            mapping: mapping, lookup: reader.configuration.lookup, file: file,
            format: format, known: known)
        let plan = try planner.plan(separator: separator)
        if case .every = reader.configuration.blocking, plan.timeField < 0 {
            throw .noTimes(file: file)
        }
        return plan
    }

    /// The neutral form needs no mapping.
    private func observations() throws(RecordError) -> LinePlan {
        if case .every = reader.configuration.blocking { throw .noTimes(file: file) }
        return LinePlan(
            format: .observations, parser: .observations, columns: [], hasHeader: false,
            timeField: -1, clientField: -1, outcomeField: -1,
            outcomes: OutcomeTable.compile(.status(LogColumn(""))).table, slowField: -1,
            slowLimit: 0, sources: [], kinds: [])
    }

    /// The first lines, without what ends them.
    private static func lines(_ whole: ByteSlice) -> [ByteSlice] {
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
