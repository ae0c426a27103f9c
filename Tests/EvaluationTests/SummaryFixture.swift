import Foundation
import NetworkLab

@testable import Evaluation

/// Made-up outcomes with figures computed elsewhere: Fixtures/lab_summary.py.
struct SummaryFixture: Decodable {
    struct Run: Decodable {
        let outcome: LabOutcome
        let everything: LabOutcome?
    }

    struct Bin: Decodable {
        let count: Int
        let mean: Double?
        let right: Double?
    }

    struct Reliability: Decodable {
        let bins: [Bin]
        let error: Double
    }

    struct Spent: Decodable {
        let spent, mean, median, everything, ratio: Double
    }

    struct Seconds: Decodable {
        let sum, median, longest: Double
    }

    struct Expected: Decodable {
        let graded, answered, classRight, causeRight, honestPairs, falseAlarms: Int
        let classInterval, causeInterval: [Double]
        let brier: Double
        let confusion: [String: [String: Int]]
        let causeReliability, classReliability: Reliability
        let cost, tests: Spent
        let seconds: Seconds
    }

    let runs: [Run]
    let expected: Expected

    var grades: [ScenarioGrade] {
        runs.map { ScenarioGrade($0.outcome, everything: $0.everything) }
    }

    static func read() throws -> SummaryFixture {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Fixtures/lab_summary.json")
        return try JSONDecoder().decode(SummaryFixture.self, from: Data(contentsOf: file))
    }
}
