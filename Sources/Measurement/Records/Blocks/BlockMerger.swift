/// Takes in parsed pieces in the order of the stream and makes blocks of them.
///
/// Here numbers that a piece gave its faults, patterns and clients become those of the table and of the block.
struct BlockMerger: Sendable {
    let blocking: Blocking
    let hash: ByteHash
    /// How many bytes patterns and clients of open blocks may take together.
    let byteLimit: Int
    private(set) var table: FaultTable
    /// Blocks that lines still go to, by window.
    private(set) var open = [BlockAccumulator]()
    /// Blocks that are finished and not yet taken.
    private var finished = [ObservationBlock]()
    private var blockCount = 0
    var rejected = [RejectReason: Int]()
    private var passedOver = 0
    /// Lines that the mapping passes over, from the beginning of the stream.
    private(set) var passedOverInAll = 0
    /// Windows before this one are closed.
    private var closedBefore = Int64.min
    private var latest = LatestTimes()
    private var pieceCount = 0
    private var requestCount = 0
    /// The table's numbers of the piece's faults, or -1.
    private var faultMap = [Int32]()
    private var sorted = SortedFaults()
    private var places = [Int32]()
    private var fullName = [UInt8]()

    init(blocking: Blocking, hash: ByteHash, faultLimit: Int, byteLimit: Int) {
        self.blocking = blocking
        self.hash = hash
        // Offsets have 32 bits; a mention of a fault takes 12 bytes.
        self.byteLimit = min(byteLimit, 1 << 33)
        table = FaultTable(limit: faultLimit)
    }

    /// The finished blocks, which are then no longer here.
    mutating func takeFinished() -> [ObservationBlock] {
        defer { finished = [] }
        return finished
    }

    /// Takes in a piece.
    ///
    /// - Parameters:
    ///   - piece: the piece.
    ///   - kinds: the kind of each tag of a fault; empty where faults have their whole name.
    ///   - onReject: is told of each line that is not counted, in their order.
    mutating func merge(
        _ piece: ParsedChunk, kinds: [[UInt8]],
        onReject: (_ line: Int32, _ start: Int32, RejectReason) -> Void
    ) {
        faultMap = [Int32](repeating: -1, count: piece.faults.count)
        pieceCount += 1
        var nextEvent = 0
        var current = -1
        for index in 0...piece.patterns.count {
            while nextEvent < piece.events.count,
                piece.events[nextEvent].position <= index
            {
                let event = piece.events[nextEvent]
                nextEvent += 1
                guard let reason = event.reason else {
                    passedOver += 1
                    passedOverInAll += 1
                    continue
                }
                rejected[reason, default: 0] += 1
                onReject(event.line, event.start, reason)
            }
            guard index < piece.patterns.count else { break }
            let time = piece.times.isEmpty ? Int64.min : piece.times[index]
            guard let place = place(for: time, current) else {
                rejected[.late, default: 0] += 1
                if index < piece.lines.count {
                    onReject(piece.lines[index].number, piece.lines[index].start, .late)
                }
                continue
            }
            current = place
            add(piece, index, time, to: place, kinds)
            if closeBlocks(time) || closeBeyondMemory() { current = -1 }
        }
    }

    /// Closes all blocks that are open.
    mutating func finish() { closeAll(cutShort: false) }

    /// The open block for a time; nil for a closed window.
    @inline(__always)
    private mutating func place(for time: Int64, _ current: Int) -> Int? {
        guard case .every(let duration, _) = blocking else {
            if open.isEmpty { open.append(BlockAccumulator(window: 0)) }
            return 0
        }
        let window = Self.window(time, duration.microseconds)
        if current >= 0, open[current].window == window { return current }
        guard window >= closedBefore else { return nil }
        let place = open.firstIndex { $0.window >= window } ?? open.count
        if place == open.count || open[place].window != window {
            open.insert(BlockAccumulator(window: window), at: place)
        }
        return place
    }

    private static func window(_ time: Int64, _ length: Int64) -> Int64 {
        time >= 0 ? time / length : -((-time + length - 1) / length)
    }

    /// Adds an observation of the piece to an open block.
    @inline(__always)
    private mutating func add(
        _ piece: ParsedChunk, _ index: Int, _ time: Int64, to place: Int, _ kinds: [[UInt8]]
    ) {
        if open[place].piece != pieceCount {
            open[place].begin(
                piece: pieceCount, patternCount: piece.patternTable.count,
                clientCount: piece.clientNames.count)
        }
        let local = Int(piece.patterns[index])
        var pattern = open[place].patternMap[local]
        if pattern < 0 { pattern = takeIn(piece, local, place, kinds) }
        var client = piece.clients[index]
        if client >= 0 {
            let number = Int(client)
            client = open[place].clientMap[number]
            if client < 0 {
                client = piece.clientNames.withSlice(number, default: -1) { name in
                    open[place].client(name, hash: piece.clientNames.hashes[number])
                }
                open[place].clientMap[number] = client
            }
        }
        let weight = piece.weights.isEmpty ? 1 : piece.weights[index]
        open[place].add(pattern: pattern, client: client, weight: weight)
        if !piece.mistakes.isEmpty, piece.mistakes[index] { open[place].mistakes += weight }
        if time != .min {
            open[place].earliest = min(open[place].earliest, time)
            open[place].latest = max(open[place].latest, time)
        }
    }

