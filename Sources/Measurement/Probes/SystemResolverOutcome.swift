import InternetProtocols

/// How the system's own lookup of a name ended.
public struct SystemResolverOutcome: Hashable, Sendable {
    /// The name looked up.
    public let name: String
    /// The addresses in the order the system prefers; empty with a failure.
    public let addresses: [IPAddress]
    /// The canonical name, when the system gives one.
    public let canonicalName: String?
    /// Nil when there are addresses.
    public let failure: NetworkFailure?
    /// The `EAI_` number behind the failure, or 0.
    public let lookupErrorNumber: Int32
    /// The error number of the system behind `EAI_SYSTEM`, or 0.
    public let errorNumber: Int32
    /// From the call to its end.
    public let elapsed: Duration

    /// An outcome of these parts.
    public init(
        name: String, addresses: [IPAddress], canonicalName: String? = nil,
        failure: NetworkFailure?, lookupErrorNumber: Int32 = 0, errorNumber: Int32 = 0,
        elapsed: Duration
    ) {
        self.name = name
        self.addresses = addresses
        self.canonicalName = canonicalName
        self.failure = failure
        self.lookupErrorNumber = lookupErrorNumber
        self.errorNumber = errorNumber
        self.elapsed = elapsed
    }
}
