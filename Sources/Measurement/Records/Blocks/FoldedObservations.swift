/// Observations folded into their distinct patterns, as flat arrays.
///
/// Pattern p has the faults `faults[offsets[p]..<offsets[p + 1]]` with the strengths at the same places. Faults of a
/// pattern ascend, each at most once. Patterns stand in the order in which they first appeared.
public struct FoldedObservations: Hashable, Sendable {
    /// Whether the requests failed; one a pattern.
    public var failed: [Bool] = []
    /// How many requests there were; one a pattern.
    public var weights: [Double] = []
    /// Where the faults of each pattern begin, and the end of the last; one more than patterns.
    public var offsets: [Int32] = [0]
    /// Faults, by their numbers in the table of names.
    public var faults: [Int32] = []
    /// With which probability the request fails where the fault is present, above 0 and at most 1.
    public var strengths: [Float] = []

    /// No observations.
    public init() {}

    /// How many patterns there are.
    public var count: Int { failed.count }
}
