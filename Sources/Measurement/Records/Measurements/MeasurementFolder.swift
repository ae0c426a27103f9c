/// Turns lines into measurements, following a plan.
struct MeasurementFolder: ChunkFolder {
    let plan: MeasurementPlan
    let hash: ByteHash
    /// Makes the numbers of end users.
    let userHash: ByteHash
    /// How many bytes a line may have.
    let lineLimit: Int
    let times: ClosedRange<Int64>

    private var timeReader = TimeReader()
    private var addresses: [AddressAttributes]
    private var output = ParsedMeasurements()

    init(
        plan: MeasurementPlan, hash: ByteHash, configuration: MeasurementConfiguration,
        cacheLimit: Int
    ) {
        self.plan = plan
        self.hash = hash
        userHash = ByteHash(seed: configuration.userSeed)
        lineLimit = configuration.lineLimit
        times =
            configuration.times.lowerBound
            .microseconds...configuration.times.upperBound
            .microseconds
        var fields = [Int]()
        for lookUp in plan.lookUps where !fields.contains(lookUp.field) {
            fields.append(lookUp.field)
        }
        addresses = fields.map {
            AddressAttributes(
                field: $0, lookUps: plan.lookUps, lookup: configuration.lookup, hash: hash,
                limit: cacheLimit)
        }
    }

    mutating func fold(_ chunk: LineChunk) -> ParsedMeasurements {
        output = ParsedMeasurements()
        let expected = chunk.bytes.count / 64
        output.times.reserveCapacity(expected)
        output.users.reserveCapacity(expected)
        output.values.reserveCapacity(expected)
        output.codes.reserveCapacity(expected * plan.attributeCount)
        for index in addresses.indices { addresses[index].begin() }
        chunk.bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            let whole = ByteSlice(base, count: bytes.count)
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: lineLimit + 16) { scratch in
                withUnsafeTemporaryAllocation(
                    of: ByteSlice.self, capacity: plan.fieldCount + 1
                ) { fields in
                    fields.initialize(repeating: whole.prefix(0))
                    guard let room = scratch.baseAddress else { return }
                    foldLines(whole, chunk.beginsWithHeader, fields, room)
                }
            }
        }
        output.failedLookups = addresses.reduce(0) { $0 + $1.failures }
        var finished = ParsedMeasurements()
        swap(&finished, &output)
        if !finished.rejects.isEmpty { finished.bytes = chunk.bytes }
        finished.end = chunk.end
        finished.endsInLine = chunk.endsInLine
        return finished
    }

    private mutating func foldLines(
        _ whole: ByteSlice, _ beginsWithHeader: Bool, _ fields: FieldSlices,
        _ scratch: UnsafeMutablePointer<UInt8>
    ) {
        let isBinary = whole.firstIndex(of: 0) != nil
        var index = 0
        var lineNumber: Int32 = 0
        while index < whole.count {
            let end = whole.firstIndex(of: 0x0a, from: index) ?? whole.count
            let start = Int32(index)
            var line = ByteSlice(whole.start + index, count: end - index)
            index = end + 1
            if line.count > 0, line[line.count - 1] == 0x0d { line.count -= 1 }
            if line.count > 0, !(beginsWithHeader && lineNumber == 0),
                let reason = foldLine(line, isBinary, fields, scratch)
            {
                output.rejects.append(.init(line: lineNumber, start: start, reason: reason))
            }
            lineNumber += 1
        }
        output.lineCount = Int(lineNumber)
    }

    @inline(__always)
    private mutating func foldLine(
        _ line: ByteSlice, _ isBinary: Bool, _ fields: FieldSlices,
        _ scratch: UnsafeMutablePointer<UInt8>
    ) -> RejectReason? {
        guard line.count <= lineLimit else { return .tooLong }
        if isBinary, line.firstIndex(of: 0) != nil { return .binary }
        if let reason = plan.parser.parse(line, into: fields, scratch: scratch) { return reason }
        let time = timeReader.read(fields[plan.timeField])
        guard time != TimeReader.none else { return .time }
        guard times.contains(time) else { return .timeRange }
        guard let number = DecimalText.signed(fields[plan.valueField]) else { return .value }
        let value = Float(number * plan.scale)
        guard value.isFinite else { return .value }
        let userText = fields[plan.userField]
        guard !userText.isAbsent else { return .user }
        output.times.append(time)
        output.values.append(value)
        output.users.append(plan.usersAreClients ? client(userText) : userHash(userText))
        addCodes(fields)
        return nil
    }

    /// The number of an address, however it is written; that of its text where it is none.
    @inline(__always)
    private func client(_ text: ByteSlice) -> UInt64 {
        if let four = ClientAddress.ipv4(text) { return userHash(UInt64(four)) }
        return otherClient(text)
    }

    @inline(never)
    private func otherClient(_ text: ByteSlice) -> UInt64 {
        guard let address = ClientAddress.parse(text) else { return userHash(text) }
        let value = address.value
        if address.family == .ipv4 { return userHash(UInt64(truncatingIfNeeded: value)) }
        let high = userHash(UInt64(truncatingIfNeeded: value >> 64))
        return userHash(UInt64(truncatingIfNeeded: value) ^ high)
    }

    @inline(__always)
    private mutating func addCodes(_ fields: FieldSlices) {
        let row = output.codes.count
        for _ in 0..<plan.attributeCount { output.codes.append(0) }
        for index in plan.columns.indices {
            let (attribute, field) = plan.columns[index]
            let value = fields[field]
            if value.isAbsent { continue }
            let name = FaultName.cut(value)
            output.codes[row + attribute] =
                UInt32(output.names.intern(name, tag: UInt16(attribute), hash: hash(name))) + 1
        }
        for index in addresses.indices {
            let value = fields[addresses[index].field]
            if value.isAbsent { continue }
            addresses[index].write(value, hash, &output.names, to: &output.codes, row: row)
        }
    }
}
