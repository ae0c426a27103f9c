/// Something that changed for the users of a group.
public struct ServiceEvent: Sendable, Hashable {
    /// An attribute and its value.
    public struct Member: Sendable, Hashable {
        /// The attribute.
        public var attribute: String
        /// Its value.
        public var value: String
    }

    /// A bin as it was forecast and as it was.
    public struct Point: Sendable, Hashable {
        /// When the bin begins, in seconds since 1970.
        public var time: Int64
        /// What was expected; NaN where nothing was.
        public var forecast: Float
        /// How far values usually lie from it.
        public var usual: Float
        /// What was measured.
        public var actual: Float
        /// Whether the bin belongs to the event.
        public var isAnomalous: Bool
    }

    /// The number of the event in its stream, from 1.
    public var number: Int
    /// What the measurements are of.
    public var metric: String
    /// The kind of group.
    public var kind: String
    /// What the users of the group have in common.
    public var group: [Member]
    /// When its first anomalous bin begins, in seconds since 1970.
    public var from: Int64
    /// When its last anomalous bin ended; nil while it goes on.
    public var to: Int64?
    /// How many bins were anomalous.
    public var bins: Int
    /// The greatest abnormal level of them, 4 or 5.
    public var level: Int
    /// The deviation from the forecast in the bin where it is greatest.
    public var deviation: Double
    /// The forecast of that bin.
    public var forecast: Double
    /// The statistic in that bin.
    public var actual: Double
    /// Distinct users over all anomalous bins.
    public var users: Int
    /// The sum over anomalous bins of level times distinct users.
    public var severity: Double
    /// By how many nats the failure of this group explains its bins better than chance.
    public var evidence: Double
    /// Anomalous groups that need no failure of their own, as text; at most ``ServiceEventMonitor/explainedLimit``.
    public var explains: [String]
    /// How many there were.
    public var explainedCount: Int
    /// Groups in which this one lies, nearest first.
    public var within: [String]
    /// What was measured before and during the event.
    public var course: [Point]

    /// The group as text: `origin-as=7018, city=Lyon`.
    public var name: String { Self.name(group) }

    static func name(_ group: [Member]) -> String {
        group.map { "\($0.attribute)=\($0.value)" }.joined(separator: ", ")
    }
}
