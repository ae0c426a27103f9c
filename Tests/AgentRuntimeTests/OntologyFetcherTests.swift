import DMEP
import Hummingbird
import Ontology
import Testing

@testable import AgentRuntime

@Suite("Fetching definitions")
struct OntologyFetcherTests {
    /// The usual policy, with more time than any machine needs.
    private static var patient: OntologyPolicy {
        var policy = OntologyPolicy()
        policy.milliseconds = 60_000
        return policy
    }

    /// Fetches `path` from a server with these routes.
    private func fetch(
        _ path: String, policy: OntologyPolicy = patient, times: Int = 1,
        routes: @Sendable (Router<BasicRequestContext>) -> Void,
        check:
            @escaping @Sendable (Result<OntologyDocument, any Error>, String, [String]) throws ->
            Void
    ) async throws {
        try await OntologyServer.serving { router, visits in
            router.add(middleware: Recorder(visits: visits))
            routes(router)
        } _: { base, visits in
            var outcome: Result<OntologyDocument, any Error>?
            try await OntologyFetcher.with(policy: policy) { fetcher in
                for _ in 0..<times {
                    do {
                        outcome = .success(try await fetcher.document(base + path))
                    } catch {
                        outcome = .failure(error)
                    }
                }
            }
            try check(try #require(outcome), base, await visits.paths)
        }
    }

    private struct Recorder: RouterMiddleware {
        let visits: OntologyServer.Visits
        func handle(
            _ request: Request, context: BasicRequestContext,
            next: (Request, BasicRequestContext) async throws -> Response
        ) async throws -> Response {
            await visits.add(request.uri.path)
            return try await next(request, context)
        }
    }

    private static func error(_ outcome: Result<OntologyDocument, any Error>) -> OntologyError? {
        if case .failure(let error) = outcome { return error as? OntologyError }
        return nil
    }

    @Test("a document on this computer is fetched once and then remembered")
    func plain() async throws {
        try await fetch("/o", times: 3) { router in
            router.get("/o") { _, _ in OntologyServer.xml(OntologyServer.document("urn:o#A")) }
        } check: { outcome, _, paths in
            let document = try outcome.get()
            #expect(document.classes.map(\.name) == ["urn:o#A"])
            #expect(paths == ["/o"])
        }
    }

    @Test("a document whose time is over is fetched again")
    func expiry() async throws {
        var policy = Self.patient
        policy.lifetime = 0
        try await fetch("/o", policy: policy, times: 3) { router in
            router.get("/o") { _, _ in OntologyServer.xml(OntologyServer.document("urn:o#A")) }
        } check: { outcome, _, paths in
            _ = try outcome.get()
            #expect(paths == ["/o", "/o", "/o"])
        }
    }

    @Test("three redirects are followed")
    func redirects() async throws {
        try await fetch("/1") { router in
            router.get("/1") { _, _ in OntologyServer.redirect("/2", .movedPermanently) }
            router.get("/2") { _, _ in OntologyServer.redirect("/3", .temporaryRedirect) }
            router.get("/3") { request, _ in
                OntologyServer.redirect("http://\(request.head.authority ?? "")/4")
            }
            router.get("/4") { _, _ in OntologyServer.xml(OntologyServer.document("urn:o#A")) }
        } check: { outcome, _, paths in
            let document = try outcome.get()
            #expect(document.classes.count == 1)
            #expect(paths == ["/1", "/2", "/3", "/4"])
        }
    }

    @Test("a fourth redirect, and one in a circle, are not followed")
    func tooManyRedirects() async throws {
        try await fetch("/1") { router in
            router.get("/1") { _, _ in OntologyServer.redirect("/1") }
        } check: { outcome, base, paths in
            #expect(Self.error(outcome) == .tooManyRedirects(document: base + "/1", limit: 3))
            #expect(paths.count == 4)
        }
    }

    @Test(
        "a redirect to a host that is not allowed is not followed",
        arguments: ["https://a.example/o", "//a.example/o", "http://169.254.1.1/o"])
    func redirectAway(location: String) async throws {
        try await fetch("/1") { router in
            router.get("/1") { _, _ in OntologyServer.redirect(location) }
        } check: { outcome, _, paths in
            let host = location.contains("a.example") ? "a.example" : "169.254.1.1"
            #expect(Self.error(outcome) == .hostNotAllowed(host))
            #expect(paths == ["/1"])
        }
    }

    @Test("a host that is not allowed is not asked")
    func wrongHost() async throws {
        var policy = Self.patient
        policy.allowsLoopback = false
        try await fetch("/o", policy: policy) { router in
            router.get("/o") { _, _ in OntologyServer.xml(OntologyServer.document("urn:o#A")) }
        } check: { outcome, _, paths in
            #expect(Self.error(outcome) == .hostNotAllowed("127.0.0.1"))
            #expect(paths.isEmpty)
        }
    }

    @Test("a document of more than a mebibyte is refused, whether it says so in front or not")
    func tooLarge() async throws {
        let limit = 1 << 20
        let filling = String(repeating: " ", count: limit)
        let piece = String(repeating: " ", count: 65_536)
        for path in ["/whole", "/pieces"] {
            try await fetch(path) { router in
                router.get("/whole") { _, _ in
                    OntologyServer.xml(OntologyServer.document("urn:o#A") + filling)
                }
                router.get("/pieces") { _, _ in
                    Response(
                        status: .ok,
                        body: .init { writer in
                            // Without end: the reader has to stop by itself.
                            while true {
                                try await writer.write(ByteBuffer(string: piece))
                            }
                        })
                }
            } check: { outcome, base, _ in
                #expect(Self.error(outcome) == .tooLarge(document: base + path, limit: limit))
            }
        }
    }

    @Test(
        "a server that never answers, or never ends, is given up when the time is over",
        arguments: ["/silent", "/endless"])
    func slow(path: String) async throws {
        var policy = Self.patient
        policy.milliseconds = 200
        try await fetch(path, policy: policy) { router in
            router.get("/silent") { _, _ in
                try await Task.sleep(for: .seconds(3_600))
                return OntologyServer.xml("")
            }
            router.get("/endless") { _, _ in
                Response(
                    status: .ok,
                    body: .init { writer in
                        try await writer.write(ByteBuffer(string: "<componentOntology>"))
                        try await Task.sleep(for: .seconds(3_600))
                        try await writer.finish(nil)
                    })
            }
        } check: { outcome, base, _ in
            #expect(Self.error(outcome) == .late(document: base + path, milliseconds: 200))
        }
    }

    @Test("whoever stops waiting is released at once")
    func cancellation() async throws {
        try await OntologyServer.serving { router, visits in
            router.get("/silent") { _, _ in
                await visits.add("/silent")
                try await Task.sleep(for: .seconds(3_600))
                return OntologyServer.xml("")
            }
        } _: { base, visits in
            try await OntologyFetcher.with(policy: Self.patient) { fetcher in
                let task = Task { try await fetcher.document(base + "/silent") }
                while await visits.paths.isEmpty { await Task.yield() }
                task.cancel()
                await #expect(throws: OntologyError.self) { try await task.value }
            }
        }
    }

    @Test("an answer other than 200 is an error with its status", arguments: [404, 500, 204, 304])
    func status(code: Int) async throws {
        try await fetch("/o") { router in
            router.get("/o") { _, _ in Response(status: .init(code: code)) }
        } check: { outcome, base, _ in
            #expect(Self.error(outcome) == .status(document: base + "/o", code: UInt(code)))
        }
    }

    @Test("what is no XML, or no definitions, is refused")
    func unreadable() async throws {
        for text in [
            "", "hello", "<componentOntology>", "<directoryUpdateResponse responseStatus=\"1\"/>",
        ] {
            try await fetch("/o") { router in
                router.get("/o") { _, _ in OntologyServer.xml(text) }
            } check: { outcome, base, _ in
                guard case .unreadable(let document, _)? = Self.error(outcome) else {
                    Issue.record("\(text) was read")
                    return
                }
                #expect(document == base + "/o")
            }
        }
    }

    @Test("a port where nobody listens is an error in words")
    func unreachable() async throws {
        try await OntologyFetcher.with(policy: Self.patient) { fetcher in
            do {
                // Port 1 (tcpmux) is served by nothing that runs today.
                _ = try await fetcher.document("http://127.0.0.1:1/o")
                Issue.record("something answered on port 1")
            } catch {
                guard case .unreachable(let document, let reason)? = error as? OntologyError else {
                    Issue.record("\(error)")
                    return
                }
                #expect(document == "http://127.0.0.1:1/o")
                #expect(!reason.isEmpty)
            }
        }
    }

    @Test("what was fetched is taken in by the library, which refuses what is cyclic or foreign")
    func intoLibrary() async throws {
        try await OntologyServer.serving { router, _ in
            router.get("/good") { request, _ in
                OntologyServer.xml(
                    OntologyServer.document("http://\(request.head.authority ?? "")/good#A"))
            }
            router.get("/foreign") { _, _ in
                OntologyServer.xml(OntologyServer.document("https://other.example/o#A"))
            }
            router.get("/cyclic") { request, _ in
                let name = "http://\(request.head.authority ?? "")/cyclic#A"
                return OntologyServer.xml(
                    "<componentOntology><componentClass name=\"\(name)\"><subclassOf "
                        + "name=\"\(name)\"/></componentClass></componentOntology>")
            }
        } _: { base, _ in
            try await OntologyFetcher.with(policy: Self.patient) { fetcher in
                var library = try OntologyLibrary()
                for path in ["/good", "/foreign", "/cyclic"] {
                    let name = OntologyURI("\(base)\(path)#A")
                    let errand = library.ask(for: OntologyNames(classes: [name]), at: 0)
                    #expect(errand.fetch == [base + path])
                    let document = try await fetcher.document(base + path)
                    switch path {
                    case "/good":
                        #expect(try library.take(document, from: base + path, at: 1).isEmpty)
                        #expect(library.knows(.componentClass(name)))
                    case "/foreign":
                        #expect(
                            throws: OntologyError.foreignName(
                                document: base + path, name: "https://other.example/o#A")
                        ) { try library.take(document, from: base + path, at: 1) }
                    default:
                        #expect(
                            throws: OntologyError.cyclicSubclassing(
                                document: base + path, way: [name.text, name.text])
                        ) { try library.take(document, from: base + path, at: 1) }
                    }
                }
            }
        }
    }
}
