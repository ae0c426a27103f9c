import Hummingbird

/// A server on loopback that gives away ontology documents, and does so badly where a test wants it to.
enum OntologyServer {
    /// Serves the routes while `body` runs; `body` is told where: `http://127.0.0.1:PORT`.
    static func serving(
        _ routes: @Sendable (Router<BasicRequestContext>, _ visits: Visits) -> Void,
        _ body: @escaping @Sendable (_ base: String, _ visits: Visits) async throws -> Void
    ) async throws {
        let visits = Visits()
        let router = Router()
        routes(router, visits)
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                if let port = channel.localAddress?.port { continuation.yield(port) }
                continuation.finish()
            })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            group.addTask {
                for await port in ports { try await body("http://127.0.0.1:\(port)", visits) }
            }
            // The body ends first; the server ends when it is told to.
            try await group.next()
            group.cancelAll()
            while let result = await group.nextResult() {
                if case .failure(let error) = result, !(error is CancellationError) { throw error }
            }
        }
    }

    /// The requests that came, by path.
    actor Visits {
        private(set) var paths = [String]()
        func add(_ path: String) { paths.append(path) }
    }

    /// An ontology document with one class.
    static func document(_ name: String) -> String {
        "<componentOntology><componentClass name=\"\(name)\"/></componentOntology>"
    }

    /// An answer with a text as XML.
    static func xml(_ text: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/xml"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    /// An answer that leads elsewhere.
    static func redirect(_ location: String, _ status: HTTPResponse.Status = .found) -> Response {
        Response(status: status, headers: [.location: location])
    }
}
