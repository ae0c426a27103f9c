import DMEP
import Foundation
import Testing

@testable import AgentRuntime

@Suite("The server of agents", .timeLimit(.minutes(1)))
struct HostServerTests {
    private func echo() -> AgentHost {
        AgentHost(agent: ScriptedAgent.echo, runner: ScriptedRunner(), carrier: SilentCarrier())
    }

    @Test("a batch is answered in the form in which it came", arguments: DocumentFormat.allCases)
    func answers(format: DocumentFormat) async throws {
        let type = format == .xml ? xmlType : jsonType
        let answer = try await serving(hosts: [echo()]) { port in
            try await RawConnection.request(
                port, "POST", "/agent", [type], body: posted(.request("7"), as: format))
        }
        #expect(answer.hasPrefix("HTTP/1.1 200 "))
        #expect(answer.lowercased().contains("content-type: \(format.mediaType)\r\n"))
        #expect(try batch(in: answer, as: format).answeredID == "7")
    }

    @Test("the form of the answer is the one that is accepted best")
    func accept() async throws {
        let answer = try await serving(hosts: [echo()]) { port in
            try await RawConnection.request(
                port, "POST", "/agent",
                [
                    "Content-Type: text/xml",
                    "Accept: application/xml;q=0.2, application/json;q=0.9",
                ],
                body: posted())
        }
        #expect(try batch(in: answer, as: .json).answeredID == "1")
    }

    @Test("late answers are taken without content")
    func lateAnswers() async throws {
        let silent = AgentHost(
            agent: ScriptedAgent { _, _ in [] }, runner: ScriptedRunner(), carrier: SilentCarrier())
        let answer = try await serving(hosts: [silent]) { port in
            try await RawConnection.request(
                port, "POST", "/agent", [xmlType],
                body: posted(.responses(to: .request(), at: 1)))
        }
        #expect(answer.hasPrefix("HTTP/1.1 204 "))
    }

    @Test("a document that cannot be read is answered with an error of its kind")
    func malformed() async throws {
        let garbage: [[UInt8]] = [
            Array("<capriMessage><unfinished".utf8), Array("hello".utf8), [0xff, 0x00, 0x80],
            Array("<!DOCTYPE x [<!ENTITY a 'b'>]><capriMessage>&a;</capriMessage>".utf8),
            Array("<capriMessage/>".utf8),
        ]
        let answers = try await serving(hosts: [echo()]) { port in
            var answers: [String] = []
            for bytes in garbage {
                answers.append(
                    try await RawConnection.request(
                        port, "POST", "/agent", [xmlType], body: bytes))
            }
            return answers
        }
        for answer in answers {
            #expect(answer.hasPrefix("HTTP/1.1 400 "))
            #expect(try problem(in: answer).kind == .malformed)
        }
    }

    @Test("a document of another kind than the path takes is answered with an error")
    func wrongDocument() async throws {
        let bytes = DocumentCodec().encode(
            .serviceMapRequest(ServiceMapRequest(agentType: "user")), as: .xml)
        let answer = try await serving(hosts: [echo()]) { port in
            try await RawConnection.request(port, "POST", "/agent", [xmlType], body: bytes)
        }
        #expect(answer.hasPrefix("HTTP/1.1 400 "))
        #expect(try problem(in: answer).kind == .malformed)
    }

    @Test("other media types, paths and methods are refused with their status")
    func refusals() async throws {
        try await serving(hosts: [echo()]) { port in
            let body = posted()
            func status(
                _ method: String, _ path: String, _ fields: [String], _ body: [UInt8] = []
            ) async throws -> Substring? {
                try await RawConnection.request(port, method, path, fields, body: body)
                    .split(separator: " ").dropFirst().first
            }
            let plainText = try await status("POST", "/agent", ["Content-Type: text/plain"], body)
            #expect(plainText == "415")
            let untyped = try await status("POST", "/agent", [], body)
            #expect(untyped == "415")
            let latin = "Content-Type: application/xml; charset=iso-8859-1"
            let latinText = try await status("POST", "/agent", [latin], body)
            #expect(latinText == "415")
            let unknownPath = try await status("POST", "/nobody", [xmlType], body)
            #expect(unknownPath == "404")
            let getToAgent = try await status("GET", "/agent", [])
            #expect(getToAgent == "405")
            let postToHealth = try await status("POST", "/health", [xmlType], body)
            #expect(postToHealth == "405")
            let health = try await status("GET", "/health", [])
            #expect(health == "200")
        }
    }

    @Test("an ontology is handed out, and not again to whoever has it")
    func ontologies() async throws {
        try await serving(ontologies: ["core": Array("<componentOntology/>".utf8)]) { port in
            let first = try await RawConnection.request(port, "GET", "/ontology/core")
            #expect(first.hasPrefix("HTTP/1.1 200 "))
            #expect(first.hasSuffix("<componentOntology/>"))
            #expect(first.lowercased().contains("cache-control: public"))
            let field = first.split(separator: "\r\n").first { $0.lowercased().hasPrefix("etag:") }
            let tag = try #require(field?.dropFirst("etag: ".count))
            let again = try await RawConnection.request(
                port, "GET", "/ontology/core", ["If-None-Match: \"x\", \(tag)"])
            #expect(again.hasPrefix("HTTP/1.1 304 "))
            #expect(!again.contains("<componentOntology/>"))
            let other = try await RawConnection.request(port, "GET", "/ontology/other")
            #expect(other.hasPrefix("HTTP/1.1 404 "))
        }
    }

    @Test("the status counts messages by type and shows what the caller adds")
    func status() async throws {
        let answer = try await serving(hosts: [echo()]) { port in
            for _ in 1...3 {
                _ = try await RawConnection.request(
                    port, "POST", "/agent", [xmlType], body: posted())
            }
            return try await RawConnection.request(port, "GET", "/status")
        }
        let body = try #require(answer.range(of: "\r\n\r\n")).upperBound
        let object = try JSONSerialization.jsonObject(with: Data(answer[body...].utf8))
        let status = try #require(object as? [String: Any])
        #expect(status["schema"] as? Int == 1)
        #expect(status["messages"] as? [String: Int] == ["knowledgeRequest": 3])
        #expect(status["detail"] as? [String: Int] == ["agents": 1])
        #expect(status["inFlight"] as? Int == 0)
        #expect(status["uptime"] as? Double ?? 0 > 0)
    }

    @Test("a port that is taken is an error that says so")
    func portTaken() async throws {
        let error = try await serving { port in
            await #expect(throws: AgentServerError.self) {
                try await serving(configure: { $0.port = port }) { _ in }
            }
        }
        guard case .cannotListen? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
