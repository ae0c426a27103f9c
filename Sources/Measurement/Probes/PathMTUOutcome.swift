import InternetProtocols

/// How a small and then a large write fared.
public struct PathMTUOutcome: Sendable {
    /// How the writes ended.
    public enum Result: Hashable, Sendable {
        /// No connection stood.
        case notConnected(NetworkFailure)
        /// Not even the small write was acknowledged.
        case smallUnacknowledged(bytes: Int)
        /// The small write was acknowledged, the large one was not.
        case largeUnacknowledged(bytes: Int)
        /// Everything was acknowledged.
        case acknowledged
        /// The peer closed or reset after this many bytes were acknowledged.
        case ended(NetworkFailure, acknowledgedBytes: Int)
    }

    /// Where to.
    public let endpoint: IPEndpoint
    /// How the writes ended.
    public let result: Result
    /// How long the small write took to be acknowledged.
    public let smallElapsed: Duration?
    /// How long the large write took to be acknowledged.
    public let largeElapsed: Duration?
    /// The connection's statistics at the end: path MTU, retransmissions, back-off.
    public let statistics: TCPStatistics?
    /// From the connect to the end.
    public let elapsed: Duration

    /// An outcome of these parts.
    public init(
        endpoint: IPEndpoint, result: Result, smallElapsed: Duration? = nil,
        largeElapsed: Duration? = nil, statistics: TCPStatistics? = nil, elapsed: Duration
    ) {
        self.endpoint = endpoint
        self.result = result
        self.smallElapsed = smallElapsed
        self.largeElapsed = largeElapsed
        self.statistics = statistics
        self.elapsed = elapsed
    }
}
