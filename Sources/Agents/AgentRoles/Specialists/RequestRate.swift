/// Limits how often something happens to each of many keys, by buckets that refill evenly.
///
/// Bounded: of too many keys those not used for longest are forgotten, beginning again with a full bucket.
public struct RequestRate: Sendable {
    private struct Bucket: Sendable {
        var level: Double
        var time: Int64
    }

    /// How many may come at once.
    public let burst: Double
    /// How many may come in a minute in the long run.
    public let perMinute: Double
    private var buckets: RecencyTable<String, Bucket>

    /// Makes a limit.
    ///
    /// - Parameters:
    ///   - burst: how many may come at once.
    ///   - perMinute: how many may come in a minute in the long run.
    ///   - capacity: how many keys are kept.
    public init(burst: Double, perMinute: Double, capacity: Int = 10_000) {
        self.burst = burst
        self.perMinute = perMinute
        buckets = RecencyTable(capacity: capacity)
    }

    /// Whether one more may happen to a key at `now`, in milliseconds; if so, it is counted.
    public mutating func admits(_ key: String, at now: Int64) -> Bool {
        var isAdmitted = false
        let (burst, perMinute) = (burst, perMinute)
        buckets.update(key, initially: Bucket(level: burst, time: now)) { bucket in
            let minutes = Double(max(0, now - bucket.time)) / 60_000
            bucket.level = min(burst, bucket.level + minutes * perMinute)
            bucket.time = max(bucket.time, now)
            if bucket.level >= 1 {
                bucket.level -= 1
                isAdmitted = true
            }
        }
        return isAdmitted
    }
}
