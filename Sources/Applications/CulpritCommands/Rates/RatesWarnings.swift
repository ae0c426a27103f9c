import Records

/// What has to be said of a run beside its answer.
struct RatesWarnings {
    private let summary: RecordSummary
    private let memory: String

    init(_ summary: RecordSummary, memory: String) {
        self.summary = summary
        self.memory = memory
    }

    /// How many lines were not counted, and why; the commonest reason first.
    var rejected: [String] {
        var lines = RejectedLines.told(summary.rejected)
        if summary.passedOver > 0 {
            lines.append(
                "\(Figures.count(Double(summary.passedOver))) passed over, as the mapping says")
        }
        return lines
    }

    /// What went wrong, or may surprise.
    var lines: [String] {
        var lines = summary.fileErrors.map { "\($0)" }
        if summary.foldedFaults > 0 {
            lines.append(
                "to stay within --memory \(memory), \(Figures.count(Double(summary.foldedFaults))) rare "
                    + "faults were folded into the `other` of their kinds")
        }
        if summary.failedLookups > 0 {
            lines.append(
                "\(Figures.count(Double(summary.failedLookups))) look-ups of addresses failed: a database "
                    + "is damaged")
        }
        for (file, columns) in summary.unusedColumns.sorted(by: { $0.key < $1.key }) {
            lines.append("\(file): no line has a value of \(columns.joined(separator: ", "))")
        }
        return lines
    }
}
