import Foundation
import InternetProtocols
import Testing

@testable import NetworkLab

@Suite(
    "Web servers that run in namespaces, asked by curl",
    .enabled(if: WebSandbox.obstacle == nil, "\(WebSandbox.obstacle ?? "")"), .serialized)
struct WebServersInNamespacesTests {
    private let folder: TemporaryFolder
    private let context: ServiceContext

    private static let names = ["www.example.com", "127.0.0.1"]
    private static let certificates: [NetworkLab.Certificate] = [
        .init(name: "good", subjects: names, issuer: .intermediate),
        .init(name: "expired", subjects: names, begins: -100, ends: -10),
        .init(name: "early", subjects: names, begins: 10, ends: 100),
        .init(name: "other", subjects: ["shop.example.net"]),
        .init(name: "self", subjects: names, issuer: .itself),
        .init(name: "forgetful", subjects: names, issuer: .missingIntermediate),
        .init(name: "strange", subjects: names, issuer: .stranger),
        .init(name: "large", subjects: names, furtherNames: 200),
    ]

    init() throws {
        folder = try TemporaryFolder()
        context = .forTests(
            folder.path, hasIPv6: WebSandbox.hasIPv6, certificates: Self.certificates)
        try CertificateFiles.write(in: context)
    }

    /// Runs one nginx with these ports and asks each, in order; the ports listen as the plan says.
    private func ask(
        _ servers: [WebServer], _ questions: [[String]]
    ) throws -> [WebSandbox.Answer] {
        let service = Service(name: "site", node: "server", role: .web(servers))
        let plan = NginxServer.plan(service, servers, in: context)
        let outcome = try WebSandbox.run(
            [plan], roots: context.trustedRoots, ask: questions.map { .init(arguments: $0) })
        #expect(outcome.listening == plan.ports.sorted(), "\(outcome.transcript)")
        #expect(!outcome.transcript.contains("[emerg]"), "\(outcome.transcript)")
        try #require(outcome.answers.count == questions.count, "\(outcome.transcript)")
        return outcome.answers
    }

    @Test("every response is what it says")
    func responses() throws {
        let paths: [String: WebServer.Response] = [
            "/text": .text("success\n"), "/empty": .status(204, retryAfter: nil),
            "/busy": .status(503, retryAfter: 120), "/law": .status(451, retryAfter: nil),
            "/away": .redirect("https://$host$request_uri?price=$5"), "/down": .badGateway,
            "/late": .late(seconds: 1.2), "/a \"b\"": .text("quoted"),
        ]
        let servers = [WebServer(port: 80, response: .page(bytes: 12_345), paths: paths)]
        let answers = try ask(
            servers,
            [
                "", "any/where?at=all", "text", "empty", "busy", "law", "away", "down", "late",
                "a%20%22b%22",
            ]
            .map { ["http://127.0.0.1/\($0)"] } + [
                ["-H", "Host: b.example", "http://127.0.0.1/away"]
            ])
        #expect(answers.map(\.status) == [200, 200, 200, 204, 503, 451, 302, 502, 200, 200, 302])
        #expect(answers.map(\.bytes).prefix(4) == [12_345, 12_345, 8, 0])
        #expect(answers.map(\.retryAfter)[4...5] == ["120", ""])
        #expect(answers[6].redirect == "https://127.0.0.1/away?price=$5")
        #expect(answers[10].redirect == "https://b.example/away?price=$5")
        #expect(answers[8].seconds >= 1.2)
        #expect(answers[8].bytes == 40_000)
    }

    @Test(
        "IPv6 is answered as IPv4 is",
        .enabled(if: WebSandbox.hasIPv6, "this kernel has no IPv6"))
    func family() throws {
        let answers = try ask([WebServer(port: 80)], [["http://[::1]/"]])
        #expect(answers[0].status == 200 && answers[0].bytes == 40_000, "\(answers)")
    }

