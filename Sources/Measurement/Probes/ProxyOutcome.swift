import InternetProtocols

/// How a proxy answered a CONNECT (RFC 9110, section 9.3.6).
public struct ProxyOutcome: Sendable {
    /// Nil when a tunnel stands; `proxyRefused` with another status than 2xx.
    public let failure: NetworkFailure?
    /// The error number of the system behind the failure, or 0.
    public let errorNumber: Int32
    /// The status of the answer; nil when none came.
    public let status: Int?
    /// The fields of the answer, as `Proxy-Authenticate`.
    public let fields: [HTTPField]
    /// From the request to the end.
    public let elapsed: Duration

    /// An outcome of these parts.
    public init(
        failure: NetworkFailure?, errorNumber: Int32 = 0, status: Int? = nil,
        fields: [HTTPField] = [], elapsed: Duration
    ) {
        self.failure = failure
        self.errorNumber = errorNumber
        self.status = status
        self.fields = fields
        self.elapsed = elapsed
    }
}
