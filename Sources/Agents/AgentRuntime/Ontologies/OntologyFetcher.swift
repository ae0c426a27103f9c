import AsyncHTTPClient
import DMEP
import NIOCore
import NIOSSL

/// Fetches documents of definitions from the hosts that its policy allows.
///
/// Redirects are followed by hand, each checked by the same rules. Nothing is sent but the request for the
/// document: no cookie, no name, no credentials. What came is kept in memory until its time is over; what did
/// not come is not remembered here but by whoever asks (``OntologyLibrary``).
public actor OntologyFetcher {
    private struct Copy {
        let document: OntologyDocument
        let expires: ContinuousClock.Instant
    }

    private let policy: OntologyPolicy
    private let codec: DocumentCodec
    private let client: HTTPClient
    private let clock = ContinuousClock()
    private var copies = [String: Copy]()

    /// Makes a fetcher, which is to be closed when done with; see also ``with(policy:tls:_:)``.
    ///
    /// - Parameters:
    ///   - policy: from where, and how much.
    ///   - tls: whose certificates are trusted; by default those that the operating system trusts.
    public init(
        policy: OntologyPolicy = OntologyPolicy(),
        tls: TLSConfiguration = .makeClientConfiguration()
    ) {
        self.policy = policy
        var limits = DocumentLimits()
        limits.bytes = policy.bytes
        codec = DocumentCodec(limits: limits)
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: tls, redirectConfiguration: .disallow,
            timeout: .init(connect: .milliseconds(policy.milliseconds)))
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 2
        // A host that refuses is told of at once; whoever wants another try asks again.
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Runs `body` with a fetcher that is closed afterwards.
    public static func with<Value: Sendable>(
        policy: OntologyPolicy = OntologyPolicy(),
        tls: TLSConfiguration = .makeClientConfiguration(),
        _ body: (OntologyFetcher) async throws -> Value
    ) async throws -> Value {
        let fetcher = OntologyFetcher(policy: policy, tls: tls)
        do {
            let value = try await body(fetcher)
            await fetcher.close()
            return value
        } catch {
            await fetcher.close()
            throw error
        }
    }

    /// Ends the connections; nothing can be fetched afterwards.
    public func close() async {
        // Fails only when closed before, and then there is nothing left to end.
        try? await client.shutdown()
    }

    /// The definitions at a URI, which has no fragment.
    ///
    /// Returns or throws within the policy's time, or at once when the task is cancelled.
    public func document(_ uri: String) async throws(OntologyError) -> OntologyDocument {
        let now = clock.now
        if let copy = copies[uri], now < copy.expires { return copy.document }
        let address = try OntologyAddress(uri)
        try policy.check(address)
        let document = try await withinTime(uri) { fetcher in
            try await fetcher.fetch(uri, at: address)
        }
        keep(document, as: uri)
        return document
    }

    private func keep(_ document: OntologyDocument, as uri: String) {
        let now = clock.now
        copies = copies.filter { now < $0.value.expires }
        while copies.count >= policy.documents,
            let first = copies.min(by: { $0.value.expires < $1.value.expires })
        {
            copies[first.key] = nil
        }
        copies[uri] = Copy(
            document: document, expires: now + .milliseconds(policy.lifetime))
    }

    /// Runs `work` against the time limit: whichever ends last is cancelled.
    private func withinTime(
        _ uri: String,
        _ work: @escaping @Sendable (OntologyFetcher) async throws -> OntologyDocument
    ) async throws(OntologyError) -> OntologyDocument {
        let milliseconds = policy.milliseconds
        let late = OntologyError.late(document: uri, milliseconds: milliseconds)
        do {
            return try await withThrowingTaskGroup(of: OntologyDocument.self) { group in
                group.addTask { try await work(self) }
                group.addTask {
                    try await Task.sleep(for: .milliseconds(milliseconds))
                    throw late
                }
                defer { group.cancelAll() }
                guard let document = try await group.next() else { throw late }
                return document
            }
        } catch let error as OntologyError {
            throw error
        } catch let error as DocumentError {
            throw .unreadable(document: uri, reason: "\(error)")
        } catch is NIOTooManyBytesError {
            throw .tooLarge(document: uri, limit: policy.bytes)
        } catch let error as HTTPClientError
            where error == .connectTimeout || error == .deadlineExceeded
        {
            throw late
        } catch {
            throw .unreachable(document: uri, reason: "\(error)")
        }
    }

    private func fetch(_ uri: String, at start: OntologyAddress) async throws -> OntologyDocument {
        var address = start
        for _ in 0...policy.redirects {
            var request = HTTPClientRequest(url: "\(address)")
            request.headers.add(name: "Accept", value: "application/xml, application/json;q=0.8")
            request.headers.add(name: "User-Agent", value: "culprit")
            let response = try await client.execute(
                request, deadline: .now() + .milliseconds(policy.milliseconds))
            switch response.status.code {
            case 200:
                let body = try await response.body.collect(upTo: policy.bytes)
                // A cancelled body ends early, and then looks like a whole one.
                try Task.checkCancellation()
                return try read(
                    Array(body.readableBytesView), uri: uri,
                    type: response.headers.first(name: "Content-Type") ?? "")
            case 301, 302, 303, 307, 308:
                guard let location = response.headers.first(name: "Location") else {
                    throw OntologyError.status(document: uri, code: response.status.code)
                }
                let target = try address.following(location)
                try policy.check(redirectTo: target, from: address)
                address = target
            default:
                throw OntologyError.status(document: uri, code: response.status.code)
            }
        }
        throw OntologyError.tooManyRedirects(document: uri, limit: policy.redirects)
    }

    private func read(_ bytes: [UInt8], uri: String, type: String) throws -> OntologyDocument {
        let format: DocumentFormat = type.lowercased().contains("json") ? .json : .xml
        guard case .ontology(let document) = try codec.decode(bytes, as: format) else {
            throw OntologyError.unreadable(
                document: uri, reason: "it is a message, not definitions")
        }
        return document
    }
}
