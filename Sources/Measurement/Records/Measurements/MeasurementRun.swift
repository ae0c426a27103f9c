/// One run of a reader of measurements: the file at hand and what came so far.
struct MeasurementRun {
    /// The file at hand.
    struct File {
        let input: TrackedInput
        let chunker: LineChunker
        /// What the file is called by whoever wants it read; a rotated one has another name.
        let path: String
        /// The place of the input.
        let index: Int
        let isFollowed: Bool
        var lines: Int
        var form: FileForm?
    }

    let reader: MeasurementReader
    let onReject: ((RejectedLine) -> Void)?
    let onProgress: ((RecordProgress) -> Void)?
    var summary: MeasurementSummary
    var names: AttributeNames
    private var lastTurn = ContinuousClock.now

    typealias Deliver = (MeasurementEvent) async throws -> Void

    init(
        reader: MeasurementReader, onReject: ((RejectedLine) -> Void)?,
        onProgress: ((RecordProgress) -> Void)?
    ) {
        self.reader = reader
        self.onReject = onReject
        self.onProgress = onProgress
        names = reader.names
        let none = [Int](repeating: 0, count: reader.attributes.count)
        summary = MeasurementSummary(unknown: none, beyondLimit: none)
    }

    private var configuration: MeasurementConfiguration { reader.configuration }

    /// Reads inputs from a position on.
    nonisolated(nonsending) mutating func read(
        _ inputs: [RecordInput], from position: ReadingPosition?, _ deliver: Deliver
    ) async throws {
        summary.position = position
        var start = position
        var first = 0
        if let position {
            if inputs.indices.contains(position.input), inputs[position.input].path == position.path
            {
                first = position.input
            } else if let place = inputs.firstIndex(where: { $0.path == position.path }) {
                first = place
            } else {
                start = nil
                try await warn(.inputGone(position), deliver)
            }
        }
        for index in inputs.indices.dropFirst(first) {
            try Task.checkCancellation()
            try await read(inputs[index], index, from: index == first ? start : nil, deliver)
            if configuration.shouldStop() { break }
        }
    }

    /// Reads one input, from the place on where it was read before.
    nonisolated(nonsending) private mutating func read(
        _ input: RecordInput, _ index: Int, from start: ReadingPosition?, _ deliver: Deliver
    ) async throws {
        var isFollowed = false
        if case .following = input { isFollowed = true }
        var current: TrackedInput?
        var begin = start
        do throws(RecordError) {
            let opened = try Self.open(input)
            if start == nil, case .following(_, fromStart: false) = input {
                begin = try end(of: opened, index)
            }
            current = opened
        } catch {
            summary.fileErrors.append(error)
        }
        if let start {
            var isKnown = false
            if let current { isKnown = try await isSame(current, isFollowed, start, deliver) }
            if !isKnown {
                begin = nil
                let loss: ReadingWarning? = current.map {
                    $0.size != nil || isFollowed ? .fileReplaced(start) : .otherStream(start)
                }
                try await readRotated(input, index, start, loss, deliver)
            }
        }
        guard let current else { return }
        try await readFile(
            current, input.path, index, isFollowed, from: begin, formBefore: start?.form, deliver)
    }

    private static func open(_ input: RecordInput) throws(RecordError) -> TrackedInput {
        switch input {
        case .file(let path): TrackedInput(try FileInput(path: path))
        case .following(let path, _): TrackedInput(LogFollower(path: path, fromStart: true))
        }
    }

    /// The end of a file that is followed from there; nil for its beginning, where it holds nothing that could be read.
    private func end(of input: TrackedInput, _ index: Int) throws(RecordError) -> ReadingPosition? {
        guard let file = try? FileInput(path: input.path), let size = file.size, size > 0 else {
            return nil
        }
        let chunker = LineChunker(
            file, chunkSize: configuration.chunkSize, lineLimit: configuration.lineLimit)
        guard case .chunk(let chunk) = chunker.next(),
            let form = try? FileForm.of(
                [chunk], format: configuration.mapping.format, file: input.path)
        else { return nil }
        try input.readAhead()
        // The last byte is read as the rest of a line, of which it is the newline or not.
        return ReadingPosition(
            input: index, path: input.path, offset: size - 1, line: 0,
            fingerprint: input.fingerprint, endsInLine: true, form: form)
    }

    /// Whether an input is the file that was read before.
    nonisolated(nonsending) private mutating func isSame(
        _ input: TrackedInput, _ isFollowed: Bool, _ start: ReadingPosition, _ deliver: Deliver
    ) async throws -> Bool {
        while true {
            do throws(RecordError) {
                if let isSame = try input.begins(like: start.fingerprint) { return isSame }
            } catch {
                // It comes again when the file is read, and is told then.
                return false
            }
            if isFollowed || configuration.shouldStop() { return false }
            try await rest(.milliseconds(10), deliver)
        }
    }

