/// What became of a time bin.
public struct ServiceEventReport: Sendable, Hashable {
    /// When the bin begins, in seconds since 1970.
    public var from: Int64
    /// When it ends.
    public var to: Int64
    /// The measurements that fell into it.
    public var measurements: Int
    /// Users' values of them, one a user and combination of attributes.
    public var values: Int
    /// Groups that had users.
    public var groups: Int
    /// Groups whose series was anomalous, in either direction.
    public var anomalous: Int
    /// Events that began in the bin.
    public var opened: [ServiceEvent]
    /// Events that go on in the bin.
    public var continued: [ServiceEvent]
    /// Events that the bin ended.
    public var closed: [ServiceEvent]
}

/// What was counted over a whole stream, losses first of all.
public struct ServiceEventCounts: Sendable, Hashable, Codable {
    /// Measurements that were taken.
    public var taken = 0
    /// Those that came after their bin was closed.
    public var late = 0
    /// Those that were further ahead than was believed.
    public var ahead = 0
    /// Those whose value is no finite number.
    public var notFinite = 0
    /// Those of new combinations of attributes when there was no room for one.
    public var refused = 0
    /// How often time jumped ahead.
    public var jumps = 0
    /// Bins of no measurements that such jumps passed over.
    public var skippedBins = 0
    /// Groups that were forgotten, the least active first.
    public var forgottenGroups = 0
    /// Combinations of attributes that were forgotten.
    public var forgottenParts = 0
    /// Users' values that were counted in histograms for want of room.
    public var sketched = 0
    /// Bins that were closed.
    public var bins = 0

    /// Nothing yet.
    public init() {}
}