    @Test("every departure from usual TLS is what it says")
    func encryption() throws {
        let kinds: [WebServer.Encryption] = [
            .modern, .oldVersion, .noCipher, .rejectsName, .clientCertificate, .clientCertificate,
            .hangsUp, .hangsUp,
        ]
        let servers = kinds.enumerated().map { index, kind in
            WebServer(port: 4430 + index, certificate: "good", encryption: kind)
        }
        var questions = servers.map { ["https://127.0.0.1:\($0.port)/"] }
        // Today's browsers offer TLS 1.2 at least; curl with Debian's OpenSSL would offer less.
        questions[1] += ["--tlsv1.2"]
        questions[4] += ["--tls-max", "1.2"]
        questions[7] = ["http://127.0.0.1:\(servers[7].port)/"]
        let answers = try ask(servers, questions)
        let seen = "\(answers)"
        #expect(answers[0].exit == 0 && answers[0].status == 200, "\(seen)")
        #expect(
            answers[1].exit == 35 && answers[1].complaint.contains("protocol version"), "\(seen)")
        #expect(
            answers[2].exit == 35 && answers[2].complaint.contains("handshake failure"), "\(seen)")
        #expect(
            answers[3].exit == 35 && answers[3].complaint.contains("unrecognized name"), "\(seen)")
        #expect(
            answers[4].exit == 35 && answers[4].complaint.contains("handshake failure"), "\(seen)")
        #expect(
            answers[5].exit == 56 && answers[5].complaint.contains("certificate required"),
            "\(seen)")
        #expect([35, 56].contains(answers[6].exit), "\(seen)")
        #expect([52, 56].contains(answers[7].exit), "\(seen)")
    }

    @Test("every certificate is judged as it should be")
    func certificates() throws {
        let servers = Self.certificates.enumerated().map { index, certificate in
            WebServer(port: 4430 + index, certificate: certificate.name)
        }
        let answers = try ask(
            servers,
            servers.map {
                [
                    "--resolve", "www.example.com:\($0.port):127.0.0.1",
                    "https://www.example.com:\($0.port)/",
                ]
            })
        let expected = [
            (0, ""), (60, "expired"), (60, "not yet valid"), (60, "subject"), (60, "self"),
            (60, "local issuer"), (60, "local issuer"), (0, ""),
        ]
        for (answer, (exit, words)) in zip(answers, expected) {
            #expect(
                answer.exit == exit && (words.isEmpty || answer.complaint.contains(words)),
                "\(answer)")
        }
    }

    @Test("a service whose last port is closed runs on and listens on nothing")
    func nothing() throws {
        let answers = try ask([], [["http://127.0.0.1/"]])
        #expect(answers[0].exit == 7, "\(answers)")
    }

    @Test("a portal answers for everybody behind it", arguments: [true, false])
    func portal(_ redirects: Bool) throws {
        let plan = PortalServer.plan(
            node: "server", redirects: redirects, describesItself: true, in: context)
        let world = [53, 80, 443].map { WebServer(port: $0, response: .text("world\n")) }
        let beyond = NginxServer.plan(
            Service(name: "beyond", node: "world", role: .web(world)), world, in: context)
        let outcome = try WebSandbox.run(
            [plan, beyond], rules: PortalServer.rules(table: "portal", interface: "lan0"),
            roots: context.trustedRoots,
            ask: [
                ["http://192.0.2.7/generate_204"], ["http://192.0.2.7/login?from=here"],
                ["http://10.0.0.1/api"], ["http://192.0.2.7:53/"],
                ["--max-time", "1", "http://192.0.2.7:443/"],
            ].map { .init(node: "client", arguments: $0) })
        #expect(
            outcome.listening == (plan.ports + beyond.ports).sorted(), "\(outcome.transcript)")
        try #require(outcome.answers.count == 5, "\(outcome.transcript)")
        let seen = "\(outcome.answers)"
        #expect(
            outcome.answers.map(\.status) == [redirects ? 302 : 200, 200, 200, 200, 0], "\(seen)")
        #expect(
            outcome.answers[0].redirect == (redirects ? "http://portal.example.net/login" : ""))
        #expect(outcome.answers[3].bytes == 6 && outcome.answers[4].exit == 28, "\(seen)")
    }

    @Test("without the portal's rules the same pages come from where they are")
    func noPortal() throws {
        let world = [80, 443].map { WebServer(port: $0, response: .text("world\n")) }
        let beyond = NginxServer.plan(
            Service(name: "beyond", node: "world", role: .web(world)), world, in: context)
        let outcome = try WebSandbox.run(
            [beyond], roots: context.trustedRoots,
            ask: [["http://192.0.2.7/generate_204"], ["http://192.0.2.7:443/"]]
                .map { .init(node: "client", arguments: $0) })
        #expect(outcome.answers.map(\.bytes) == [6, 6], "\(outcome.transcript)")
    }
}
