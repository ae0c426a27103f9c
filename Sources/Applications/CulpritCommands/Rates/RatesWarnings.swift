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
        let total = summary.rejected.values.reduce(0, +)
        var lines: [String] = []
        if total > 0 {
            lines.append("\(Figures.count(Double(total))) of them not counted:")
            let reasons = summary.rejected.sorted {
                $0.value == $1.value ? $0.key.rawValue < $1.key.rawValue : $0.value > $1.value
            }
            for (reason, count) in reasons where count > 0 {
                lines.append("  \(Figures.count(Double(count))) \(reason.rawValue): \(reason)")
            }
        }
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
