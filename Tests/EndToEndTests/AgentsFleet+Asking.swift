import Foundation

extension AgentsFleet.Agent {
    func post(
        _ document: AgentsJSON, token: String? = nil, seconds: Double = 60
    ) async throws -> AgentsHTTP.Answer {
        try await AgentsHTTP.post(
            document.bytes, to: path, port: port, token: token, seconds: seconds)
    }

    /// The only message that answers a batch of one.
    func reply(_ message: AgentsJSON, token: String? = nil) async throws -> AgentsJSON {
        let answer = try await post(AgentsMessages.batch(message), token: token)
        return answer.json["capriMessage"]["messages"].list.first ?? .null
    }

    /// Asks for a diagnosis and waits a little longer than the request allows.
    func diagnose(
        _ visit: AgentsMessages.Visit, confidence: Double = 0.9999, budget: Double = 1_000_000,
        milliseconds: Int64 = 60_000
    ) async throws -> AgentsDiagnosis {
        let began = Date()
        let question = visit.question(
            confidence: confidence, budget: budget, milliseconds: milliseconds)
        let answer = try await post(
            AgentsMessages.batch(question), seconds: Double(milliseconds) / 1_000 + 60)
        return try AgentsDiagnosis(answer, seconds: Date().timeIntervalSince(began))
    }

    /// Whether the agent acknowledges the news of a visit.
    func isToldOf(
        _ visit: AgentsMessages.Visit, _ service: String, id: String = UUID().uuidString
    ) async throws -> Bool {
        let reply = try await reply(visit.news(service, id: id))
        return reply["type"].text == "notificationResponse"
            && reply["notificationID"].text == id && reply["responseStatus"].number == 1
    }

    /// How many users in a row a history agent knows to have failed at a server, before and after now.
    func failures(at address: String) async throws -> Int? {
        let reply = try await reply(AgentsMessages.history(of: address))
        let properties = reply["body"]["observations"].list.flatMap {
            $0["component"]["properties"].list
        }
        return properties.first {
            $0["name"].text == AgentsMessages.common + "totalConsecFailuresToServer"
        }?["value"].text.flatMap { Int($0) }
    }

    var status: AgentsJSON {
        get async throws { try await AgentsHTTP.get("/status", port: port).json }
    }

    /// The services that it knows of other agents, as `AGENT SERVICE`.
    var services: Set<String> {
        get async throws { Set(try await status["detail"]["services"].list.compactMap(\.text)) }
    }

    /// How often it has asked a service of other agents.
    func asked(_ service: String) async throws -> Int {
        Int(try await status["detail"]["counters"]["actions"][service].number ?? 0)
    }

    /// The most memory that its process has held so far, in bytes.
    var mostMemory: Int {
        let status = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
        return (Int(line.filter(\.isNumber)) ?? 0) << 10
    }
}
