/// Finds out from the first lines of a file how it is written, and works the mapping out for it.
struct LogPlanning {
    let reader: RecordReader
    let file: String

    /// The plan for a file that begins with these pieces.
    func plan(for chunks: [LineChunk]) throws(RecordError) -> LinePlan {
        let mapping = reader.configuration.mapping
        let form = try FileForm.of(chunks, format: mapping.format, file: file)
        // The neutral form needs no mapping.
        if form.format == .observations { return try observations() }
        var planner = LinePlanner(
            mapping: mapping, lookup: reader.configuration.lookup, file: file, form: form)
        let plan = try planner.plan()
        if case .every = reader.configuration.blocking, plan.timeField < 0 {
            throw .noTimes(file: file)
        }
        return plan
    }

    private func observations() throws(RecordError) -> LinePlan {
        if case .every = reader.configuration.blocking { throw .noTimes(file: file) }
        return LinePlan(
            format: .observations, parser: .observations, columns: [], hasHeader: false,
            timeField: -1, clientField: -1, outcomeField: -1,
            outcomes: OutcomeTable.compile(.status(LogColumn(""))).table, slowField: -1,
            slowLimit: 0, sources: [], kinds: [])
    }
}