    /// Reads what was not read yet of a file that has another name now.
    nonisolated(nonsending) private mutating func readRotated(
        _ input: RecordInput, _ index: Int, _ start: ReadingPosition,
        _ loss: ReadingWarning?, _ deliver: Deliver
    ) async throws {
        let files =
            input.path == "-" ? [] : RotatedFiles.since(start.fingerprint, of: input.path)
        guard let oldest = files.first else {
            if let loss { try await warn(loss, deliver) }
            return
        }
        try await warn(.fileRotated(start, to: oldest), deliver)
        for path in files {
            let file: TrackedInput
            do throws(RecordError) {
                file = try Self.open(.file(path: path))
            } catch {
                summary.fileErrors.append(error)
                continue
            }
            // So that its first bytes are known, by which it is found again.
            if path == oldest { _ = try await isSame(file, false, start, deliver) }
            try await readFile(
                file, input.path, index, false, from: path == oldest ? start : nil,
                formBefore: start.form, deliver)
        }
    }

    /// Reads a file, and those that take its place where it is followed.
    nonisolated(nonsending) private mutating func readFile(
        _ input: TrackedInput, _ path: String, _ index: Int, _ isFollowed: Bool,
        from start: ReadingPosition?, formBefore: FileForm?, _ deliver: Deliver
    ) async throws {
        var place = 0
        if let start {
            place = try await skip(input, isFollowed, start, deliver)
            guard place == start.offset || isFollowed else { return }
        }
        let chunker = LineChunker(
            input, chunkSize: configuration.chunkSize, lineLimit: configuration.lineLimit,
            start: place, insideLine: start?.endsInLine ?? false)
        var file = File(
            input: input, chunker: chunker, path: path, index: index, isFollowed: isFollowed,
            lines: start?.line ?? 0, form: start?.form)
        var before = formBefore
        while true {
            var first = FirstChunks()
            var hasHeader = false
            let plan: MeasurementPlan
            if let form = file.form {
                plan = try self.plan(form, input.path)
            } else {
                first = try await firstChunks(file, deliver)
                if first.chunks.isEmpty {
                    guard first.hasTurned else { break }
                    continue
                }
                (plan, hasHeader) = try self.plan(for: first.chunks, input.path, before)
                first.chunks[0].beginsWithHeader = hasHeader
                file.form = plan.form
            }
            summary.formats[input.path] = plan.form.format
            if !plan.missing.isEmpty { summary.missing[input.path] = plan.missing }
            var hasTurned = try await fold(first, plan, &file, deliver)
            hasTurned = hasTurned || first.hasTurned
            guard hasTurned else { break }
            before = plan.form
            (file.form, file.lines) = (nil, 0)
        }
        try await end(file, deliver)
    }

    /// Has pieces parsed and hands over what comes; whether another file has taken the place of this one.
    nonisolated(nonsending) private mutating func fold(
        _ first: FirstChunks, _ plan: MeasurementPlan, _ file: inout File, _ deliver: Deliver
    ) async throws -> Bool {
        let pipeline = FoldingPipeline<MeasurementFolder>(
            chunker: file.chunker, workers: reader.workers,
            shouldStop: configuration.shouldStop, stopsAtTurn: true)
        let folder = MeasurementFolder(
            plan: plan, hash: reader.hash, configuration: configuration,
            // About 160 bytes an address with its names.
            cacheLimit: max(1024, configuration.memory / 160 / (reader.workers + 1)))
        return try await pipeline.run(first.chunks, isWhole: first.hasTurned, folder) { event in
            switch event {
            case .idle(let pause): try await rest(pause, deliver)
            case .folded(let parsed):
                try await deliver(.columns(columns(parsed, &file)))
                lastTurn = .now
            }
        }
    }

    /// Passes over what was read before; how far that went.
    nonisolated(nonsending) private mutating func skip(
        _ input: TrackedInput, _ isFollowed: Bool, _ start: ReadingPosition, _ deliver: Deliver
    ) async throws -> Int {
        var left = start.offset
        reading: while left > 0 {
            try Task.checkCancellation()
            let event: LineInputEvent
            do throws(RecordError) {
                event = try input.skip(left)
            } catch {
                summary.fileErrors.append(error)
                return start.offset - left
            }
            switch event {
            case .bytes(let count): left -= count
            case .idle(let pause):
                if isFollowed || configuration.shouldStop() { break reading }
                try await rest(pause, deliver)
            case .turned, .end: break reading
            }
        }
        if left > 0 { try await warn(.fileCut(start), deliver) }
        return start.offset - left
    }

    /// Waits for more, and gives the caller a turn now and then.
    nonisolated(nonsending) mutating func rest(
        _ pause: Duration, _ deliver: Deliver
    ) async throws {
        let now = ContinuousClock.now
        if now - lastTurn >= configuration.idleInterval {
            lastTurn = now
            try await deliver(.idle)
        }
        try await Task.sleep(for: pause)
    }

    nonisolated(nonsending) private mutating func warn(
        _ warning: ReadingWarning, _ deliver: Deliver
    ) async throws {
        summary.warnings.append(warning)
        try await deliver(.warning(warning))
    }

    /// Notes what came of a file.
    nonisolated(nonsending) private mutating func end(
        _ file: File, _ deliver: Deliver
    ) async throws {
        summary.bytes += file.input.bytesRead
        if let failure = file.chunker.failure { summary.fileErrors.append(failure) }
        guard file.chunker.brokeOffInLine, let position = summary.position else { return }
        summary.rejected[.cutOff, default: 0] += 1
        onReject?(
            RejectedLine(
                file: file.input.path, line: file.lines + 1, reason: .cutOff, text: []))
        var columns = MeasurementColumns(attributeCount: reader.attributes.count, position)
        columns.rejected = [.cutOff: 1]
        try await deliver(.columns(columns))
    }
}
