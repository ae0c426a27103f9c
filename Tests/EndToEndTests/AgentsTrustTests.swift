import Foundation
import Testing

extension AgentsTests {
    @Suite(
        "Who may ask for what",
        .enabled(if: AgentsCredentials.isPossible, "needs the programs openssl and curl"))
    struct Trust {
        private static let regional = "http://127.0.0.1:9/regional"
        private static let user = "http://127.0.0.1:9/user"

        @Test("a service for regional agents is not for a user, whatever it claims")
        func tokens() async throws {
            try await AgentsFleet.stand { fleet in
                let credentials = try await AgentsCredentials(in: fleet.folder)
                let tokens = try await credentials.tokens(
                    "history",
                    [
                        ("token-of-the-region", Self.regional, "regional"),
                        ("token-of-a-user", Self.user, "user"),
                    ])
                let agent = try await fleet.start("history", ["--tokens", tokens])
                // The requests all claim to be the regional agent's.
                let question = AgentsMessages.history(
                    of: "127.0.80.1", service: "bel:webserver.status")
                for token in [nil, "token-of-a-user"] {
                    let reply = try await agent.reply(question, token: token)
                    #expect(reply["type"].text == "error", "\(reply)")
                    #expect(reply["kind"].text == "permission-denied", "\(reply)")
                    #expect(reply["reason"].text?.contains("regional") == true, "\(reply)")
                }
                let wrong = try await agent.post(
                    AgentsMessages.batch(question), token: "token-of-nobody")
                #expect(wrong.status == 401)
                let report = wrong.json["capriMessage"]["messages"].list.first
                #expect(report?["kind"].text == "permission-denied", "\(wrong.text)")
                let right = try await agent.reply(question, token: "token-of-the-region")
                #expect(right["type"].text == "beliefResponse", "\(right)")
                #expect(right["responseStatus"].number == 1)

                // The same holds for news: only the region's are believed.
                let visit = AgentsMessages.Visit(address: "127.0.80.1", host: "www.example.test")
                for (token, count) in [
                    (nil, 0.0), ("token-of-a-user", 0), ("token-of-the-region", 1),
                ] {
                    let news = visit.news("notify:connHist(destIP)", id: token ?? "nobody's")
                    let reply = try await agent.reply(news, token: token)
                    #expect(reply["type"].text == "notificationResponse", "\(reply)")
                    #expect(reply["responseStatus"].number == count, "\(token ?? "") \(reply)")
                }
            }
        }

        @Test("an agent offers services for itself alone")
        func advertisements() async throws {
            try await AgentsFleet.stand { fleet in
                let credentials = try await AgentsCredentials(in: fleet.folder)
                let own = "http://127.0.0.1:9/specialist"
                let tokens = try await credentials.tokens(
                    "directory", [("token-of-a-specialist", own, "specialist")])
                let directory = try await fleet.start("directory", ["--tokens", tokens])
                func reply(_ agent: String, token: String?) async throws -> AgentsJSON {
                    let service = AgentsMessages.advertisement("obs:some", of: agent)
                    let answer = try await directory.post(
                        ["directoryUpdate": ["advertisements": [service]]], token: token)
                    return answer.json["directoryUpdateResponse"]
                }
                let foreign = try await reply(
                    "http://127.0.0.1:9/other", token: "token-of-a-specialist")
                #expect(foreign["responseStatus"].number == 0)
                #expect(
                    foreign["reason"].text?.contains("http://127.0.0.1:9/other") == true,
                    "\(foreign)")
                let stranger = try await reply(own, token: nil)
                #expect(stranger["responseStatus"].number == 0)
                #expect(stranger["reason"].text?.contains("credentials") == true, "\(stranger)")
                #expect(try await directory.status["detail"]["services"].number == 0)
                let right = try await reply(own, token: "token-of-a-specialist")
                #expect(right["responseStatus"].number == 1, "\(right)")
                #expect(try await directory.status["detail"]["services"].number == 1)
            }
        }

        @Test("over HTTPS with tokens and certificates a diagnosis works, and only then")
        func secured() async throws {
            try await AgentsFleet.stand { fleet in
                let credentials = try await AgentsCredentials(in: fleet.folder)
                let ports = try (0..<3).map { _ in try AgentsPorts.next() }
                let uris = zip(ports, ["directory", "history", "regional"]).map {
                    "https://127.0.0.1:\($0)/\($1)"
                }
                let (directory, history, regional) = (uris[0], uris[1], uris[2])
                /// An agent that serves over HTTPS, shows its certificate to others, and trusts the authority.
                func arguments(
                    _ name: String, _ uri: String,
                    knowing known: [(token: String?, uri: String, types: String)]
                ) async throws -> [String] {
                    let own = try await credentials.certificate(name, uri: uri)
                    let tokens = try await credentials.tokens(name, known)
                    return [
                        "--certificate", own.certificate, "--key", own.key, "--trust-roots",
                        credentials.authority, "--client-authorities", credentials.authority,
                        "--tokens", tokens,
                    ]
                }
                // The history agent shows a token to the directory, the regional agent its certificate.
                _ = try await fleet.start(
                    "directory", port: ports[0],
                    try await arguments(
                        "directory", directory,
                        knowing: [
                            ("token-of-the-history", history, "specialist"),
                            (nil, regional, "regional"),
                        ]))
                let known = ["--directory", directory]
                _ = try await fleet.start(
                    "history", port: ports[1],
                    try await arguments(
                        "history", history, knowing: [(nil, regional, "regional")])
                        + known + [
                            "--poll", "20", "--token", "127.0.0.1:\(ports[0])=token-of-the-history",
                        ])
                _ = try await fleet.start(
                    "regional", port: ports[2],
                    try await arguments(
                        "regional", regional, knowing: [("token-of-a-user", Self.user, "user")])
                        + known + ["--poll", "0.5"])

                let visit = AgentsMessages.Visit(address: "127.0.80.1", host: "www.example.test")
                var answer: AgentsDiagnosis?
                try await AgentsFleet.wait("the history agent is asked over HTTPS") {
                    answer = try AgentsDiagnosis(
                        await credentials.post(
                            AgentsMessages.batch(visit.question()), to: regional,
                            ["--oauth2-bearer", "token-of-a-user"]), seconds: 0)
                    return answer?.originators.contains(history) == true
                }
                #expect(answer?.leading != nil)

                // Not without TLS, and not with a certificate of somebody who may not.
                await #expect(throws: (any Error).self) {
                    _ = try await AgentsHTTP.post(
                        AgentsMessages.batch(visit.question()).bytes, to: "/regional",
                        port: ports[2], seconds: 20)
                }
                let question = AgentsMessages.batch(
                    AgentsMessages.history(of: "127.0.80.1", service: "bel:webserver.status"))
                for (name, uri, isServed) in [
                    ("friend", regional, true), ("stranger", "https://127.0.0.1:9/stranger", false),
                ] {
                    let own = try await credentials.certificate(name, uri: uri)
                    let reply = try await credentials.post(
                        question, to: history, ["--cert", own.certificate, "--key", own.key])
                    let message = reply.json["capriMessage"]["messages"].list.first ?? .null
                    #expect(
                        message["type"].text == (isServed ? "beliefResponse" : "error"),
                        "\(name): \(reply.text)")
                    if !isServed { #expect(message["kind"].text == "permission-denied") }
                }
            }
        }
    }
}
