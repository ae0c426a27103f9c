import DMEP

/// Where a server listens, and how much it takes on.
public struct AgentServerConfiguration: Sendable {
    /// The address or name to listen at; `127.0.0.1`.
    public var host = "127.0.0.1"
    /// The port to listen at; 0 takes a free one.
    public var port = 0
    /// The operator's certificate and key; nil for plain HTTP.
    public var credentials: ServerCredentials?
    /// The path of a PEM file of the authorities that client certificates are issued by; nil when none are asked for.
    ///
    /// Only over TLS. A client without certificate is still let in, as a stranger.
    public var clientAuthorities: String?

    /// What of a document is read; its `bytes` are also the limit of a body.
    public var documents = DocumentLimits()
    /// The milliseconds in which the body of a request must have come in; 10,000.
    public var readTime: Int64 = 10_000
    /// The milliseconds after which a connection without a request is closed; 30,000.
    ///
    /// The head of a request, and a TLS handshake, must have come in within it too.
    public var idleTime: Int64 = 30_000
    /// The milliseconds in which a client must have taken in an answer; 10,000.
    public var writeTime: Int64 = 10_000
    /// The connections that may be open at once; those beyond it are closed at once.
    public var connections = 4_096
    /// The bytes of the fields of a request's head.
    public var headBytes = 16_384
    /// The fields of a request's head.
    public var headFields = 64

    /// The exchanges that are in work at once; 256.
    public var exchanges = 256
    /// The exchanges that wait for their turn; 512.
    public var waitingExchanges = 512
    /// How long one waits for its turn, in milliseconds; 1,000.
    public var waitingTime: Int64 = 1_000
    /// The bytes of all bodies that are held at once; 32 MiB.
    public var bodyBytes = 32 << 20

    /// How long exchanges may take to finish once the server is to stop, in milliseconds; 5,000.
    public var stoppingTime: Int64 = 5_000
    /// Whether SIGTERM and SIGINT stop the server; true.
    public var stopsOnSignals = true
    /// Whether `/status` is shown to strangers beyond this machine and private addresses; false.
    public var showsStatusToStrangers = false

    /// Makes the usual configuration.
    public init() {}
}
