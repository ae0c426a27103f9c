/// How far reading has come.
public struct RecordProgress: Hashable, Sendable {
    /// The file that is read.
    public var file: String
    /// Its place among the inputs, from 0.
    public var index: Int
    /// Bytes of it that were read, as they are stored.
    public var bytesRead: Int
    /// Bytes that it has; nil where that is not known.
    public var size: Int?
    /// Lines of all files so far.
    public var lines: Int
}

/// What came of reading.
public struct RecordSummary: Sendable {
    /// Lines, with headers, blank ones and those that were rejected.
    public var lines = 0
    /// Bytes, as they are stored.
    public var bytes = 0
    /// Requests that were counted, by weight.
    public var requests = 0.0
    /// Those of them that failed.
    public var failures = 0.0
    /// Those that count as successes and were the user's own mistake.
    public var mistakes = 0.0
    /// Blocks.
    public var blocks = 0
    /// Lines that were not counted, by reason.
    public var rejected: [RejectReason: Int] = [:]
    /// Lines that the mapping passes over.
    public var passedOver = 0
    /// How often a fault was folded into the `other` of its kind.
    public var foldedFaults = 0
    /// How often it could not be found out what is known of an address; the same address may count several
    /// times.
    public var failedLookups = 0
    /// The format of each file that was not empty.
    public var formats: [String: LogFormat] = [:]
    /// Columns that faults were to come from and that held no value on any line, by file.
    public var unusedColumns: [String: [String]] = [:]
    /// Files that could not be read, or not to their end.
    public var fileErrors: [RecordError] = []
}
