extension MeasurementRun {
    /// The first pieces of a file.
    struct FirstChunks {
        var chunks = [LineChunk]()
        /// Whether another file has taken the place of this one behind them.
        var hasTurned = false
    }

    /// How long lines of JSON are waited for, of which the first do not show all keys.
    private static let patience = Duration.seconds(1)

    /// As many pieces as it takes to tell the format, or as there are when no more come for now.
    nonisolated(nonsending) mutating func firstChunks(
        _ file: File, _ deliver: Deliver
    ) async throws -> FirstChunks {
        var first = FirstChunks()
        var lines = 0
        var waited = Duration.zero
        while lines < LogFormat.sampleSize {
            try Task.checkCancellation()
            switch file.chunker.next() {
            case .chunk(let chunk):
                lines += chunk.bytes.count { $0 == 0x0a }
                first.chunks.append(chunk)
            case .idle(let pause):
                if reader.configuration.shouldStop() { return first }
                if let start = first.chunks.first?.bytes.first,
                    start != 0x7b || waited >= Self.patience
                {
                    return first
                }
                waited += pause
                try await rest(pause, deliver)
            case .turned:
                first.hasTurned = true
                return first
            case .end: return first
            }
        }
        return first
    }

    /// The plan for a file that begins with these pieces, and whether it begins with a header.
    ///
    /// A file that takes the place of another and has no header, as some programs write them, has the columns of the one
    /// before.
    func plan(
        for chunks: [LineChunk], _ path: String, _ before: FileForm?
    ) throws(RecordError) -> (MeasurementPlan, Bool) {
        do throws(RecordError) {
            let form = try FileForm.of(
                chunks, format: reader.configuration.mapping.format, file: path)
            return (try plan(form, path), form.hasHeader)
        } catch {
            guard let before, before.hasHeader, let plan = try? plan(before, path) else {
                throw error
            }
            return (plan, false)
        }
    }

    /// The plan for a file of a form.
    func plan(_ form: FileForm, _ path: String) throws(RecordError) -> MeasurementPlan {
        let configuration = reader.configuration
        var planner = MeasurementPlanner(
            mapping: configuration.mapping, lookup: configuration.lookup,
            attributes: reader.attributes, file: path, form: form)
        return try planner.plan()
    }
}
