/// How much attention an event deserves.
public enum EventSeverity {
    /// What a bin adds to the severity of its event: abnormal level times distinct users.
    ///
    /// Argus, section II-E: r_e = Σ_b A_b C_b over the bins of the event. Long events and events of many users come
    /// first; a few users with absurd values do not, since each counts once.
    @inline(__always)
    public static func ofBin(level: Int, users: Int) -> Double { Double(level) * Double(users) }

    /// The places of events in the order of attention: the most severe first, of equals the earlier place.
    ///
    /// - Complexity: O(n log n).
    public static func ranking(_ severities: [Double]) -> [Int] {
        severities.indices.sorted {
            severities[$0] == severities[$1] ? $0 < $1 : severities[$0] > severities[$1]
        }
    }
}
