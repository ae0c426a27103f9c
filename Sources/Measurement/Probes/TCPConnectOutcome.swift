import InternetProtocols

/// How one attempt to connect ended.
public struct TCPConnectOutcome: Sendable {
    /// Where to.
    public let endpoint: IPEndpoint
    /// Nil when connected.
    public let failure: NetworkFailure?
    /// The error number of the system behind the failure, or 0.
    public let errorNumber: Int32
    /// The last ICMP error that came for it, if one did.
    public let icmpError: ICMPError?
    /// The local end, once it was chosen.
    public let localEndpoint: IPEndpoint?
    /// From the call to its end; about one round trip when connected.
    public let elapsed: Duration
    /// The open connection, to hand on; it closes when nobody holds it any more.
    public let connection: TCPConnection?

    /// An outcome of these parts.
    public init(
        endpoint: IPEndpoint, failure: NetworkFailure?, errorNumber: Int32 = 0,
        icmpError: ICMPError? = nil, localEndpoint: IPEndpoint? = nil, elapsed: Duration,
        connection: TCPConnection? = nil
    ) {
        self.endpoint = endpoint
        self.failure = failure
        self.errorNumber = errorNumber
        self.icmpError = icmpError
        self.localEndpoint = localEndpoint
        self.elapsed = elapsed
        self.connection = connection
    }

    /// Whether the connection stood.
    public var isConnected: Bool { failure == nil }

    /// The same outcome without the open connection, for records that live longer than it.
    public var withoutConnection: TCPConnectOutcome {
        TCPConnectOutcome(
            endpoint: endpoint, failure: failure, errorNumber: errorNumber, icmpError: icmpError,
            localEndpoint: localEndpoint, elapsed: elapsed)
    }
}
