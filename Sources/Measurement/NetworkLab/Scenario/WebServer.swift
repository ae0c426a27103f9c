/// One port of a web server.
public struct WebServer: Sendable, Equatable {
    /// The TCP port.
    public var port: Int
    /// The certificate's name when it speaks TLS.
    public var certificate: String?
    /// How the TLS of this port differs from what clients expect.
    public var encryption: Encryption
    /// What is answered to every request, unless a path is named below.
    public var response: Response
    /// What is answered for single paths.
    public var paths: [String: Response]

    /// A server from its parts.
    public init(
        port: Int, certificate: String? = nil, encryption: Encryption = .modern,
        response: Response = .page(bytes: 40_000), paths: [String: Response] = [:]
    ) {
        self.port = port
        self.certificate = certificate
        self.encryption = encryption
        self.response = response
        self.paths = paths
    }

    /// How a port encrypts.
    public enum Encryption: String, Sendable, CaseIterable {
        /// TLS 1.2 and 1.3.
        case modern
        /// TLS 1.1 at most: today's clients are turned away with an alert.
        case oldVersion = "old-version"
        /// No cipher in common with today's clients.
        case noCipher = "no-cipher"
        /// The server knows no host of this name and says so (alert 112).
        case rejectsName = "rejects-name"
        /// A client certificate is demanded.
        case clientCertificate = "client-certificate"
        /// The connection is accepted and closed: what stands behind the port is down.
        case hangsUp = "hangs-up"
    }

    /// What is answered.
    public enum Response: Sendable, Equatable {
        /// Status 200 and a page of this size.
        case page(bytes: Int)
        /// Status 200 and exactly this text.
        case text(String)
        /// This status, with a `Retry-After` if given.
        case status(Int, retryAfter: Int?)
        /// A redirect to this place; `$host` and `$request_uri` stand for what was asked for.
        case redirect(String)
        /// A page after this many seconds.
        case late(seconds: Double)
        /// 502: what stands behind the server is down.
        case badGateway
    }
}
