/// Which deviations of a metric are bad.
public enum EventDirection: String, Hashable, Sendable, CaseIterable {
    /// Higher than expected, such as the round-trip time.
    case up
    /// Lower than expected, such as the throughput.
    case down
    /// Either.
    case both

    /// Whether a deviation from the forecast counts.
    @inline(__always)
    public func takes(_ deviation: Double) -> Bool {
        switch self {
        case .up: deviation > 0
        case .down: deviation < 0
        case .both: deviation != 0
        }
    }
}
