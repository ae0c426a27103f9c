import Foundation
import NetworkLab

@testable import Evaluation

/// Outcomes and answers in code.
enum Sample {
    /// A scenario with this truth, and nothing else in it.
    static func scenario(_ truth: Truth, name: String = "sample") -> Scenario {
        Scenario(
            name: name, title: "a sample", nodes: [Node(name: "client")], links: [],
            faults: truth.className == "none"
                ? [] : [Fault(.defaultRouteLost(node: "client"))],
            truth: truth, trial: Trial(node: "client", url: "https://www.example.com/"))
    }

    /// A truth by its cause, the class from its first letter.
    static func truth(_ cause: String, also rivals: [String] = []) -> Truth {
        cause == "none"
            ? .healthy
            : Truth(
                className: CauseClass(cause: cause).rawValue, cause: cause, alsoPossible: rivals)
    }

    /// The JSON of an answer with these causes and probabilities, the first being the verdict.
    static func answer(
        _ said: [(cause: String, probability: Double)], rivals: [String] = [], tests: Int = 3,
        isReachable: Bool? = nil
    ) -> String {
        let explanations = said.map {
            """
            {"class":"\(CauseClass(cause: $0.cause).rawValue)","cause":"\($0.cause)",\
            "name":"a-name","probability":\($0.probability)}
            """
        }
        let evidence = (0..<tests).map {
            "{\"test\":\"tcp.t\($0)\",\"milliseconds\":1.5,\"cost\":10}"
        }
        return """
            {"schema":1,"target":"https://www.example.com/",\
            "reachable":\(isReachable ?? (said.first?.cause == "none")),"decided":true,\
            "verdict":\(explanations.first ?? "null"),\
            "explanations":[\(explanations.joined(separator: ","))],\
            "indistinguishable":[\(rivals.map { "\"\($0)\"" }.joined(separator: ","))],\
            "evidence":[\(evidence.joined(separator: ","))],"elapsedMilliseconds":12.5}

            """
    }

    /// A run with this answer.
    static func outcome(_ truth: Truth, output: String, name: String = "sample") -> LabOutcome {
        var outcome = LabOutcome(scenario: scenario(truth, name: name))
        outcome.state = .ran
        outcome.exitStatus = 1
        outcome.output = output
        outcome.proofs = ["curl: timed out"]
        outcome.setUpSeconds = 2
        outcome.trialSeconds = 0.75
        return outcome
    }

    /// A graded run.
    static func grade(
        truth cause: String, also: [String] = [], said: [(String, Double)],
        rivals: [String] = [], tests: Int = 3, everything: Int? = nil, name: String = "sample",
        isReachable: Bool? = nil
    ) -> ScenarioGrade {
        let truth = truth(cause, also: also)
        func made(_ count: Int) -> LabOutcome {
            let said = said.map { (cause: $0.0, probability: $0.1) }
            return outcome(
                truth,
                output: answer(said, rivals: rivals, tests: count, isReachable: isReachable),
                name: name)
        }
        return ScenarioGrade(made(tests), everything: everything.map(made))
    }

    /// A run with nothing to grade.
    static func notGraded(_ state: LabOutcome.State, name: String = "sample") -> ScenarioGrade {
        var outcome = outcome(truth("S2"), output: "", name: name)
        outcome.state = state
        return ScenarioGrade(outcome)
    }
}
