import DMEP
import Testing

@testable import AgentRuntime

@Suite("The client of agents", .timeLimit(.minutes(1)))
struct ClientTests {
    /// Posts a batch with a client of its own.
    private func post(
        to uri: String, within milliseconds: Int64 = 10_000,
        configure: (inout MessageClientConfiguration) -> Void = { _ in }
    ) async throws(MessageClientError) -> MessageBatch {
        var configuration = MessageClientConfiguration()
        configure(&configuration)
        let client = try MessageClient(configuration: configuration)
        let result: Result<MessageBatch, MessageClientError>
        do throws(MessageClientError) {
            result = .success(
                try await client.post(
                    .request(), to: uri, deadline: WallClock.milliseconds + milliseconds))
        } catch {
            result = .failure(error)
        }
        await client.shutdown()
        return try result.get()
    }

    private func error(
        to uri: String, within milliseconds: Int64 = 10_000,
        configure: (inout MessageClientConfiguration) -> Void = { _ in }
    ) async -> MessageClientError? {
        do throws(MessageClientError) {
            _ = try await post(to: uri, within: milliseconds, configure: configure)
            return nil
        } catch {
            return error
        }
    }

    @Test("a batch is answered, in either form", arguments: DocumentFormat.allCases)
    func answered(format: DocumentFormat) async throws {
        let host = AgentHost(
            agent: ScriptedAgent.echo, runner: ScriptedRunner(), carrier: SilentCarrier())
        try await serving(hosts: [host]) { port in
            let answer = try await post(to: "http://127.0.0.1:\(port)/agent") {
                $0.format = format
            }
            #expect(answer.answeredID == "1")
        }
    }

    @Test("an agent asks another over HTTP, and answers with what it says")
    func chain() async throws {
        let client = try MessageClient()
        let far = AgentHost(
            agent: ScriptedAgent.echo, runner: ScriptedRunner(), carrier: SilentCarrier())
        let answer = try await serving(hosts: [far]) { port in
            let near = AgentHost(
                agent: ScriptedAgent { event, now in
                    switch event {
                    case .received(let batch, _, let exchange):
                        return [
                            .send(
                                ErrandID(exchange.number), to: "http://127.0.0.1:\(port)/agent",
                                batch, deadline: now + 10_000)
                        ]
                    case .answered(let errand, let batch):
                        return [.reply(ExchangeID(errand.number), batch)]
                    default: return []
                    }
                }, runner: ScriptedRunner(), carrier: client)
            return try await driving(near) {
                try await near.answer(.request("through two"), from: .itself)
            }
        }
        await client.shutdown()
        #expect(answer.answeredID == "through two")
    }

    @Test("plain HTTP goes to this machine and private addresses alone, unless allowed")
    func plainHTTP() async {
        let uri = "http://203.0.113.7/agent"
        #expect(await error(to: uri) == .plainHTTPNotAllowed(uri))
        let named = "http://agents.example/agent"
        #expect(await error(to: named) == .plainHTTPNotAllowed(named))
        let allowed = await error(to: "http://nowhere.invalid/agent", within: 2_000) {
            $0.allowsPlainHTTP = true
        }
        #expect(allowed != nil && allowed != .plainHTTPNotAllowed("http://nowhere.invalid/agent"))
    }

    @Test(
        "an address tells whether it is near",
        arguments: [
            ("127.0.0.1", true), ("10.1.2.3", true), ("172.16.0.1", true), ("172.32.0.1", false),
            ("192.168.1.1", true), ("192.169.1.1", false), ("169.254.1.1", true),
            ("100.64.0.1", true), ("100.128.0.1", false), ("8.8.8.8", false), ("::1", true),
            ("fe80::1", true), ("fd00::1", true), ("2001:db8::1", false), ("::ffff:10.0.0.1", true),
            ("::ffff:8.8.8.8", false), ("name", false), ("::", false),
        ])
    func near(address: String, isNear: Bool) {
        #expect(NetworkAddress.isNear(address) == isNear)
    }

