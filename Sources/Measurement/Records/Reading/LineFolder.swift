/// Turns lines into observations, following a plan.
struct LineFolder: ChunkFolder {
    let plan: LinePlan
    let hash: ByteHash
    /// How many bytes a line may have.
    let lineLimit: Int
    /// Whether it is kept which line each observation comes from.
    let keepsLines: Bool
    let times: ClosedRange<Int64>

    var output = ParsedChunk()
    var timeReader = TimeReader()
    /// Columns of addresses; the first is that of the client, if there is one.
    var addresses: [AddressFaults]
    var agents: [AgentFaults]
    /// The other sources, by their place in the plan.
    let plainSources: [Int]
    /// Faults and strengths of the line at hand.
    var faults = [Int32]()
    var strengths = [Float]()
    /// The strength of each source on the line at hand.
    var sourceStrengths: [Float]
    var name = [UInt8](repeating: 0, count: 256)

    /// How many faults a line may name.
    static let faultLimit = 256

    init(
        plan: LinePlan, hash: ByteHash, lineLimit: Int, keepsLines: Bool,
        times: ClosedRange<RequestTime>, lookup: AddressLookup,
        families: UserAgentFamilies, cacheLimit: Int
    ) {
        self.plan = plan
        self.hash = hash
        self.lineLimit = lineLimit
        self.keepsLines = keepsLines
        self.times = times.lowerBound.microseconds...times.upperBound.microseconds
        var columns = plan.clientField >= 0 ? [plan.clientField] : []
        for source in plan.sources
        where source.derivation.takesAddress && !columns.contains(source.field) {
            columns.append(source.field)
        }
        addresses = columns.map {
            AddressFaults(field: $0, plan: plan, lookup: lookup, hash: hash, limit: cacheLimit)
        }
        agents = plan.sources.indices.filter { plan.sources[$0].derivation.takesAgent }.map {
            AgentFaults(source: $0, plan: plan, families: families, limit: cacheLimit)
        }
        plainSources = plan.sources.indices.filter {
            !plan.sources[$0].derivation.takesAddress && !plan.sources[$0].derivation.takesAgent
        }
        sourceStrengths = plan.sources.map(\.strength)
    }

    /// Makes observations of the lines of a piece.
    mutating func fold(_ chunk: LineChunk) -> ParsedChunk {
        output = ParsedChunk()
        let expected = chunk.bytes.count / 128
        output.patterns.reserveCapacity(expected)
        output.clients.reserveCapacity(expected)
        if plan.timeField >= 0 { output.times.reserveCapacity(expected) }
        for index in addresses.indices { addresses[index].begin() }
        for index in agents.indices { agents[index].begin() }
        chunk.bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            let whole = ByteSlice(base, count: bytes.count)
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: lineLimit + 16) { scratch in
                withUnsafeTemporaryAllocation(
                    of: ByteSlice.self, capacity: plan.columns.count + 1
                ) { fields in
                    fields.initialize(repeating: whole.prefix(0))
                    guard let room = scratch.baseAddress else { return }
                    foldLines(whole, chunk.beginsWithHeader, fields, room)
                }
            }
        }
        if let first = addresses.first, plan.clientField >= 0 {
            output.clientNames = first.addresses
        }
        output.failedLookups = addresses.reduce(0) { $0 + $1.failures }
        var finished = ParsedChunk()
        swap(&finished, &output)
        finished.bytes = chunk.bytes
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
            if line.count > 0, !(beginsWithHeader && lineNumber == 0) {
                let reason = foldLine(line, isBinary, fields, scratch)
                if reason != nil || isPassedOver {
                    output.events.append(
                        .init(
                            position: Int32(output.patterns.count), line: lineNumber, start: start,
                            reason: reason))
                } else if keepsLines, output.lines.count < output.patterns.count {
                    output.lines.append((lineNumber, start))
                }
            }
            lineNumber += 1
        }
        output.lineCount = Int(lineNumber)
    }

    /// Whether the last line was passed over on purpose.
    private var isPassedOver = false

    @inline(__always)
    private mutating func foldLine(
        _ line: ByteSlice, _ isBinary: Bool, _ fields: FieldSlices,
        _ scratch: UnsafeMutablePointer<UInt8>
    ) -> RejectReason? {
        isPassedOver = false
        guard line.count <= lineLimit else { return .tooLong }
        if isBinary, line.firstIndex(of: 0) != nil { return .binary }
        if case .observations = plan.parser { return foldObservation(line) }
        if let reason = plan.parser.parse(line, into: fields, scratch: scratch) { return reason }
        return foldRecord(fields)
    }

    /// Makes an observation of the fields of a line.
    @inline(__always)
    private mutating func foldRecord(_ fields: FieldSlices) -> RejectReason? {
        var verdict = plan.outcomes.verdict(fields[plan.outcomeField])
        if verdict == .unknown { return .outcome }
        if verdict == .skipped {
            isPassedOver = true
            return nil
        }
        var time: Int64 = 0
        if plan.timeField >= 0 {
            time = timeReader.read(fields[plan.timeField])
            guard time != TimeReader.none else { return .time }
            guard times.contains(time) else { return .timeRange }
        }
        if plan.slowField >= 0, verdict == .success,
            let took = DecimalText.parse(fields[plan.slowField]), took > plan.slowLimit
        {
            verdict = .failure
        }
        faults.removeAll(keepingCapacity: true)
        strengths.removeAll(keepingCapacity: true)
        if let reason = readStrengths(fields) { return reason }
        let client = addFaults(fields)
        guard faults.count <= Self.faultLimit else { return .tooManyFaults }
        append(outcome: verdict == .failure ? 1 : 0, client: client)
        if plan.timeField >= 0 { output.times.append(time) }
        if verdict == .mistake || !output.mistakes.isEmpty {
            while output.mistakes.count < output.patterns.count - 1 {
                output.mistakes.append(false)
            }
            output.mistakes.append(verdict == .mistake)
        }
        return nil
    }

    /// Adds the pattern of the faults at hand.
    @inline(__always)
    mutating func append(outcome: UInt8, client: Int32) {
        let pattern = output.patternTable.intern(
            faults, strengths, outcome: outcome, hash: hash(faults, strengths, outcome))
        output.patterns.append(pattern)
        output.clients.append(client)
    }

    /// Reads the strengths that stand on the line; a source without one there does not count.
    @inline(__always)
    private mutating func readStrengths(_ fields: FieldSlices) -> RejectReason? {
        for index in plan.sources.indices where plan.sources[index].strengthField >= 0 {
            let text = fields[plan.sources[index].strengthField]
            if text.isAbsent {
                sourceStrengths[index] = 0
            } else if let value = DecimalText.parse(text), value >= 0, value <= 1 {
                sourceStrengths[index] = Float(value)
            } else {
                return .strength
            }
        }
        return nil
    }
}
