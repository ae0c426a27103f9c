import AgentRoles
import Foundation
import Testing

@testable import CulpritCommands

@Suite("JSON of culprit why")
struct WhyJSONTests {
    private func object(
        _ report: DiagnosisReport, explains: Bool = false
    ) throws -> [String: Any] {
        let text = try WhyJSON(report, explains: explains).text
        #expect(!text.contains("\n"))
        return try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test(
        "every documented key is there, with its type, and no other",
        arguments: [
            SampleReport.deadResolver, SampleReport.healthy, SampleReport.pair,
        ])
    func keys(report: DiagnosisReport) throws {
        let root = try object(report)
        #expect(
            root.keys.sorted() == [
                "advice", "affected", "decided", "elapsedMilliseconds", "ending", "evidence",
                "explanations", "indistinguishable", "notAsked", "reachable", "ruledOut", "schema",
                "spent",
                "statement", "target", "verdict", "wouldSettle",
            ])
        #expect(root["schema"] as? Int == 1)
        #expect(root["reachable"] is Bool)
        #expect(root["elapsedMilliseconds"] is Double)
        #expect(root["indistinguishable"] is [String])
        #expect(root["notAsked"] is [String])
        let verdict = try #require(root["verdict"] as? [String: Any])
        #expect(verdict.keys.sorted() == ["cause", "class", "name", "probability"])
        for explanation in try #require(root["explanations"] as? [[String: Any]]) {
            #expect(explanation.keys.sorted() == ["cause", "class", "probability"])
        }
        for evidence in try #require(root["evidence"] as? [[String: Any]]) {
            #expect(
                evidence.keys.sorted() == [
                    "cost", "detail", "milliseconds", "result", "subject", "test", "weight",
                ])
        }
    }

    @Test("probabilities are between 0 and 1 and the classes are the known ones")
    func values() throws {
        let classes = ["local-network", "dns-lookup", "ip-routing", "web-server", "none"]
        for report in [SampleReport.deadResolver, SampleReport.healthy, SampleReport.pair] {
            let root = try object(report)
            let verdict = try #require(root["verdict"] as? [String: Any])
            #expect(classes.contains(try #require(verdict["class"] as? String)))
            let probability = try #require(verdict["probability"] as? Double)
            #expect((0...1).contains(probability))
        }
    }

    @Test("the network and the steps come only when they are asked for")
    func explanation() throws {
        #expect(try object(SampleReport.pair)["steps"] == nil)
        #expect(try object(SampleReport.pair, explains: true)["steps"] is [Any])
        #expect(try object(SampleReport.pair, explains: true)["network"] is [Any])
    }

    @Test("exit status: 0 reachable, 1 a fault or an honest pair, 3 undecided")
    func status() {
        #expect(WhyStatus.of(SampleReport.healthy) == .success)
        #expect(WhyStatus.of(SampleReport.deadResolver) == .fault)
        #expect(WhyStatus.of(SampleReport.pair) == .fault)
        let open = SampleReport.changing(SampleReport.pair, decided: false) { $0 }
        #expect(WhyStatus.of(open) == .undecided)
    }
}
