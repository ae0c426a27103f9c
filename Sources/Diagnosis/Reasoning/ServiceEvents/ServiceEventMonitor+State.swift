import AnomalyLocalization

extension ServiceEventMonitor {
    /// The beginning of every state, with its version.
    private static let signature: UInt64 = 0x0001_7473_6572_7643

    /// All that the monitor knows, as bytes.
    ///
    /// A monitor that is made of it under the same hierarchy and settings goes on as this one would have: the same measurements
    /// give the same events to the last bit. About 560 bytes a group that was seen more than once, and 24 bytes a user of open bins.
    public func state() throws -> [UInt8] {
        var bytes: [UInt8] = []
        try writeState { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// Writes all that the monitor knows, in pieces of about 4 MB.
    ///
    /// - Throws: what `sink` throws.
    public func writeState(to sink: ([UInt8]) throws -> Void) throws {
        try withoutActuallyEscaping(sink) { sink in
            var writer = StateWriter(sink: sink)
            try writer.add(Self.signature)
            try writer.add(fingerprint)
            try write(counts, to: &writer)
            for known in names { try writer.add(known) }
            try writer.add(partTable.codes)
            try writer.add(partTable.freeRows)
            try writer.add(partGroups)
            try writer.add(partLast)
            try writer.add(groups.tuples.codes)
            try writer.add(groups.tuples.freeRows)
            try writer.add(groups.series)
            try writer.add(groups.lastBin)
            try writer.add(groups.bins)
            try writer.add(groups.meanUsers)
            try writer.add(groups.noise)
            try writer.add(groups.residuals)
            let series = bank.snapshot
            try writer.add(series.count)
            try writer.add(series.values)
            try writer.add(series.marks)
            try writer.add(freeSeries)
            try writer.add(history)
            try writer.add(openBins.count)
            for bin in openBins { try write(bin, to: &writer) }
            try writer.add(clock != nil)
            try writer.add(clock ?? 0)
            try writer.add(lastClosed)
            try writer.add(aheadInRow)
            try writer.add(isFull)
            try writer.add(lastNumber)
            let waiting = pending.sorted { $0.key < $1.key }
            try writer.add(waiting.map(\.key))
            try writer.add(waiting.map(\.value))
            try writer.add(openEvents.count)
            for event in openEvents { try write(event, to: &writer) }
            try writer.finish()
        }
    }

    /// A monitor that goes on where another one was.
    ///
    /// - Throws: ``ServiceEventError/otherSettings``, ``ServiceEventError/damagedState``, and where settings are out of range.
    public init(
        state bytes: [UInt8], hierarchy: GroupHierarchy, settings: ServiceEventSettings
    ) throws {
        var rest: [UInt8]? = bytes
        try self.init(hierarchy: hierarchy, settings: settings) {
            defer { rest = nil }
            return rest
        }
    }

    /// A monitor that goes on where another one was, from the pieces that it wrote.
    ///
    /// - Parameter source: gives one piece after the other, and nil at the end.
    public init(
        hierarchy: GroupHierarchy, settings: ServiceEventSettings,
        readingState source: () throws -> [UInt8]?
    ) throws {
        try self.init(hierarchy: hierarchy, settings: settings)
        try withoutActuallyEscaping(source) { source in
            var reader = StateReader(source: source)
            try read(&reader)
        }
    }

    /// What a state depends on.
    private var fingerprint: String {
        "\(settings.fingerprint)|"
            + hierarchy.kinds.map { "\($0.name)=\($0.attributes)<\($0.parents)" }.joined(
                separator: ";")
    }

    private mutating func read(_ reader: inout StateReader) throws {
        guard try reader.number(UInt64.self) == Self.signature else {
            throw ServiceEventError.damagedState
        }
        guard try reader.text() == fingerprint else { throw ServiceEventError.otherSettings }
        counts = try readCounts(&reader)
        for place in names.indices { names[place] = try reader.texts() }
        guard
            let parts = TupleTable(
                width: partTable.width, codes: try reader.numbers(), free: try reader.numbers())
        else { throw ServiceEventError.damagedState }
        partTable = parts
        partGroups = try reader.numbers()
        partLast = try reader.numbers()
        guard
            let tuples = TupleTable(
                width: groups.tuples.width, codes: try reader.numbers(),
                free: try reader.numbers())
        else { throw ServiceEventError.damagedState }
        groups.tuples = tuples
        groups.series = try reader.numbers()
        groups.lastBin = try reader.numbers()
        groups.bins = try reader.numbers()
        groups.meanUsers = try reader.numbers()
        groups.noise = try reader.numbers()
        groups.residuals = try reader.numbers()
        let series = HoltWintersSnapshot<Float>(
            count: try reader.number(), values: try reader.numbers(), marks: try reader.numbers())
        bank = try HoltWintersBank(series, settings: settings.series)
        freeSeries = try reader.numbers()
        history = try reader.numbers()
        for _ in 0..<(try reader.number(Int.self)) { openBins.append(try readBin(&reader)) }
        let hasClock = try reader.number(Bool.self)
        let time = try reader.number(Int64.self)
        clock = hasClock ? time : nil
        lastClosed = try reader.number()
        aheadInRow = try reader.number()
        isFull = try reader.number()
        lastNumber = try reader.number()
        let waiting = try reader.numbers(Int32.self)
        let evidence = try reader.numbers(Double.self)
        guard waiting.count == evidence.count, Set(waiting).count == waiting.count else {
            throw ServiceEventError.damagedState
        }
        pending = Dictionary(uniqueKeysWithValues: zip(waiting, evidence))
        for _ in 0..<(try reader.number(Int.self)) { openEvents.append(try readEvent(&reader)) }
        try reader.finish()
        try checkRead()
    }

    /// Whether the parts of a state fit together, so that no place is out of its range later.
    private func checkRead() throws {
        let kinds = hierarchy.kinds.count
        let rows = partTable.rowCount
        let count = groups.tuples.rowCount
        let ranges = [
            partLast.count == rows, partGroups.count == rows * kinds,
            groups.series.count == count, groups.lastBin.count == count,
            groups.bins.count == count, groups.meanUsers.count == count,
            groups.noise.count == count, groups.residuals.count == count,
            history.count == bank.count * 3 * settings.history,
            partGroups.allSatisfy { $0 >= -2 && Int($0) < count },
            groups.series.allSatisfy { $0 >= -1 && Int($0) < bank.count },
            freeSeries.allSatisfy { $0 >= 0 && Int($0) < bank.count },
            openEvents.allSatisfy { $0.group >= 0 && Int($0.group) < count },
            openBins.allSatisfy { bin in
                (bin.parts + bin.newParts + bin.sketches.keys).allSatisfy {
                    $0 >= 0 && Int($0) < rows
                } && bin.users.count == bin.parts.count && bin.sums.count == bin.parts.count
                    && bin.counts.count == bin.parts.count
                    && bin.newUsers.count == bin.newParts.count
                    && bin.newValues.count == bin.newParts.count
            },
        ]
        let areKinds = (0..<count).allSatisfy { groups.kind($0) < kinds }
        guard ranges.allSatisfy({ $0 }), areKinds else { throw ServiceEventError.damagedState }
    }

    private func write(_ counts: ServiceEventCounts, to writer: inout StateWriter) throws {
        try writer.add([
            counts.taken, counts.late, counts.ahead, counts.notFinite, counts.refused,
            counts.jumps, counts.skippedBins, counts.forgottenGroups, counts.forgottenParts,
            counts.sketched, counts.bins,
        ])
    }

    private func readCounts(_ reader: inout StateReader) throws -> ServiceEventCounts {
        let numbers = try reader.numbers(Int.self)
        guard numbers.count == 11 else { throw ServiceEventError.damagedState }
        var counts = ServiceEventCounts()
        counts.taken = numbers[0]
        counts.late = numbers[1]
        counts.ahead = numbers[2]
        counts.notFinite = numbers[3]
        counts.refused = numbers[4]
        counts.jumps = numbers[5]
        counts.skippedBins = numbers[6]
        counts.forgottenGroups = numbers[7]
        counts.forgottenParts = numbers[8]
        counts.sketched = numbers[9]
        counts.bins = numbers[10]
        return counts
    }
}
