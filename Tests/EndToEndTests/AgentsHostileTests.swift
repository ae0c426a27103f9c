import Foundation
import Testing

extension AgentsTests {
    @Suite("Hostile input over HTTP")
    struct Hostile {
        /// A document that no agent takes, and what is said of it.
        struct Attack: Sendable, CustomTestStringConvertible {
            var testDescription: String
            var body: [UInt8]
            var type = "application/xml"
            var status: Int
            var reason: String

            init(
                _ what: String, _ body: String, type: String = "application/xml",
                status: Int = 400, reason: String
            ) {
                testDescription = what
                self.body = Array(body.utf8)
                self.type = type
                self.status = status
                self.reason = reason
            }
        }

        private static let laughs: String = {
            var entities = "<!ENTITY l0 \"ha\">"
            for level in 1...20 {
                let inner = String(repeating: "&l\(level - 1);", count: 10)
                entities += "<!ENTITY l\(level) \"\(inner)\">"
            }
            return "<?xml version=\"1.0\"?><!DOCTYPE m [\(entities)]><capriMessage>&l20;"
                + "</capriMessage>"
        }()

        private static let attacks = [
            Attack("a billion laughs", laughs, reason: "document type declaration"),
            Attack(
                "a file of the agent's machine",
                "<!DOCTYPE m [<!ENTITY f SYSTEM \"file:///etc/hostname\">]><capriMessage>&f;"
                    + "</capriMessage>", reason: "document type declaration"),
            Attack(
                "two mebibytes", "<capriMessage>" + String(repeating: " ", count: 2 << 20),
                status: 413, reason: "1048576 bytes"),
            Attack("garbage", "\u{1}\u{2}not a document\u{3}", reason: "well-formed"),
            Attack("garbage as JSON", "{{{{", type: "application/json", reason: "well-formed"),
            Attack("nothing", "", reason: "not"),
            Attack(
                "a million lists in one another", String(repeating: "[", count: 1_000_000),
                type: "application/json", reason: "in one another"),
            Attack(
                "elements in one another as deep as a mebibyte goes",
                String(repeating: "<a>", count: 340_000), reason: "in one another"),
            Attack(
                "a million attributes",
                "<capriMessage " + (0..<60_000).map { "a\($0)=\"\"" }.joined(separator: " ")
                    + "/>", reason: ""),
            Attack("a picture", "PNG", type: "image/png", status: 415, reason: "application/xml"),
        ]

        @Test("is refused with a reason, and the agent stays up and small")
        func documents() async throws {
            try await AgentsFleet.stand { fleet in
                async let starting = fleet.start("regional")
                let agents = [try await starting, try await fleet.start("directory")]
                for agent in agents {
                    let before = agent.mostMemory
                    for attack in Self.attacks {
                        let answer = try await AgentsHTTP.post(
                            attack.body, to: agent.path, port: agent.port, type: attack.type)
                        let isLarger = agent.role == "directory" && attack.status == 413
                        #expect(
                            answer.status == (isLarger ? 400 : attack.status),
                            "\(attack.testDescription): \(answer.text.prefix(500))")
                        #expect(!answer.text.isEmpty)
                        #expect(
                            isLarger || attack.reason.isEmpty
                                || answer.text.contains(attack.reason),
                            "\(attack.testDescription): \(answer.text.prefix(500))")
                        if attack.status == 400, !answer.text.isEmpty {
                            let report = answer.json["capriMessage"]["messages"].list.first
                            #expect(report?["kind"].text == "malformed")
                        }
                    }
                    // Many at once must not add up.
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for attack in Self.attacks + Self.attacks + Self.attacks {
                            group.addTask {
                                _ = try await AgentsHTTP.post(
                                    attack.body, to: agent.path, port: agent.port,
                                    type: attack.type)
                            }
                        }
                        try await group.waitForAll()
                    }
                    let after = agent.mostMemory
                    #expect(try await AgentsHTTP.get("/health", port: agent.port).status == 200)
                    #expect(before > 0)
                    #expect(after < 300 << 20, "\(agent.name) held \(after >> 20) MiB")
                }
                let visit = AgentsMessages.Visit(address: "127.0.80.1", host: "www.example.test")
                #expect(try await agents[0].diagnose(visit).confidence > 0)
            }
        }

        @Test("answers to requests never made, circles and clocks a year off are refused")
        func messages() async throws {
            try await AgentsFleet.stand { fleet in
                let agent = try await fleet.start("regional")
                let visit = AgentsMessages.Visit(address: "127.0.80.1", host: "www.example.test")
                let stray: AgentsJSON = [
                    "type": "beliefResponse", "requestID": "1", "serviceID": "bel:x",
                    "responseStatus": 1, "time": .time(AgentsMessages.now), "body": visit.body,
                ]
                let answer = try await agent.post(AgentsMessages.batch(stray))
                let report = answer.json["capriMessage"]["messages"].list.first ?? .null
                #expect(report["type"].text == "error", "\(answer.text)")
                #expect(report["kind"].text == "request-refused")
                let refused = try await agent.status["detail"]["counters"]["refused"]
                #expect(refused["response to a request never made"].number == 1, "\(refused)")

                func problem(_ change: (inout [String: AgentsJSON]) -> Void) async throws -> String
                {
                    guard case .object(var parts) = visit.question() else { return "" }
                    change(&parts)
                    let reply = try await agent.reply(.object(parts))
                    #expect(reply["type"].text == "error", "\(reply)")
                    #expect(reply["reason"].text?.isEmpty == false)
                    return reply["kind"].text ?? ""
                }
                #expect(
                    try await problem { $0["via"] = [.text(agent.uri)] } == "request-refused")
                #expect(
                    try await problem { $0["expires"] = .time(AgentsMessages.now - 1) }
                        == "request-expired")
                let year: Int64 = 365 * 86_400_000
                #expect(
                    try await problem { $0["expires"] = .time(AgentsMessages.now + year) }
                        == "request-refused")
                #expect(
                    try await problem { $0["serviceID"] = "diag:everything" } == "request-refused")
                #expect(
                    try await problem { $0["inputComponent"] = ["ref": "server"] }
                        == "insufficient-input")
            }
        }

        @Test(
            "a service for everything that costs nothing is not listed, nor one that names nobody")
        func advertisements() async throws {
            try await AgentsFleet.stand { fleet in
                let directory = try await fleet.start("directory")
                let agent = "http://127.0.0.1:9/greedy"
                for (service, reason) in [
                    (
                        AgentsMessages.advertisement("all", of: agent, cost: 0, outputs: 60),
                        "for nothing"
                    ),
                    (
                        AgentsMessages.advertisement("all", of: agent, cost: 10, outputs: 1_000),
                        "more than"
                    ),
                    (AgentsMessages.advertisement("all", of: "file:///etc/passwd"), "address"),
                    (AgentsMessages.advertisement("", of: agent), "name"),
                ] {
                    let answer = try await directory.post([
                        "directoryUpdate": ["advertisements": [service]]
                    ])
                    let response = answer.json["directoryUpdateResponse"]
                    if answer.status == 200 {
                        #expect(response["responseStatus"].number == 0, "\(answer.text)")
                        #expect(response["reason"].text?.contains(reason) == true, "\(answer.text)")
                    } else {
                        #expect(answer.status == 400, "\(answer.text)")
                    }
                }
                let status = try await directory.status
                #expect(status["detail"]["services"].number == 0, "\(status)")
            }
        }
    }
}
