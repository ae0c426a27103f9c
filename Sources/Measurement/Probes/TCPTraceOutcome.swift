import InternetProtocols

/// One hop of a trace.
public struct TCPTraceHop: Sendable {
    /// The time to live that the packet was sent with, from 1.
    public let timeToLive: Int
    /// The router that answered; nil where none did.
    public let address: IPAddress?
    /// The ICMP error that the router sent.
    public let icmpError: ICMPError?
    /// From the SYN to its answer; nil where none came.
    public let roundTripTime: Duration?

    /// A hop of these parts.
    public init(
        timeToLive: Int, address: IPAddress?, icmpError: ICMPError? = nil,
        roundTripTime: Duration? = nil
    ) {
        self.timeToLive = timeToLive
        self.address = address
        self.icmpError = icmpError
        self.roundTripTime = roundTripTime
    }
}

/// How the way to an endpoint looks, hop by hop.
public struct TCPTraceOutcome: Sendable {
    /// How the trace ended.
    public enum End: Hashable, Sendable {
        /// The endpoint accepted, at this distance.
        case reached(hops: Int)
        /// The endpoint refused with a reset, at this distance.
        case refused(hops: Int)
        /// A router or the target sent another ICMP error than "time exceeded".
        case stopped(NetworkFailure, hops: Int)
        /// Nothing came from the endpoint.
        case silent
        /// This machine could not send.
        case notSent(NetworkFailure, errorNumber: Int32)
    }

    /// Where to.
    public let endpoint: IPEndpoint
    /// The hops up to the end, one a time to live; silent ones without address.
    public let hops: [TCPTraceHop]
    /// How it ended.
    public let end: End
    /// From the first SYN to the end.
    public let elapsed: Duration

    /// An outcome of these parts.
    public init(endpoint: IPEndpoint, hops: [TCPTraceHop], end: End, elapsed: Duration) {
        self.endpoint = endpoint
        self.hops = hops
        self.end = end
        self.elapsed = elapsed
    }

    /// The furthest router that answered.
    public var lastAnsweringHop: TCPTraceHop? { hops.last { $0.address != nil } }
}
