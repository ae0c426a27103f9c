import AnomalyLocalization

/// How findings are printed.
protocol DetectPrinter {
    /// What stands before the first.
    var head: String { get }
    /// A finding, with its line end.
    func line(_ finding: SeriesFinding) -> String
    /// What is said at the end.
    func summary(_ tally: DetectTally) -> String
}

/// What came of a series.
struct DetectTally {
    var values = 0
    var missing = 0
    var anomalous = 0
    var events = 0
    var shifts = 0
    var rejected = 0
    var season: (cycles: Int, seconds: Double?)?

    mutating func add(_ finding: SeriesFinding) {
        values += 1
        if !finding.value.isFinite { missing += 1 }
        if finding.outcome.isAnomalous { anomalous += 1 }
        events = max(events, finding.event ?? 0)
        if finding.levelShift != nil { shifts += 1 }
    }
}