    /// The block's number of a pattern that the block has not met in this piece.
    @inline(never)
    private mutating func takeIn(
        _ piece: ParsedChunk, _ local: Int, _ place: Int, _ kinds: [[UInt8]]
    ) -> Int32 {
        let range = piece.patternTable.range(local)
        if table.lacksRoom(for: range.count) { foldRare(piece) }
        sorted.removeAll()
        for index in range {
            let fault = Int(piece.patternTable.faults[index])
            if faultMap[fault] < 0 { faultMap[fault] = name(piece, fault, kinds) }
            sorted.insert(faultMap[fault], strength: piece.patternTable.strengths[index])
        }
        if open[place].piece != pieceCount {
            open[place].begin(
                piece: pieceCount, patternCount: piece.patternTable.count,
                clientCount: piece.clientNames.count)
        }
        let pattern = open[place].pattern(
            sorted.faults, sorted.strengths, outcome: piece.patternTable.outcomes[local], hash)
        open[place].patternMap[local] = pattern
        return pattern
    }

    /// The table's number of a fault of the piece, by its whole name.
    private mutating func name(_ piece: ParsedChunk, _ fault: Int, _ kinds: [[UInt8]]) -> Int32 {
        fullName.removeAll(keepingCapacity: true)
        if !kinds.isEmpty {
            for byte in kinds[Int(piece.faults.tags[fault])] { fullName.append(byte) }
            fullName.append(0x3a)
        }
        let isPlain = piece.faults.withSlice(fault, default: false) { value in
            guard FaultName.isPlain(value) else { return false }
            for index in 0..<value.count { fullName.append(value[index]) }
            return true
        }
        if !isPlain { fullName += FaultName.printable(piece.faults.slice(fault)) }
        return fullName.withUnsafeBufferPointer { name in
            guard let base = name.baseAddress else { return -1 }
            return table.intern(ByteSlice(base, count: name.count), hash)
        }
    }

    /// Makes room in the table, and gives new numbers to all that have old ones.
    private mutating func foldRare(_ piece: ParsedChunk) {
        var pending = [Double](repeating: 0, count: table.count)
        for block in open { block.addRequests(to: &pending) }
        let map = table.fold(pending: pending, hash)
        for index in open.indices { open[index].renumber(map, hash) }
        faultMap = [Int32](repeating: -1, count: piece.faults.count)
    }

    /// Closes what is full or over; whether something was closed.
    @inline(__always)
    private mutating func closeBlocks(_ time: Int64) -> Bool {
        switch blocking {
        case .requests(let limit):
            guard open[0].requests >= Double(limit) else { return false }
            close(0, cutShort: false)
            return true
        case .every(let duration, let lateness):
            latest.insert(time)
            guard let agreed = latest.agreed else { return false }
            let before = Self.window(agreed - lateness.microseconds, duration.microseconds)
            guard before > closedBefore else { return false }
            closedBefore = before
            guard let first = open.first, first.window < before else { return false }
            while let first = open.first, first.window < before { close(0, cutShort: false) }
            return true
        }
    }

    /// Closes all blocks when they take too much memory; whether it did.
    ///
    /// Looked at after every so many requests of the stream, whatever the pieces.
    @inline(__always)
    private mutating func closeBeyondMemory() -> Bool {
        requestCount &+= 1
        guard requestCount & 4095 == 0, open.reduce(0, { $0 + $1.byteCount }) > byteLimit else {
            return false
        }
        closeAll(cutShort: true)
        return true
    }

    private mutating func closeAll(cutShort: Bool) {
        while !open.isEmpty { close(0, cutShort: cutShort) }
    }

    private mutating func close(_ place: Int, cutShort: Bool) {
        let accumulator = open.remove(at: place)
        var block = ObservationBlock(index: blockCount)
        blockCount += 1
        if case .every(let duration, _) = blocking {
            let length = duration.microseconds
            let start = accumulator.window * length
            block.window =
                RequestTime(
                    microseconds: start)..<RequestTime(microseconds: start + length)
        }
        if accumulator.earliest <= accumulator.latest {
            block.from = RequestTime(microseconds: accumulator.earliest)
            block.to = RequestTime(microseconds: accumulator.latest)
        }
        block.isCutShort = cutShort
        if places.count < table.count {
            places += [Int32](repeating: -1, count: table.count - places.count)
        }
        block.observations = accumulator.observations
        block.faults = accumulator.counts(&places)
        block.requests = accumulator.requests
        for (failed, weight) in zip(block.observations.failed, block.observations.weights)
        where failed { block.failures += weight }
        block.mistakes = accumulator.mistakes
        block.clients = accumulator.clients.count
        table.add(block.faults)
        (block.rejected, block.passedOver) = (rejected, passedOver)
        (rejected, passedOver) = ([:], 0)
        (block.renumbering, block.newFaults, block.foldedFaults) = table.changes()
        finished.append(block)
    }
}