    @Test(
        "what is no address of an agent is refused",
        arguments: [
            "", "agent", "ftp://127.0.0.1/", "http:///agent", "http://user:secret@127.0.0.1/",
            "file:///etc/passwd", "http://127.0.0.1/" + String(repeating: "a", count: 3_000),
        ])
    func invalid(uri: String) async {
        guard case .invalidAddress? = await error(to: uri) else {
            Issue.record("\(uri) was taken")
            return
        }
    }

    @Test("an address in brackets is read")
    func brackets() throws {
        let address = try AgentAddress("https://[2001:db8::1]/a/b?x#y")
        #expect(address.host == "2001:db8::1")
        #expect(address.port == 443)
        #expect(address.path == "/a/b")
        #expect(try AgentAddress("http://[::1]:81").isNear)
    }

    @Test(
        "a server that is silent, in the head or in the body, is not waited for beyond the deadline",
        arguments: [
            "", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<cap",
        ])
    func silent(answer: String) async throws {
        let server = try RawServer(answer: answer, closes: false)
        let uri = "http://127.0.0.1:\(server.port)/agent"
        #expect(await error(to: uri, within: 300) == .deadlinePassed(uri))
    }

    @Test("a connection that breaks, or cannot be made, is an error of its kind")
    func broken() async throws {
        let server = try RawServer(answer: "HTTP/1.1 200 OK\r\nContent-Le", closes: true)
        guard case .noConnection? = await error(to: "http://127.0.0.1:\(server.port)/") else {
            Issue.record("a broken connection is not told")
            return
        }
        guard case .noConnection? = await error(to: "http://127.0.0.1:1/") else {
            Issue.record("a refused connection is not told")
            return
        }
    }

    @Test("an answer beyond the limit is not read")
    func tooLarge() async throws {
        let body = String(repeating: " ", count: 5_000)
        let server = try RawServer(
            answer: "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n\(body)", closes: true)
        let uri = "http://127.0.0.1:\(server.port)/"
        let found = await error(to: uri) { $0.answerLimit = 1_000 }
        #expect(found == .answerTooLarge(uri, limit: 1_000))
    }

    @Test("a redirect is not followed")
    func redirect() async throws {
        let server = try RawServer(
            answer: "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:1/\r\n"
                + "Content-Length: 0\r\n\r\n", closes: true)
        let uri = "http://127.0.0.1:\(server.port)/"
        #expect(await error(to: uri) == .refused(uri, status: 307, report: nil))
    }

    @Test("an answer that is no batch is an error that says so")
    func unreadable() async throws {
        let server = try RawServer(
            answer:
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]",
            closes: true)
        guard case .unreadableAnswer? = await error(to: "http://127.0.0.1:\(server.port)/") else {
            Issue.record("an unreadable answer was read")
            return
        }
    }

    @Test("the first directory that answers is the one that counts")
    func directories() async throws {
        let handler: DocumentHandler = { (document, _) async throws(ExchangeRefusal) -> Document in
            switch document {
            case .directoryUpdate:
                return .directoryUpdateResponse(DirectoryUpdateResponse(reason: "taken"))
            case .serviceMapRequest(let request):
                return .serviceMap(ServiceMap(advertisements: [], hashKey: request.agentType))
            default: throw ExchangeRefusal(.malformed, reason: "not for a directory")
            }
        }
        try await serving(["/directory": handler]) { port in
            let client = try MessageClient()
            let directories = DirectoryClient(
                directories: [
                    "http://127.0.0.1:1/directory", "http://127.0.0.1:\(port)/nothing",
                    "http://127.0.0.1:\(port)/directory",
                ], client: client)
            let response = try? await directories.post(DirectoryUpdate())
            let map = try? await directories.serviceMap(
                for: AgentProfile(uri: "http://127.0.0.1/agent", type: "regional"))
            let nobody = DirectoryClient(directories: [], client: client)
            await #expect(throws: MessageClientError.noDirectory) {
                try await nobody.post(DirectoryUpdate())
            }
            await client.shutdown()
            #expect(response?.reason == "taken")
            #expect(map?.hashKey == "regional")
        }
    }
}
