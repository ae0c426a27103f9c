import Foundation

/// What an agent answered to a diagnosis request.
struct AgentsDiagnosis: Sendable {
    /// Something that an agent has seen.
    struct Finding: Hashable, Sendable {
        var originator: String
        var property: String
        var value: String
    }

    /// The probability of each explanation, by the component that it blames.
    var probabilities: [String: Double] = [:]
    var findings: Set<Finding> = []
    var cost: Double
    var seconds: Double

    /// Who is most probably to blame.
    var leading: String? { probabilities.max { $0.value < $1.value }?.key }
    var confidence: Double { probabilities.values.max() ?? 0 }
    var originators: Set<String> { Set(findings.map(\.originator)) }

    struct Unreadable: Error, CustomStringConvertible {
        var description: String
    }

    init(_ answer: AgentsHTTP.Answer, seconds: Double) throws {
        let message = answer.json["capriMessage"]["messages"].list.first ?? .null
        guard answer.status == 200, message["type"].text == "diagResponse",
            message["responseStatus"].number == 1
        else { throw Unreadable(description: "status \(answer.status): \(answer.text)") }
        self.seconds = seconds
        cost = message["cost"].number ?? 0
        for explanation in message["explanations"].list {
            guard let blamed = explanation["components"].list.first?["ref"].text else { continue }
            probabilities[blamed] = explanation["p"].number
        }
        for observation in message["body"]["observations"].list {
            for property in observation["component"]["properties"].list {
                guard let value = property["value"].text, let name = property["name"].text else {
                    continue
                }
                findings.insert(
                    Finding(
                        originator: observation["originator"].text ?? "",
                        property: name.split(separator: "#").last.map(String.init) ?? name,
                        value: value))
            }
        }
    }
}
