import DMEP
import Hummingbird
import NIOCore

/// Answers the HTTP requests of a server.
struct DocumentResponder: HTTPResponder {
    /// What a request comes with.
    struct Context: InitializableFromSource {
        let channel: any Channel
        init(source: ApplicationRequestContextSource) { channel = source.channel }
    }

    let configuration: AgentServerConfiguration
    let authentication: RequesterAuthentication
    let handlers: [String: DocumentHandler]
    let documents: [String: ServedDocument]
    let detail: @Sendable () async -> [UInt8]?
    let codec: DocumentCodec
    let gate: AdmissionGate
    let budget: BodyBudget
    let connections: ConnectionRegistry
    let certificates = PeerCertificates()
    let counts = MessageCounts()
    let tally = ServerTally()
    let started = ContinuousClock.now

    func respond(to request: Request, context: Context) async throws -> Response {
        let path = request.uri.path
        if let handler = handlers[path] {
            guard request.method == .post else { return Self.methodNotAllowed("POST") }
            return await exchange(request, handler, context.channel)
        }
        let isHead = request.method == .head
        guard let response = await page(path, request, context.channel) else {
            return Self.text(.notFound, "there is nothing here\n")
        }
        guard isHead || request.method == .get else { return Self.methodNotAllowed("GET, HEAD") }
        return isHead ? response.createHeadResponse() : response
    }

    private func page(
        _ path: String, _ request: Request, _ channel: any Channel
    ) async -> Response? {
        if let document = documents[path] { return Self.served(document, request) }
        switch path {
        case "/health": return Self.text(.ok, "ok\n")
        case "/status": return await status(request, channel)
        default: return nil
        }
    }

    private static func served(_ document: ServedDocument, _ request: Request) -> Response {
        var headers: HTTPFields = [
            .eTag: document.entityTag, .cacheControl: "public, max-age=3600",
        ]
        let known = request.headers[.ifNoneMatch]?.split(separator: ",").map {
            $0.drop { $0 == " " }
        }
        if known?.contains(where: { $0 == document.entityTag || $0 == "*" }) == true {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = document.mediaType
        return Response(
            status: .ok, headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: document.bytes)))
    }

    private func status(_ request: Request, _ channel: any Channel) async -> Response {
        let address = channel.remoteAddress?.ipAddress
        let isNear = address.map(NetworkAddress.isNear) ?? true
        if !isNear, !configuration.showsStatusToStrangers {
            let requester = await requester(of: request, channel)
            guard requester?.authenticatedURI != nil else {
                return Self.text(.forbidden, "show a token or a certificate to see the status\n")
            }
        }
        let (inWork, waiting) = gate.counts
        var refused = tally.values
        refused["connections"] = connections.turnedAway
        let status = ServerStatus(
            uptime: (ContinuousClock.now - started) / .seconds(1), messages: counts.values,
            inFlight: inWork, queue: waiting, connections: connections.count,
            residentBytes: ResidentMemory.bytes, refused: refused)
        let bytes = ByteBuffer(bytes: status.json(detail: await detail()))
        return Response(
            status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: .init(byteBuffer: bytes))
    }

    /// Whoever sends a request; nil when its token is not known.
    func requester(of request: Request, _ channel: any Channel) async -> Requester? {
        let uris =
            configuration.clientAuthorities == nil ? [] : await certificates.agentURIs(of: channel)
        return authentication.requester(
            authorization: request.headers[.authorization], certificateURIs: uris,
            address: channel.remoteAddress?.ipAddress)
    }

    static func text(_ status: HTTPResponse.Status, _ text: String) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    private static func methodNotAllowed(_ allowed: String) -> Response {
        var response = text(.methodNotAllowed, "this path takes \(allowed)\n")
        response.headers[.allow] = allowed
        return response
    }
}
