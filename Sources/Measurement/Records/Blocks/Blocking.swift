/// Where one block ends and the next begins.
public enum Blocking: Hashable, Sendable {
    /// After so many requests, in the order of the lines.
    case requests(Int)
    /// At multiples of a duration since 1970, UTC.
    ///
    /// A window is closed when the eighth latest time seen lies so long behind its end as lines may be late;
    /// a line for a closed window is rejected as late. The eighth latest and not the latest, so that a few
    /// lines of a clock gone wrong do not close everything. Windows without requests make no block.
    case every(Duration, lateness: Duration)

    /// How many lines agree on the time before a window is closed.
    static let witnesses = 8
}

extension Duration {
    /// The whole duration in microseconds.
    var microseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }
}
