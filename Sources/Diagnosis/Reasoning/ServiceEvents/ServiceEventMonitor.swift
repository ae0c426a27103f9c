import AnomalyLocalization

/// Watches measurements of end users and says what changed, for whom, since when, how badly.
///
/// The five stages of "Argus": users are grouped by attributes, values by time bins, the series of each group is
/// forecast, the groups that explain a bin are found, and events are ranked by level times users. A value without clock
/// or file: measurements go in, reports of closed bins come out, and its state can be kept and resumed. What
/// comes out depends on the measurements in their order alone, not on batches nor on when the state was kept.
///
/// A measurement finds its part, the users who agree in all attributes, by one look-up. Parts are joined to groups when the
/// bin is closed.
public struct ServiceEventMonitor: Sendable {
    /// So many explained groups are named with an event.
    public static let explainedLimit = 20

    /// What is above what.
    public let hierarchy: GroupHierarchy
    /// What is watched and how.
    public let settings: ServiceEventSettings
    /// What was counted so far.
    public internal(set) var counts = ServiceEventCounts()

    /// For each attribute the texts of its values; number 1 is the first.
    public internal(set) var names: [[String]]
    let localizer: GroupLocalizer
    let join: UserValue
    var partTable: TupleTable
    /// For each part its group of each kind; -1 where that is not known yet, -2 where an attribute is missing.
    var partGroups: [Int32] = []
    /// The last closed bin in which a part had users.
    var partLast: [Int64] = []
    var groups: GroupTable
    var bank: HoltWintersBank<Float>
    /// Places in the bank that are free.
    var freeSeries: [Int32] = []
    /// For each place in the bank its last bins: actual, forecast, usual.
    var history: [Float] = []
    /// Bins that are not closed, in order.
    var openBins: [OpenBin] = []
    /// The latest time that was believed, in microseconds; nil before the first measurement.
    var clock: Int64?
    /// The last bin that is closed.
    var lastClosed = Int64.min
    /// Measurements in a row that were further ahead than is believed.
    var aheadInRow = 0
    /// Whether room for parts was looked for in vain since the last bin.
    var isFull = false
    var openEvents: [OpenEvent] = []
    /// Evidence for groups in the last bin that was not enough to name them.
    var pending: [Int32: Double] = [:]
    /// Events so far.
    var lastNumber = 0

    /// A monitor that has seen nothing.
    ///
    /// - Throws: ``ServiceEventError`` where a setting is out of its range.
    public init(
        hierarchy: GroupHierarchy, settings: ServiceEventSettings = ServiceEventSettings()
    ) throws(ServiceEventError) {
        try settings.check()
        self.hierarchy = hierarchy
        self.settings = settings
        localizer = GroupLocalizer(hierarchy: hierarchy, settings: settings.localization)
        join = UserValue(settings.statistic)
        names = hierarchy.attributes.map { _ in [] }
        partTable = TupleTable(width: hierarchy.attributes.count)
        groups = GroupTable(width: 1 + (hierarchy.places.map(\.count).max() ?? 1))
        do throws(SeriesError) {
            bank = try HoltWintersBank(settings: settings.series)
        } catch {
            throw .series(error)
        }
    }

    /// Microseconds of a bin.
    var binLength: Int64 { Int64(settings.bin) * 1_000_000 }

    /// Takes measurements in and gives the reports of the bins that they close.
    ///
    /// Constant time a measurement; a bin that is closed costs time linear in its measurements and the groups of them.
    ///
    /// - Throws: ``ServiceEventError/unevenBatch`` and ``ServiceEventError/unknownCode(attribute:code:)``, before anything is taken.
    public mutating func take(
        _ batch: MeasurementBatch
    ) throws(ServiceEventError) -> [ServiceEventReport] {
        try check(batch)
        for place in names.indices { names[place].append(contentsOf: batch.newNames[place]) }
        var reports: [ServiceEventReport] = []
        var row = 0
        while row < batch.count {
            let time = batch.times[row]
            let bin = Self.bin(time, binLength)
            guard believes(time, bin, &reports) else {
                row += 1
                continue
            }
            closeBins(before: clock ?? time, &reports)
            guard bin > lastClosed else {
                counts.late += 1
                row += 1
                continue
            }
            // As long as time stays in this bin, and before the next bin closes, nothing else is to be asked.
            let begin = bin * binLength
            let first = openBins.first?.index ?? bin
            let trigger = (min(first, bin) + 1) * binLength + Int64(settings.watermark) * 1_000_000
            let end = min(begin + binLength, trigger)
            var next = row + 1
            var latest = time
            while next < batch.count, batch.times[next] >= begin, batch.times[next] < end {
                latest = max(latest, batch.times[next])
                next += 1
            }
            clock = max(clock ?? latest, latest)
            append(batch, row..<next, to: place(of: bin))
            row = next
        }
        return reports
    }

