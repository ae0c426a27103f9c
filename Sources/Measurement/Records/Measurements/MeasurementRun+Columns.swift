extension MeasurementRun {
    /// The columns of a piece, with the numbers of the stream.
    mutating func columns(
        _ parsed: ParsedMeasurements, _ file: inout File
    ) -> MeasurementColumns {
        let before = file.lines
        file.lines += parsed.lineCount
        let position = ReadingPosition(
            input: file.index, path: file.path, offset: parsed.end, line: file.lines,
            fingerprint: file.input.fingerprint, endsInLine: parsed.endsInLine, form: file.form)
        var columns = MeasurementColumns(attributeCount: reader.attributes.count, position)
        note(parsed, file, linesBefore: before, &columns)
        columns.times = parsed.times
        columns.users = parsed.users
        columns.values = parsed.values
        let numbers = numbers(parsed.names, &columns)
        for attribute in reader.attributes.indices {
            columns.codes[attribute] = codes(parsed, attribute, numbers)
        }
        return columns
    }

    /// Counts lines and tells of those that were rejected.
    private mutating func note(
        _ parsed: ParsedMeasurements, _ file: File, linesBefore: Int,
        _ columns: inout MeasurementColumns
    ) {
        for reject in parsed.rejects {
            columns.rejected[reject.reason, default: 0] += 1
            onReject?(
                RejectedLine(
                    file: file.input.path, line: linesBefore + Int(reject.line) + 1,
                    reason: reject.reason, text: parsed.text(from: reject.start)))
        }
        summary.rejected.merge(columns.rejected) { $0 + $1 }
        summary.lines += parsed.lineCount
        summary.measurements += parsed.times.count
        summary.failedLookups += parsed.failedLookups
        summary.position = columns.position
        onProgress?(
            RecordProgress(
                file: file.input.path, index: file.index, bytesRead: file.input.bytesRead,
                size: file.input.size, lines: summary.lines))
    }

    /// For each code of a piece that of the stream.
    private mutating func numbers(
        _ names: ByteInterner, _ columns: inout MeasurementColumns
    ) -> [UInt32] {
        var numbers = [UInt32](repeating: 0, count: names.count + 1)
        for local in 0..<names.count {
            let attribute = Int(names.tags[local])
            let (number, isNew) = names.withSlice(local, default: (0, false)) { slice in
                self.names.number(slice, attribute: attribute, code: names.hashes[local])
            }
            numbers[local + 1] = number
            if isNew {
                columns.newNames[attribute].append(
                    self.names.text(number, attribute: attribute))
            }
        }
        return numbers
    }

    /// An attribute's column.
    private mutating func codes(
        _ parsed: ParsedMeasurements, _ attribute: Int, _ numbers: [UInt32]
    ) -> [UInt32] {
        let count = parsed.times.count
        let width = reader.attributes.count
        var (unknown, beyond) = (0, 0)
        let codes = [UInt32](unsafeUninitializedCapacity: count) { column, filled in
            for row in 0..<count {
                let local = parsed.codes[row * width + attribute]
                let number = numbers[Int(local)]
                column[row] = number
                if number == 0 {
                    unknown += 1
                    if local != 0 { beyond += 1 }
                }
            }
            filled = count
        }
        summary.unknown[attribute] += unknown
        summary.beyondLimit[attribute] += beyond
        return codes
    }
}

extension MeasurementColumns {
    /// No measurements up to a position.
    init(attributeCount: Int, _ position: ReadingPosition) {
        codes = Array(repeating: [], count: attributeCount)
        newNames = Array(repeating: [], count: attributeCount)
        self.position = position
    }
}
