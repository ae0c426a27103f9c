/// How logs are read and what is made of them.
public struct RecordConfiguration: Sendable {
    /// What lines mean.
    public var mapping = LogMapping()
    /// What is known of addresses.
    public var lookup = AddressLookup()
    /// Where blocks end.
    public var blocking = Blocking.requests(100_000)
    /// About how many bytes faults, patterns, clients and what is remembered of them may take together.
    ///
    /// A quarter is for the table of faults, at 1 KiB a fault: when it is full, the rarest half is folded into the `other` of
    /// their kind. A quarter is for the patterns and clients of open blocks: when these take more, blocks
    /// are closed early. What the caller keeps of blocks is its own affair.
    public var memory = 1 << 30
    /// How many tasks parse; nil for as many as there are processors.
    public var workers: Int?
    /// About how many bytes a task parses at a time.
    public var chunkSize = 1 << 20
    /// How many bytes a line may have, without its end.
    public var lineLimit = 64 << 10
    /// Times outside of these are not plausible; 1990 to 2100.
    public var times =
        RequestTime(seconds: 631_152_000)...RequestTime(seconds: 4_102_444_800)
    /// The families of user agents; nil for those that come with the program.
    public var families: UserAgentFamilies?
    /// In blocks of time: after how long without a line all open blocks are closed; nil for never.
    ///
    /// For logs that are followed: the last window would otherwise stay open until somebody asks for something again.
    public var idleLimit: Duration?
    /// Asked now and then whether to stop, as if the logs ended here.
    public var shouldStop: @Sendable () -> Bool = { false }

    /// The usual configuration.
    public init() {}
}
