/// Has the pieces of a file folded by several tasks and hands over what they make, in order.
///
/// So many pieces are under way that no task waits, and no more: memory is bounded however slow the taker is.
struct FoldingPipeline<Folder: ChunkFolder> {
    /// What is handed over.
    enum Event {
        /// What was made of the next piece.
        case folded(Folder.Folded)
        /// Nothing is under way, and nothing comes for now; it pays to ask again after this time.
        case idle(Duration)
    }

    /// What a task made of a piece.
    private struct Folded: Sendable {
        let number: Int
        let parser: ChunkParser<Folder>
        let value: Folder.Folded
    }

    let chunker: LineChunker
    /// How many tasks fold.
    let workers: Int
    let shouldStop: @Sendable () -> Bool
    /// Whether it ends where another file takes the place of the one that is read.
    var stopsAtTurn = false

    /// Folds the first pieces and then those of the chunker, to the end.
    ///
    /// - Parameters:
    ///   - isWhole: whether there is nothing to come behind the first pieces.
    ///   - folder: is copied for each task.
    ///   - handle: is given what was made; while it works, the tasks go on.
    /// - Returns: whether it ended because another file took the place of the one that was read.
    nonisolated(nonsending) func run(
        _ first: [LineChunk], isWhole: Bool = false, _ folder: Folder,
        _ handle: (Event) async throws -> Void
    ) async throws -> Bool {
        // One more than work, so that none waits for the taker to hand it a piece.
        var idle = (0...workers).map { _ in ChunkParser(folder) }
        var hasTurned = false
        try await withThrowingTaskGroup(of: Folded.self) { group in
            var pending = first[...]
            var waiting = [Int: Folder.Folded]()
            var (submitted, handled) = (0, 0)
            var hasEnded = false
            while true {
                try Task.checkCancellation()
                var pause: Duration?
                while !hasEnded, pause == nil, submitted - handled < workers + 2,
                    let parser = idle.last
                {
                    guard let chunk = pending.popFirst() else {
                        if isWhole {
                            hasEnded = true
                            break
                        }
                        switch chunker.next() {
                        case .chunk(let chunk): pending = [chunk]
                        case .idle(let time): pause = time
                        case .turned where stopsAtTurn: (hasEnded, hasTurned) = (true, true)
                        case .turned: break
                        case .end: hasEnded = true
                        }
                        continue
                    }
                    idle.removeLast()
                    let number = submitted
                    submitted += 1
                    group.addTask {
                        Folded(number: number, parser: parser, value: await parser.parse(chunk))
                    }
                    if shouldStop() { hasEnded = true }
                }
                if submitted == handled {
                    if hasEnded || shouldStop() { break }
                    if let pause { try await handle(.idle(pause)) }
                    continue
                }
                guard let folded = try await group.next() else { break }
                idle.append(folded.parser)
                waiting[folded.number] = folded.value
                while let value = waiting.removeValue(forKey: handled) {
                    handled += 1
                    try await handle(.folded(value))
                }
            }
        }
        return hasTurned
    }
}
