/// What was read of a routing table dump, and what was not.
public struct RIBSummary: Hashable, Sendable {
    /// How many records there were.
    public var recordCount = 0
    /// How many routes were read.
    public var routeCount = 0
    /// Records that hold no unicast routes of IPv4 or IPv6, by what they are.
    public var skipped = [MRTRecordKind: Int]()
    /// Records and routes that are not what the format says, by what is wrong.
    public var malformed = [MalformedMRT: Int]()

    /// Nothing read.
    public init() {}

    /// How many records and routes were malformed.
    public var malformedCount: Int { malformed.values.reduce(0, +) }

    /// Adds what was read of another file.
    public mutating func add(_ other: RIBSummary) {
        recordCount += other.recordCount
        routeCount += other.routeCount
        skipped.merge(other.skipped, uniquingKeysWith: +)
        malformed.merge(other.malformed, uniquingKeysWith: +)
    }
}
