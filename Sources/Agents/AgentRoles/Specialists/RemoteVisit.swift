import InternetProtocols
import Probes

/// A connection repeated from here: how it ended, and the certificate that was shown.
struct RemoteVisit: Sendable {
    /// How it ended; nil when this machine itself could not do it.
    var ending: VisitEnding?
    /// The SHA-256 digest of the server's certificate; nil when none was shown.
    var certificateHash: String?

    /// Connects and, where the page is known, asks for it; what comes back is not kept.
    ///
    /// Redirects are not followed: they could lead anywhere. That one came means that the server works.
    static func make(
        _ request: RemoteVisitRequest, timeout: Duration, trust: TrustRoots
    ) async throws -> RemoteVisit {
        let deadline = ContinuousClock.now + timeout
        func left(_ limit: Duration) -> Duration {
            max(.zero, min(limit, deadline - ContinuousClock.now))
        }
        var visit = RemoteVisit()
        let connected = try await TCPConnectProbe.connect(
            to: request.endpoint, timeout: left(.seconds(5)))
        if let failure = connected.failure {
            visit.ending = VisitEnding(failure, icmpError: connected.icmpError)
            return visit
        }
        guard let connection = connected.connection, let url = request.url else {
            visit.ending = .answered
            return visit
        }
        let http: HTTPOutcome
        if url.scheme == .https {
            let tls = try await TLSProbe.handshake(
                over: connection, serverName: url.host, timeout: left(.seconds(6)), trust: trust)
            visit.certificateHash = tls.chain.first?.fingerprint.lowercased()
            if let failure = tls.failure {
                visit.ending = VisitEnding(failure)
                return visit
            }
            guard tls.isTrusted, let channel = tls.channel else {
                tls.channel?.close()
                visit.ending = .notSecured
                return visit
            }
            http = try await HTTPProbe.get(
                url, over: channel, timeout: left(.seconds(8)), bodyLimit: 0, transferLimit: 1)
        } else {
            http = try await HTTPProbe.get(
                url, over: connection, timeout: left(.seconds(8)), bodyLimit: 0,
                transferLimit: 1)
        }
        if let status = http.status {
            visit.ending = (500...599).contains(status) ? .serverFailure : .answered
        } else {
            visit.ending = VisitEnding(http.failure ?? .malformedResponse)
        }
        return visit
    }
}
