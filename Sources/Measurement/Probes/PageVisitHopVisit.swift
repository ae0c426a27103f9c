import Foundation
import InternetProtocols

/// One hop of a visit while it is under way.
struct PageVisitHopVisit {
    /// The stage that failed, and how.
    struct Failure {
        let stage: PageVisitStage
        let failure: NetworkFailure
    }

    let index: Int
    let cookie: String
    let options: PageVisitOptions
    let deadline: ContinuousClock.Instant
    let onEvent: @Sendable (PageVisitEvent) -> Void
    private(set) var hop: PageVisitHop

    init(
        index: Int, url: TargetURL, cookie: String, options: PageVisitOptions,
        deadline: ContinuousClock.Instant, onEvent: @escaping @Sendable (PageVisitEvent) -> Void
    ) {
        self.index = index
        self.cookie = cookie
        self.options = options
        self.deadline = deadline
        self.onEvent = onEvent
        hop = PageVisitHop(url: url)
    }

    /// Goes through the stages; nil when a response came.
    mutating func run() async throws -> Failure? {
        let proxy = options.proxies.proxy(for: hop.url)
        hop.proxy = proxy?.url
        let resolution = try await timed(.resolving) { try await $0.resolve() }
        hop.resolution = resolution
        onEvent(.resolved(resolution, hop: index))
        let families = [options.family, options.source.address?.family].compactMap { $0 }
        let addresses = resolution.addresses.filter { address in
            families.allSatisfy { $0 == address.family }
        }
        guard !addresses.isEmpty else {
            return Failure(stage: .resolving, failure: resolution.failure ?? .nameNotFound)
        }
        let race = try await timed(.connecting) { try await $0.connect(addresses) }
        hop.attempts = race.attempts
        hop.abandonedAttempts = race.abandoned
        guard let connection = race.winner else {
            return Failure(
                stage: .connecting, failure: race.attempts.first?.failure ?? .timeout)
        }
        hop.endpoint = connection.endpoint
        if let proxy, hop.url.scheme == .https {
            let tunnel = try await timed(.tunnelling) { visit in
                try await ProxyProbe.connect(
                    over: connection, target: visit.hop.url.host, port: visit.hop.url.port,
                    credentials: proxy.credentials,
                    timeout: visit.limit(visit.options.handshakeTimeout))
            }
            hop.tunnel = tunnel
            onEvent(.tunnelled(tunnel, hop: index))
            if let failure = tunnel.failure { return Failure(stage: .tunnelling, failure: failure) }
        }
        return try await exchange(over: connection, proxy: proxy)
    }

    private mutating func exchange(
        over connection: TCPConnection, proxy: ProxyConfiguration.Proxy?
    ) async throws -> Failure? {
        var channel: ApplicationChannel?
        if hop.url.scheme == .https {
            let tls = try await timed(.handshaking) { visit in
                try await TLSProbe.handshake(
                    over: connection, serverName: visit.hop.url.host,
                    timeout: visit.limit(visit.options.handshakeTimeout),
                    trust: visit.options.trust)
            }
            hop.tls = tls.withoutConnection
            onEvent(.handshaken(tls.withoutConnection, hop: index))
            if let failure = tls.failure { return Failure(stage: .handshaking, failure: failure) }
            guard tls.isTrusted || options.sendsDespiteUntrustedCertificate else {
                tls.channel?.close()
                return Failure(stage: .handshaking, failure: .certificateRejected)
            }
            channel = tls.channel
        }
        var fields = [HTTPField(name: "User-Agent", value: options.userAgent)]
        if !cookie.isEmpty { fields.append(HTTPField(name: "Cookie", value: cookie)) }
        let isAbsolute = proxy != nil && hop.url.scheme == .http
        if isAbsolute, let credentials = proxy?.credentials {
            let encoded = Data(credentials.utf8).base64EncodedString()
            fields.append(HTTPField(name: "Proxy-Authorization", value: "Basic \(encoded)"))
        }
        onEvent(.began(.waiting, hop: index, url: hop.url))
        let limit = limit(options.exchangeTimeout)
        let http =
            if let channel {
                try await HTTPProbe.get(
                    hop.url, over: channel, timeout: limit, bodyLimit: options.bodyLimit,
                    transferLimit: options.transferLimit, fields: fields)
            } else {
                try await HTTPProbe.get(
                    hop.url, over: connection, timeout: limit, bodyLimit: options.bodyLimit,
                    transferLimit: options.transferLimit, fields: fields, absoluteForm: isAbsolute)
            }
        hop.http = http
        if let first = http.timeToFirstByte {
            hop.durations[.waiting] = first
            hop.durations[.receiving] = http.elapsed - first
        }
        onEvent(.answered(http, hop: index))
        return http.failure.map {
            Failure(stage: http.status == nil ? .waiting : .receiving, failure: $0)
        }
    }

    private func resolve() async throws -> PageVisitResolution {
        let host = hop.proxy?.host ?? hop.url.host
        guard case .name(let name) = host else {
            if case .address(let address) = host { return .literal(address) }
            return .queried([])
        }
        guard let resolver = options.resolver, hop.proxy == nil else {
            return .system(
                try await SystemResolverProbe.resolve(
                    name.text, timeout: limit(options.resolutionTimeout), family: options.family))
        }
        let limit = limit(options.resolutionTimeout)
        async let six = DNSProbe.query(
            name, type: .aaaa, server: resolver, timeout: limit, source: options.source)
        async let four = DNSProbe.query(
            name, type: .a, server: resolver, timeout: limit, source: options.source)
        return .queried(try await [six, four])
    }

    private func connect(_ addresses: [IPAddress]) async throws -> HappyEyeballs.Race {
        let port = hop.proxy?.port ?? hop.url.port
        // More than eight attempts would only put off the answer.
        let endpoints = HappyEyeballs.interleaved(addresses).prefix(8).map {
            IPEndpoint($0, port: port)
        }
        return try await HappyEyeballs.race(
            endpoints, delay: options.attemptDelay, timeout: limit(options.connectTimeout),
            source: options.source
        ) { [index, onEvent] outcome in
            onEvent(.attempted(outcome, hop: index))
        }
    }

    /// What is left of the whole visit's limit, at most this much.
    private func limit(_ duration: Duration) -> Duration {
        max(.zero, min(duration, deadline - ContinuousClock.now))
    }

    private mutating func timed<Value: Sendable>(
        _ stage: PageVisitStage, _ body: (PageVisitHopVisit) async throws -> Value
    ) async throws -> Value {
        onEvent(.began(stage, hop: index, url: hop.url))
        let start = ContinuousClock.now
        let value = try await body(self)
        hop.durations[stage] = ContinuousClock.now - start
        return value
    }
}

extension PageVisitResolution {
    /// How the lookup failed, where it did.
    public var failure: NetworkFailure? {
        switch self {
        case .literal: nil
        case .system(let outcome): outcome.failure
        case .queried(let outcomes):
            outcomes.contains { $0.answer?.addresses.isEmpty == false }
                ? nil : outcomes.lazy.compactMap { $0.lookupFailure }.first ?? .nameNotFound
        }
    }
}

extension DNSOutcome {
    /// The failure that a lookup by this query means: none, the query's own, or its code's.
    public var lookupFailure: NetworkFailure? {
        guard let answer else { return failure ?? .other }
        return switch answer.responseCode {
        case .noError: answer.addresses.isEmpty ? .nameNotFound : nil
        case .nameError: .nameNotFound
        case .serverFailure: .temporaryNameFailure
        default: .permanentNameFailure
        }
    }
}