    /// Closes all bins that are over at a time, as if a measurement of that time had come; in microseconds.
    ///
    /// For streams that pause: without it the last bin stays open until somebody measures again.
    public mutating func pass(to time: Int64) -> [ServiceEventReport] {
        guard let clock, time > clock else { return [] }
        var reports: [ServiceEventReport] = []
        closeBins(before: time, &reports)
        self.clock = time
        return reports
    }

    /// Closes all bins, the last one although it may not be complete.
    public mutating func finish() -> [ServiceEventReport] {
        var reports: [ServiceEventReport] = []
        closeAll(&reports)
        return reports
    }

    /// The events that go on, the most severe first.
    public var goingOn: [ServiceEvent] {
        openEvents.map { event($0) }.sorted {
            ($1.severity, $0.number) < ($0.severity, $1.number)
        }
    }

    /// The groups that are known.
    public var groupCount: Int { groups.tuples.count }

    /// The series that are followed: groups that had users in two bins.
    public var seriesCount: Int { bank.count - freeSeries.count }

    static func bin(_ time: Int64, _ length: Int64) -> Int64 {
        let (quotient, remainder) = time.quotientAndRemainder(dividingBy: length)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// Whether a time is believed; moves the clock where it is ahead.
    private mutating func believes(
        _ time: Int64, _ bin: Int64, _ reports: inout [ServiceEventReport]
    ) -> Bool {
        guard let clock else {
            self.clock = time
            lastClosed = Self.bin(time - Int64(settings.watermark) * 1_000_000, binLength) - 1
            return true
        }
        guard bin - Self.bin(clock, binLength) > Int64(settings.jumpLimit) else {
            aheadInRow = 0
            self.clock = max(clock, time)
            return true
        }
        aheadInRow += 1
        guard aheadInRow > settings.jumpConfirmation else {
            counts.ahead += 1
            return false
        }
        aheadInRow = 0
        closeAll(&reports)
        let last = Self.bin(time - Int64(settings.watermark) * 1_000_000, binLength) - 1
        counts.jumps += 1
        counts.skippedBins += Int(max(0, last - lastClosed))
        lastClosed = max(lastClosed, last)
        self.clock = time
        return true
    }

    private func check(_ batch: MeasurementBatch) throws(ServiceEventError) {
        let width = hierarchy.attributes.count
        guard batch.codes.count == width, batch.newNames.count == width, batch.isEven else {
            throw .unevenBatch
        }
        for place in 0..<width {
            let limit = UInt32(clamping: names[place].count + batch.newNames[place].count)
            var greatest: UInt32 = 0
            for code in batch.codes[place] { greatest = max(greatest, code) }
            guard greatest <= limit else {
                throw .unknownCode(attribute: hierarchy.attributes[place], code: greatest)
            }
        }
    }

    /// Where a bin stands among the open ones; it is opened where it is not.
    private mutating func place(of bin: Int64) -> Int {
        if let last = openBins.last, last.index == bin { return openBins.count - 1 }
        let place = openBins.firstIndex { $0.index >= bin } ?? openBins.count
        if place == openBins.count || openBins[place].index != bin {
            openBins.insert(OpenBin(index: bin), at: place)
        }
        return place
    }

    /// Lays measurements down in a bin, some thousand at a time, so that they stay in the cache.
    private mutating func append(_ batch: MeasurementBatch, _ rows: Range<Int>, to place: Int) {
        let width = hierarchy.attributes.count
        var start = rows.lowerBound
        while start < rows.upperBound {
            // A piece ends where things are put in order, wherever batches end.
            let end = min(rows.upperBound, start + min(4_096, openBins[place].rowsUntilDue))
            let size = end - start
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: size * width) { tuples in
                guard let base = tuples.baseAddress else { return }
                for column in 0..<width {
                    batch.codes[column].withUnsafeBufferPointer { codes in
                        var target = column
                        for row in start..<end {
                            base[target] = codes[row]
                            target += width
                        }
                    }
                }
                append(batch, start..<end, tuples: UnsafePointer(base), to: place)
            }
            if openBins[place].isDue { tidy(place) }
            start = end
        }
    }

