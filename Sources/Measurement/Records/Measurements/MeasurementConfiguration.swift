/// How measurements are read.
public struct MeasurementConfiguration: Sendable {
    /// What lines mean.
    public var mapping = MeasurementMapping()
    /// What is known of addresses.
    public var lookup = AddressLookup()
    /// So many different values of an attribute are told apart; those that come later are unknown, and counted.
    public var valueLimit = 4_000_000
    /// So many bytes the names of an attribute's values may take; beyond as with ``valueLimit``.
    public var nameLimit = 512 << 20
    /// Where the numbers of end users begin; the same over all runs whose state is kept.
    public var userSeed: UInt64 = 0x5bd1_e995_9e37_79b9
    /// About how many bytes may be remembered of addresses that were looked up, by all tasks together.
    public var memory = 256 << 20
    /// How many tasks parse; nil for as many as there are processors.
    public var workers: Int?
    /// About how many bytes a task parses at a time.
    public var chunkSize = 1 << 20
    /// How many bytes a line may have, without its end.
    public var lineLimit = 64 << 10
    /// Times outside of these are not plausible; 1990 to 2100.
    public var times =
        RequestTime(seconds: 631_152_000)...RequestTime(seconds: 4_102_444_800)
    /// While nothing comes, the caller has its turn about this often.
    public var idleInterval: Duration = .seconds(1)
    /// Asked now and then whether to stop, as if the files ended here.
    public var shouldStop: @Sendable () -> Bool = { false }

    /// The usual configuration.
    public init() {}
}
