/// What came of reading measurements.
public struct MeasurementSummary: Sendable {
    /// Lines, with headers, blank ones and those that were rejected.
    public var lines = 0
    /// Bytes, as they are stored.
    public var bytes = 0
    /// Measurements that were handed over.
    public var measurements = 0
    /// Lines that were not counted, by reason.
    public var rejected: [RejectReason: Int] = [:]
    /// For each attribute in how many measurements its value was not known.
    public var unknown: [Int]
    /// For each attribute in how many of these because there were too many different values.
    public var beyondLimit: [Int]
    /// How often it could not be found out what is known of an address; the same address may count several
    /// times.
    public var failedLookups = 0
    /// The format of each file that was not empty.
    public var formats: [String: LogFormat] = [:]
    /// The attributes that a file says nothing of, by file.
    public var missing: [String: [String]] = [:]
    /// Files that could not be read, or not to their end.
    public var fileErrors: [RecordError] = []
    /// What did not go on as it was.
    public var warnings: [ReadingWarning] = []
    /// How far it was read; nil where nothing was.
    public var position: ReadingPosition?
}
