/// A group that explains deviations of a bin.
public struct GroupFinding: Hashable, Sendable {
    /// Its place among the candidates.
    public var candidate: Int
    /// By how many nats the bin is likelier if the group fails than if nothing does.
    public var evidence: Double
    /// The deviation that its parts share, in the unit of the metric.
    public var shift: Double
    /// The candidates that need no failure of their own once this one is known.
    public var explained: [Int]
}