    /// Lays measurements down, makes room for new parts where there is none, and refuses what finds none.
    private mutating func append(
        _ batch: MeasurementBatch, _ rows: Range<Int>, tuples: UnsafePointer<UInt32>,
        to place: Int
    ) {
        var next = rows.lowerBound
        while next < rows.upperBound {
            let first = tuples + (next - rows.lowerBound) * partTable.width
            next = lay(batch, next..<rows.upperBound, tuples: first, to: place)
            // What was laid down before is safe now from being forgotten.
            if next < rows.upperBound { makeRoom() }
        }
    }

    /// Lays measurements down up to the first that needs room; gives its row, or the end.
    private mutating func lay(
        _ batch: MeasurementBatch, _ rows: Range<Int>, tuples: UnsafePointer<UInt32>,
        to place: Int
    ) -> Int {
        let width = partTable.width
        var isWhole = true
        var end = rows.upperBound
        var parts = [Int32](unsafeUninitializedCapacity: rows.count) { parts, filled in
            filled = rows.count
            guard let base = parts.baseAddress else { return }
            partTable.rows(of: tuples, count: rows.count, into: base)
        }
        for index in parts.indices {
            if !batch.values[rows.lowerBound + index].isFinite {
                parts[index] = -1
                isWhole = false
            } else if parts[index] < 0 {
                if let found = partTable.row(
                    of: tuples + index * width, limit: settings.groupLimit)
                {
                    if found.isNew { welcome(found.row) }
                    parts[index] = found.row
                } else if isFull {
                    isWhole = false
                } else {
                    end = rows.lowerBound + index
                    break
                }
            }
        }
        let laid = rows.lowerBound..<end
        if isWhole {
            openBins[place].newParts += parts[..<laid.count]
            openBins[place].newUsers += batch.users[laid]
            openBins[place].newValues += batch.values[laid]
            openBins[place].measurements += laid.count
            counts.taken += laid.count
            return end
        }
        for (row, part) in zip(laid, parts) {
            guard part >= 0 else {
                if batch.values[row].isFinite {
                    counts.refused += 1
                } else {
                    counts.notFinite += 1
                }
                continue
            }
            openBins[place].append(part: part, user: batch.users[row], value: batch.values[row])
            openBins[place].measurements += 1
            counts.taken += 1
        }
        return end
    }

    @inline(never)
    private mutating func welcome(_ row: Int32) {
        let kinds = hierarchy.kinds.count
        if Int(row) == partLast.count {
            partLast.append(.min)
            for _ in 0..<kinds { partGroups.append(-1) }
        } else {
            partLast[Int(row)] = .min
            for kind in 0..<kinds { partGroups[Int(row) * kinds + kind] = -1 }
        }
    }

    @inline(never)
    private mutating func tidy(_ place: Int) {
        openBins[place].compact(join, partCount: partTable.rowCount)
        counts.sketched += openBins[place].sketch(
            join, limit: settings.valueLimit, from: settings.exactLimit)
    }

    /// Closes the bins that are over at a time.
    private mutating func closeBins(before time: Int64, _ reports: inout [ServiceEventReport]) {
        let horizon = Self.bin(time - Int64(settings.watermark) * 1_000_000, binLength) - 1
        guard horizon > lastClosed else { return }
        while let first = openBins.first, first.index <= horizon {
            openBins.removeFirst()
            reports.append(close(first))
        }
        lastClosed = horizon
    }

    private mutating func closeAll(_ reports: inout [ServiceEventReport]) {
        while !openBins.isEmpty {
            let bin = openBins.removeFirst()
            lastClosed = max(lastClosed, bin.index)
            reports.append(close(bin))
        }
    }
}
