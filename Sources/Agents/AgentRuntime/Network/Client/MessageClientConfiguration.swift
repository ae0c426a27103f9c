import DMEP

/// How documents are sent to agents and directories.
public struct MessageClientConfiguration: Sendable {
    /// The form in which documents are sent; XML.
    public var format = DocumentFormat.xml
    /// The path of a PEM file of the authorities that servers are trusted by; nil for the system's.
    public var trustRoots: String?
    /// The certificate with which this agent shows who it is; nil when it has none.
    public var certificate: ServerCredentials?
    /// The bearer token for a host, by `host` or `host:port`.
    public var tokens: [String: String] = [:]
    /// Whether plain HTTP is allowed beyond this machine and private addresses; false.
    public var allowsPlainHTTP = false
    /// The bytes of an answer that are read; 1 MiB.
    public var answerLimit = 1 << 20
    /// The milliseconds in which a connection must stand; 3,000.
    public var connectTime: Int64 = 3_000
    /// The connections to one server; 64.
    public var connectionsToOneServer = 64
    /// The milliseconds after which an unused connection is closed; 15,000.
    public var idleTime: Int64 = 15_000

    /// Makes the usual configuration.
    public init() {}
}
