import AgentRoles
import Foundation
import Ontology

/// The report of `culprit why` for programs; the form is documented in Documentation/Protocols/why-json.md.
struct WhyJSON: Encodable {
    /// Rises when a key changes its meaning or goes; new keys do not raise it.
    let schema = 1
    let target: String
    let reachable: Bool
    let decided: Bool
    let verdict: Verdict
    let explanations: [Explanation]
    let indistinguishable: [String]
    let ruledOut: [String]
    let evidence: [Evidence]
    let notAsked: [String]
    let wouldSettle: [Settling]
    let statement: String
    let advice: String
    let affected: String
    let ending: String
    let elapsedMilliseconds: Double
    let spent: Spending
    let steps: [DiagnosisStep]?
    let network: [NetworkVariable]?

    struct Verdict: Encodable {
        let `class`: String
        let cause: String
        let name: String
        let probability: Double
    }

    struct Explanation: Encodable {
        let `class`: String
        let cause: String
        let probability: Double
    }

    /// What the search cost beside the visit to the page.
    struct Spending: Encodable {
        let probes: Int
        let price: Double
    }

    struct Evidence: Encodable {
        let test: String
        let result: String
        let subject: String
        let milliseconds: Double
        let cost: Double
        let detail: String
        let weight: Double
    }

    struct Settling: Encodable {
        let test: String
        let label: String
        let expectedGain: Double
        let reason: String
    }

    init(_ report: DiagnosisReport, explains: Bool) {
        let diagnosis = report.diagnosis
        target = diagnosis.target
        reachable = diagnosis.isReachable
        decided = report.isDecided
        verdict = Verdict(
            class: diagnosis.verdict.className, cause: diagnosis.verdict.cause,
            name: diagnosis.verdict.name, probability: Self.rounded(diagnosis.verdict.probability))
        explanations = diagnosis.explanations.map {
            Explanation(
                class: $0.className, cause: $0.cause, probability: Self.rounded($0.probability))
        }
        indistinguishable = diagnosis.indistinguishable
        ruledOut = diagnosis.ruledOut
        evidence = diagnosis.evidence.map {
            Evidence(
                test: $0.test, result: $0.result, subject: $0.subject,
                milliseconds: ($0.milliseconds * 10).rounded() / 10, cost: $0.cost,
                detail: $0.detail, weight: Self.rounded($0.weight))
        }
        notAsked = diagnosis.notAsked.map(\.test)
        wouldSettle = Self.settling(diagnosis)
        statement = diagnosis.statement
        advice = diagnosis.advice
        affected = diagnosis.affected
        ending = diagnosis.ending.rawValue
        elapsedMilliseconds = (diagnosis.elapsedMilliseconds * 10).rounded() / 10
        spent = Spending(probes: report.probes, price: report.price)
        steps = explains ? report.steps : nil
        network = explains ? report.network : nil
    }

    /// The tests not made that would tell most, best first; none when the answer is certain anyway.
    private static func settling(_ diagnosis: Diagnosis) -> [Settling] {
        diagnosis.notAsked.filter { $0.expectedGain >= 0.01 }
            .sorted { $0.expectedGain > $1.expectedGain }.prefix(3)
            .map {
                Settling(
                    test: $0.test, label: $0.label, expectedGain: rounded($0.expectedGain),
                    reason: $0.reason)
            }
    }

    /// Four digits; never minus zero.
    private static func rounded(_ value: Double) -> Double {
        (value * 10_000).rounded() / 10_000 + 0
    }

    /// One line of JSON with sorted keys.
    var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}
