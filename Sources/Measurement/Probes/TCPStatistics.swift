/// What the stack knows of one TCP connection (TCP_INFO).
public struct TCPStatistics: Hashable, Codable, Sendable {
    /// Smoothed round-trip time, in microseconds.
    public var roundTripTime: UInt32 = 0
    /// Mean deviation of the round-trip time, in microseconds.
    public var roundTripVariation: UInt32 = 0
    /// Smallest round-trip time seen, in microseconds; 0 when the kernel does not say.
    public var smallestRoundTripTime: UInt32 = 0
    /// Retransmission timeout, in microseconds.
    public var retransmissionTimeout: UInt32 = 0
    /// Segments retransmitted over the connection's life, SYNs among them.
    public var retransmittedSegments: UInt32 = 0
    /// Bytes retransmitted over the connection's life.
    public var retransmittedBytes: UInt64 = 0
    /// Segments sent and not yet acknowledged.
    public var unacknowledgedSegments: UInt32 = 0
    /// Path MTU as the stack believes it, in bytes.
    public var pathMTU: UInt32 = 0
    /// Largest segment sent, in bytes.
    public var sendMaximumSegment: UInt32 = 0
    /// Congestion window, in segments.
    public var congestionWindow: UInt32 = 0
    /// Last measured delivery rate, in bytes per second; 0 when not yet measured.
    public var deliveryRate: UInt64 = 0
    /// Bytes that the peer acknowledged.
    public var acknowledgedBytes: UInt64 = 0
    /// Bytes received in order.
    public var receivedBytes: UInt64 = 0
    /// Segments received out of order.
    public var outOfOrderSegments: UInt32 = 0
    /// Retransmission timeouts in a row without an acknowledgement.
    public var backoffs: UInt8 = 0
    /// Probes or retransmissions outstanding now.
    public var retransmits: UInt8 = 0

    /// All zero.
    public init() {}
}
