import InternetProtocols

/// The stages of one hop of a visit, in order.
public enum PageVisitStage: String, Codable, Sendable, CaseIterable {
    /// The name is looked up.
    case resolving
    /// Addresses are tried.
    case connecting
    /// The proxy is asked for a tunnel.
    case tunnelling
    /// TLS is agreed on.
    case handshaking
    /// The request is out, the head awaited.
    case waiting
    /// The body comes in.
    case receiving
}

/// How the addresses of a hop were found.
public enum PageVisitResolution: Sendable {
    /// The host is an address.
    case literal(IPAddress)
    /// The system looked the name up.
    case system(SystemResolverOutcome)
    /// The given resolver was asked, for AAAA and A.
    case queried([DNSOutcome])

    /// The addresses found.
    public var addresses: [IPAddress] {
        switch self {
        case .literal(let address): [address]
        case .system(let outcome): outcome.addresses
        case .queried(let outcomes): outcomes.flatMap { $0.answer?.addresses ?? [] }
        }
    }
}

/// An attempt to connect that was given up because another one won.
public struct AbandonedAttempt: Hashable, Sendable {
    /// Where to.
    public let endpoint: IPEndpoint
    /// How long it had been without an answer.
    public let elapsed: Duration

    /// An attempt of these parts.
    public init(endpoint: IPEndpoint, elapsed: Duration) {
        self.endpoint = endpoint
        self.elapsed = elapsed
    }
}

/// One URL of a visit, with all that was measured for it.
public struct PageVisitHop: Sendable {
    /// The URL of this hop.
    public var url: TargetURL
    /// The proxy that the hop went through.
    public var proxy: TargetURL?
    /// How the addresses of the host, or of the proxy, were found.
    public var resolution: PageVisitResolution?
    /// Every attempt to connect that ended, in the order they ended.
    public var attempts: [TCPConnectOutcome] = []
    /// The attempts that were given up when another one won; they may have been about to fail.
    public var abandonedAttempts: [AbandonedAttempt] = []
    /// The endpoint that was used.
    public var endpoint: IPEndpoint?
    /// The proxy's answer to CONNECT.
    public var tunnel: ProxyOutcome?
    /// The handshake.
    public var tls: TLSOutcome?
    /// The exchange.
    public var http: HTTPOutcome?
    /// How long each finished stage took.
    public var durations: [PageVisitStage: Duration] = [:]

    /// A hop at its beginning.
    public init(url: TargetURL) {
        self.url = url
    }
}

/// How a visit ended.
public enum PageVisitEnd: Hashable, Sendable {
    /// A response that is no redirect came; its status stands in the last hop.
    case answered(status: Int)
    /// A stage of the last hop failed.
    case failed(PageVisitStage, NetworkFailure)
    /// A redirect leads to a URL that was visited before.
    case redirectLoop(TargetURL)
    /// There were more redirects than allowed.
    case tooManyRedirects(limit: Int)
    /// A redirect names no usable URL.
    case badRedirect(location: String, reason: InternetProtocolsError)
    /// A redirect without `Location`, or one that was not to be followed.
    case redirectNotFollowed(status: Int)
}

/// What a browser would have gone through for one URL.
public struct PageVisit: Sendable {
    /// The URL asked for.
    public var url: TargetURL
    /// The hops, one a URL, in order.
    public var hops: [PageVisitHop]
    /// How it ended.
    public var end: PageVisitEnd
    /// From the first lookup to the end.
    public var elapsed: Duration

    /// A visit of these parts.
    public init(url: TargetURL, hops: [PageVisitHop], end: PageVisitEnd, elapsed: Duration) {
        self.url = url
        self.hops = hops
        self.end = end
        self.elapsed = elapsed
    }
}

/// What is told while a visit is under way.
public enum PageVisitEvent: Sendable {
    /// A stage of this hop began.
    case began(PageVisitStage, hop: Int, url: TargetURL)
    /// The addresses were found, or not.
    case resolved(PageVisitResolution, hop: Int)
    /// One attempt to connect ended.
    case attempted(TCPConnectOutcome, hop: Int)
    /// The proxy answered.
    case tunnelled(ProxyOutcome, hop: Int)
    /// The handshake ended.
    case handshaken(TLSOutcome, hop: Int)
    /// The exchange ended.
    case answered(HTTPOutcome, hop: Int)
}

/// How a visit is made.
public struct PageVisitOptions: Sendable {
    /// The limit for the whole visit.
    public var timeout: Duration = .seconds(20)
    /// The limit for the lookup of a name.
    public var resolutionTimeout: Duration = .seconds(6)
    /// The limit for each attempt to connect; more than the 3.1 s of a dead gateway.
    public var connectTimeout: Duration = .seconds(5)
    /// The limit for a handshake.
    public var handshakeTimeout: Duration = .seconds(6)
    /// The limit for request and response.
    public var exchangeTimeout: Duration = .seconds(10)
    /// How many redirects are followed.
    public var redirectLimit = 10
    /// How many bytes of a body are kept.
    public var bodyLimit = 65_536
    /// After how many bytes of body reading stops.
    public var transferLimit = 1 << 20
    /// How long after one attempt the next address is tried (RFC 8305, section 5).
    public var attemptDelay: Duration = .milliseconds(250)
    /// The resolver to ask instead of the system's.
    public var resolver: IPEndpoint?
    /// The only family to use; nil for both.
    public var family: IPAddress.Family?
    /// Through which interface or from which address.
    public var source = ProbeSource.automatic
    /// The proxies to use; none by default.
    public var proxies = ProxyConfiguration()
    /// Whose signatures count.
    public var trust = TrustRoots.system(environment: [:])
    /// Whether the request is sent although the certificate does not prove the name.
    public var sendsDespiteUntrustedCertificate = false
    /// The `User-Agent` that is sent.
    public var userAgent = "culprit"

    /// The defaults.
    public init() {}
}
