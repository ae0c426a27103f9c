import InternetProtocols

/// The proxies that the environment names (`http_proxy`, `https_proxy`, `all_proxy`, `no_proxy`).
public struct ProxyConfiguration: Hashable, Sendable {
    /// One proxy.
    public struct Proxy: Hashable, Sendable, Codable {
        /// The proxy's name or address, as an `http` URL without path.
        public var url: TargetURL
        /// `user:password`, kept for the `Proxy-Authorization` field and never printed.
        public var credentials: String?

        /// A proxy of these parts.
        public init(url: TargetURL, credentials: String? = nil) {
            self.url = url
            self.credentials = credentials
        }
    }

    /// The proxy for `http` URLs.
    public var http: Proxy?
    /// The proxy for `https` URLs.
    public var https: Proxy?
    /// Hosts that go without a proxy: names with all below them, addresses, prefixes, or `*`.
    public var exceptions: [String]
    /// Settings that could not be used, as `https_proxy=socks5://…`, without credentials.
    public var unusable: [String]

    /// A configuration of these parts.
    public init(
        http: Proxy? = nil, https: Proxy? = nil, exceptions: [String] = [],
        unusable: [String] = []
    ) {
        self.http = http
        self.https = https
        self.exceptions = exceptions
        self.unusable = unusable
    }
}
