import InternetProtocols

/// What came back for a datagram.
public struct UDPReachOutcome: Sendable {
    /// Where to.
    public let endpoint: IPEndpoint
    /// Nil when a datagram came back; `timeout` when nothing did.
    public let failure: NetworkFailure?
    /// The error number of the system behind the failure, or 0.
    public let errorNumber: Int32
    /// The ICMP error that came back; its offender is the hop that made it.
    public let icmpError: ICMPError?
    /// The datagram that came back, at most 65535 bytes.
    public let reply: [UInt8]
    /// From the sending to the end.
    public let elapsed: Duration

    /// An outcome of these parts.
    public init(
        endpoint: IPEndpoint, failure: NetworkFailure?, errorNumber: Int32 = 0,
        icmpError: ICMPError? = nil, reply: [UInt8] = [], elapsed: Duration
    ) {
        self.endpoint = endpoint
        self.failure = failure
        self.errorNumber = errorNumber
        self.icmpError = icmpError
        self.reply = reply
        self.elapsed = elapsed
    }

    /// Whether the target itself answered, by a datagram or by an ICMP error of its own.
    public var isTargetAlive: Bool {
        failure == nil
            || (icmpError?.isPortUnreachable == true
                && icmpError?.offender?.withoutZone == endpoint.address.withoutZone)
    }
}
