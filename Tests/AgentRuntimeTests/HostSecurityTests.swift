import Crypto
import DMEP
import Testing

@testable import AgentRuntime

@Suite("Who a requester is, is established by the server", .timeLimit(.minutes(1)))
struct HostSecurityTests {
    private static let deadline: Int64 = 4_000_000_000_000

    private func hash(_ token: String) -> String {
        SHA256.hash(data: Array(token.utf8)).map { Hexadecimal.text(of: $0) }.joined()
    }

    private func authentication(
        strangers: Set<String>? = nil
    ) throws -> RequesterAuthentication {
        let tokens = try BearerTokens(
            text: """
                # who may do what

                \(hash("secret one")) http://one.example/agent user,regional 64500
                \(hash("secret-two")) http://two.example/agent - -
                certificate urn:three regional -
                """)
        return RequesterAuthentication(
            tokens: tokens, strangerTypes: strangers,
            autonomousSystem: { $0 == "127.0.0.1" ? 64_511 : nil })
    }

    /// What `requesterHandler` says of a client.
    private func seen(
        port: Int, _ configuration: MessageClientConfiguration, scheme: String = "https"
    ) async throws -> String? {
        let client = try MessageClient(configuration: configuration)
        let result: Result<MessageBatch, MessageClientError>
        do throws(MessageClientError) {
            result = .success(
                try await client.post(
                    .request(), to: "\(scheme)://localhost:\(port)/agent",
                    deadline: WallClock.milliseconds + 10_000))
        } catch {
            result = .failure(error)
        }
        await client.shutdown()
        guard case .problem(let report)? = try result.get().messages.first else { return nil }
        return report.reason
    }

    @Test("a token tells who sends it, over TLS; another is refused, and none makes a stranger")
    func tokens() async throws {
        let authority = try TestAuthority()
        let credentials = try authority.issue([.dnsName("localhost")], file: "server")
        try await serving(
            ["/agent": requesterHandler],
            authentication: try authentication(strangers: ["user"])
        ) {
            $0.credentials = credentials
        } _: { port in
            var configuration = MessageClientConfiguration()
            configuration.trustRoots = authority.path
            let stranger = try await seen(port: port, configuration)
            #expect(stranger == "stranger user 64511")
            configuration.tokens = ["localhost": "secret-two"]
            let two = try await seen(port: port, configuration)
            #expect(two == "http://two.example/agent  64511")
            configuration.tokens = ["localhost:\(port)": "wrong"]
            let error = await #expect(throws: MessageClientError.self) {
                try await seen(port: port, configuration)
            }
            guard case .refused(_, 401, let report)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(report?.kind == .permissionDenied)
        }
    }

    @Test("a client certificate tells who shows it by the URI in it")
    func clientCertificates() async throws {
        let authority = try TestAuthority()
        let other = try TestAuthority("Authority of somebody else")
        let credentials = try authority.issue([.dnsName("localhost")], file: "server")
        try await serving(["/agent": requesterHandler], authentication: try authentication()) {
            $0.credentials = credentials
            $0.clientAuthorities = authority.path
        } _: { port in
            var configuration = MessageClientConfiguration()
            configuration.trustRoots = authority.path
            let stranger = try await seen(port: port, configuration)
            #expect(stranger == "stranger any 64511")
            configuration.certificate = try authority.issue(
                [.dnsName("x.example"), .uniformResourceIdentifier("urn:three")], file: "three")
            let three = try await seen(port: port, configuration)
            #expect(three == "urn:three regional 64511")
            configuration.certificate = try authority.issue(
                [.uniformResourceIdentifier("urn:four")], file: "four")
            let four = try await seen(port: port, configuration)
            #expect(four == "urn:four user 64511")
            configuration.certificate = try other.issue(
                [.uniformResourceIdentifier("urn:three")], file: "three")
            await #expect(throws: MessageClientError.self) {
                try await seen(port: port, configuration)
            }
        }
    }

    @Test("a connection on which a request was refused unread ends when its client goes")
    func refusedUnread() async throws {
        try await serving(["/agent": requesterHandler], authentication: try authentication()) {
            $0.connections = 2
        } _: { port in
            let bytes = posted()
            for _ in 1...2 {
                let connection = try RawConnection(port: port)
                connection.send(
                    "POST /agent HTTP/1.1\r\nHost: localhost\r\n\(xmlType)\r\n"
                        + "Authorization: Bearer wrong\r\nContent-Length: \(bytes.count)\r\n\r\n")
                connection.send(bytes)
                #expect(connection.line()?.hasPrefix("HTTP/1.1 401 ") == true)
                connection.close()
            }
            var answer = ""
            for _ in 1...100 where !answer.hasPrefix("HTTP/1.1 200") {
                try await Task.sleep(for: .milliseconds(20))
                answer = (try? await RawConnection.request(port, "GET", "/status")) ?? ""
            }
            #expect(answer.contains("\"connections\":1,"))
        }
    }

    @Test("a server whose certificate is not trusted is not spoken to")
    func untrustedServer() async throws {
        let authority = try TestAuthority()
        let other = try TestAuthority("Authority of somebody else")
        let credentials = try authority.issue([.dnsName("localhost")], file: "server")
        try await serving(["/agent": requesterHandler], configure: { $0.credentials = credentials })
        {
            port in
            var configuration = MessageClientConfiguration()
            configuration.trustRoots = other.path
            let error = await #expect(throws: MessageClientError.self) {
                try await seen(port: port, configuration)
            }
            guard case .noConnection? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test("a client that never speaks TLS is cut")
    func silentHandshake() async throws {
        let authority = try TestAuthority()
        let credentials = try authority.issue([.dnsName("localhost")], file: "server")
        try await serving(["/agent": requesterHandler]) {
            $0.credentials = credentials
            $0.idleTime = 200
        } _: { port in
            let connection = try RawConnection(port: port)
            defer { connection.close() }
            #expect(await connection.rest() == "")
        }
    }

    @Test("a file of tokens with a mistake is refused with its line")
    func tokenFile() {
        for (text, line) in [
            ("abc", 1), ("\n#\nxyz http://a user -", 3), ("\(hash("t")) http://a user AS5", 1),
            ("\(hash("t")) http://a user - more", 1),
            ("\(hash("t").dropLast()) http://a user -", 1),
        ] {
            let error = #expect(throws: AgentServerError.self) { try BearerTokens(text: text) }
            guard case .invalidTokens(_, line, _)? = error else {
                Issue.record("\(text): \(String(describing: error))")
                continue
            }
        }
        #expect(throws: AgentServerError.self) {
            try BearerTokens(contentsOf: "/nonexistent/tokens")
        }
    }

    @Test("client certificates without a certificate of the server are refused as a setting")
    func contradiction() {
        var configuration = AgentServerConfiguration()
        configuration.clientAuthorities = "authorities.pem"
        #expect(throws: AgentServerError.self) {
            try AgentServer(configuration: configuration, handlers: [:])
        }
        configuration.credentials = ServerCredentials(
            certificateChain: "/nonexistent/chain.pem", privateKey: "/nonexistent/key.pem")
        let error = #expect(throws: AgentServerError.self) {
            try AgentServer(configuration: configuration, handlers: [:])
        }
        guard case .unreadableCredentials("/nonexistent/chain.pem", _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
