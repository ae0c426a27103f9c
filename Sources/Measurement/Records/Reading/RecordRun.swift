/// One run of a reader: the merger, the file at hand and what came of it so far.
struct RecordRun {
    /// The file at hand.
    private struct File {
        let input: any LineInput
        let chunker: LineChunker
        let index: Int
        var lines = 0
        var plan: LinePlan?
        var seenFields: UInt64 = 0
    }

    let reader: RecordReader
    let onReject: ((RejectedLine) -> Void)?
    let onProgress: ((RecordProgress) -> Void)?
    var summary = RecordSummary()
    private var merger: BlockMerger
    private var file: File?
    private var idleSince: ContinuousClock.Instant?

    init(
        reader: RecordReader, onReject: ((RejectedLine) -> Void)?,
        onProgress: ((RecordProgress) -> Void)?
    ) {
        self.reader = reader
        self.onReject = onReject
        self.onProgress = onProgress
        let memory = max(1 << 20, reader.configuration.memory)
        merger = BlockMerger(
            blocking: reader.configuration.blocking, hash: reader.hash,
            faultLimit: memory / 4 / 1024, byteLimit: memory / 4)
    }

    /// Opens a file.
    mutating func begin(_ input: RecordInput, index: Int) throws(RecordError) {
        file = nil
        let source: any LineInput
        switch input {
        case .file(let path): source = try FileInput(path: path)
        case .following(let path, let fromStart):
            source = LogFollower(path: path, fromStart: fromStart)
        }
        let chunker = LineChunker(
            source, chunkSize: reader.configuration.chunkSize,
            lineLimit: reader.configuration.lineLimit)
        file = File(input: source, chunker: chunker, index: index)
    }

    /// Reads the file at hand to its end.
    nonisolated(nonsending) mutating func readFile(
        _ deliver: (ObservationBlock) async throws -> Void
    ) async throws {
        guard let file else { return }
        var chunks = try await firstChunks(file.chunker)
        guard !chunks.isEmpty else {
            end()
            return
        }
        let plan = try LogPlanning(reader: reader, file: file.input.path).plan(for: chunks)
        self.file?.plan = plan
        summary.formats[file.input.path] = plan.format
        chunks[0].beginsWithHeader = plan.hasHeader
        try await parse(chunks, plan, file.chunker, deliver)
        end()
    }

    /// As many pieces as it takes to tell the format, or as there are when a log that grows has no more for now.
    nonisolated(nonsending) private func firstChunks(
        _ chunker: LineChunker
    ) async throws -> [LineChunk] {
        var chunks = [LineChunk]()
        var lines = 0
        while lines < LogFormat.sampleSize {
            switch chunker.next() {
            case .chunk(let chunk):
                lines += chunk.bytes.count { $0 == 0x0a }
                chunks.append(chunk)
            case .idle(let pause):
                if !chunks.isEmpty || reader.configuration.shouldStop() { return chunks }
                try await Task.sleep(for: pause)
            case .turned: continue
            case .end: return chunks
            }
        }
        return chunks
    }

    /// Closes what is open at the end of the stream.
    nonisolated(nonsending) mutating func finish(
        _ deliver: (ObservationBlock) async throws -> Void
    ) async throws {
        merger.finish()
        try await deliverFinished(deliver)
    }

    /// Has the pieces parsed by several tasks and merges what they make, in order.
    nonisolated(nonsending) private mutating func parse(
        _ first: [LineChunk], _ plan: LinePlan, _ chunker: LineChunker,
        _ deliver: (ObservationBlock) async throws -> Void
    ) async throws {
        let pipeline = FoldingPipeline<LineFolder>(
            chunker: chunker, workers: reader.workers,
            shouldStop: reader.configuration.shouldStop)
        _ = try await pipeline.run(first, folder(plan)) { event in
            switch event {
            case .idle(let pause): try await rest(pause, deliver)
            case .folded(let chunk):
                idleSince = nil
                merge(chunk)
                try await deliverFinished(deliver)
            }
        }
    }

    private func folder(_ plan: LinePlan) -> LineFolder {
        let configuration = reader.configuration
        var keepsLines = false
        if case .every = configuration.blocking { keepsLines = true }
        return LineFolder(
            plan: plan, hash: reader.hash, lineLimit: configuration.lineLimit,
            keepsLines: keepsLines, times: configuration.times,
            lookup: configuration.lookup, families: reader.families,
            // About 1 KiB an address or agent, in a quarter of the memory shared by all parsers.
            cacheLimit: max(1024, configuration.memory / 4 / 1024 / (reader.workers + 1) / 2))
    }

    /// Waits for a log that has nothing more for now.
    nonisolated(nonsending) private mutating func rest(
        _ pause: Duration, _ deliver: (ObservationBlock) async throws -> Void
    ) async throws {
        let now = ContinuousClock.now
        if let since = idleSince, let limit = reader.configuration.idleLimit, now - since >= limit {
            idleSince = nil
            if case .every = reader.configuration.blocking {
                merger.finish()
                try await deliverFinished(deliver)
            }
        } else if idleSince == nil {
            idleSince = now
        }
        try await Task.sleep(for: pause)
    }

    private mutating func merge(_ chunk: ParsedChunk) {
        guard let current = file else { return }
        let path = current.input.path
        let before = current.lines
        // Not through self, which is being changed meanwhile.
        var rejected = summary.rejected
        let tell = onReject
        merger.merge(chunk, kinds: current.plan?.kinds ?? []) { line, start, reason in
            rejected[reason, default: 0] += 1
            tell?(
                RejectedLine(
                    file: path, line: before + Int(line) + 1, reason: reason,
                    text: chunk.text(from: start)))
        }
        summary.rejected = rejected
        file?.lines += chunk.lineCount
        summary.failedLookups += chunk.failedLookups
        file?.seenFields |= chunk.seenFields
        summary.lines += chunk.lineCount
        onProgress?(
            RecordProgress(
                file: path, index: current.index, bytesRead: current.input.bytesRead,
                size: current.input.size, lines: summary.lines))
    }

    nonisolated(nonsending) private mutating func deliverFinished(
        _ deliver: (ObservationBlock) async throws -> Void
    ) async throws {
        for block in merger.takeFinished() {
            summary.blocks += 1
            summary.requests += block.requests
            summary.failures += block.failures
            summary.mistakes += block.mistakes
            summary.foldedFaults += block.foldedFaults
            try await deliver(block)
        }
    }

    /// Notes what came of the file at hand.
    private mutating func end() {
        guard let file else { return }
        let path = file.input.path
        summary.bytes += file.input.bytesRead
        summary.passedOver = merger.passedOverInAll
        if let failure = file.chunker.failure { summary.fileErrors.append(failure) }
        if file.chunker.brokeOffInLine {
            merger.rejected[.cutOff, default: 0] += 1
            summary.rejected[.cutOff, default: 0] += 1
            onReject?(RejectedLine(file: path, line: file.lines + 1, reason: .cutOff, text: []))
        }
        if let plan = file.plan {
            let unused = Set(plan.sources.map(\.field)).sorted().filter {
                file.seenFields & (1 << UInt64($0)) == 0
            }
            if !unused.isEmpty { summary.unusedColumns[path] = unused.map { plan.columns[$0] } }
        }
        self.file = nil
    }
}
