import Foundation
import Ontology
import Testing

@testable import Reasoning

@Suite("Learning of knowledge from settled diagnoses")
struct LearningKnowledgeTests {
    private typealias Example = LearningExample

    @Test("a test's components are those of the connection that it tests")
    func canonicalPaths() throws {
        let graph = try LearningNetwork(
            scope: Example.scope, paths: Example.observed, knowledge: Example.manual)
        let code = try #require(graph.variable(at: Example.errorCode))
        #expect(
            graph.variables[code].parents.map { graph.variables[$0].path.description }
                == Example.causes.map { "\($0.0).status" })
        let probe = try #require(graph.variable(at: "outboundConnTest.probeResult"))
        #expect(
            graph.variables[probe].parents == [try #require(graph.variable(at: "localNet.status"))])
        #expect(graph.variable(at: "ffoxErrorTest.httpConn.status") == graph.variable(at: "status"))
        // Recursive knowledge of paths is not followed where no next path is there; the prior holds.
        let path = try #require(graph.variable(at: "ipRouting.asPath.status"))
        #expect(graph.variables[path].parents.isEmpty)
        #expect(graph.variable(at: "ipRouting.asPath.nextASPath.status") == nil)
        #expect(graph.variables.count == 12)
    }

    @Test("properties without values or knowledge are left out")
    func unknownPaths() throws {
        let graph = try LearningNetwork(
            scope: Example.scope,
            paths: ["localNet.ipAddr", "nowhere.status", "localNet.probeResult"],
            knowledge: Example.manual)
        #expect(graph.variable(at: "localNet.ipAddr") == nil)
        #expect(graph.variable(at: "nowhere.status") == nil)
        #expect(graph.variable(at: "localNet.probeResult") == nil)
    }

    @Test("an explanation of which nothing is known is refused")
    func unknownExplanation() {
        #expect(throws: ReasoningError.self) {
            try LearningNetwork(scope: Example.scope, paths: [], knowledge: [])
        }
    }

    @Test("a case whose label is a guess teaches as its parts would")
    func guesses() throws {
        func diagnosis(_ id: String, _ label: CaseLabel, weight: Double) -> DiagnosisCase {
            DiagnosisCase(
                id: id, values: [Example.errorCode: "14"], label: label, weight: weight)
        }
        func label(_ cause: String) -> CaseLabel {
            CaseLabel(path: PropertyPath("\(cause).status"), origin: .person("ada"))
        }
        let guess = CaseLabel(
            path: "ipRouting.status", origin: .rule("timed out"),
            alternatives: ["httpServer.status"], probability: 0.75)
        let learner = KnowledgeLearner()
        let whole = try learner.learn(
            from: (0..<40).map { diagnosis("\($0)", guess, weight: 1) }, old: Example.manual,
            scope: Example.scope)
        let parts = try learner.learn(
            from: [
                diagnosis("path", label("ipRouting"), weight: 30),
                diagnosis("server", label("httpServer"), weight: 10),
            ], old: Example.manual, scope: Example.scope)
        #expect(whole.cases == 40)
        for (one, other) in zip(whole.knowledge, parts.knowledge) {
            #expect(one.property == other.property && one.rows.count == other.rows.count)
            for (row, same) in zip(one.rows, other.rows) {
                for (value, probability) in row.distribution {
                    #expect(abs(probability - (same.distribution[value] ?? 0)) < 1e-9)
                }
            }
        }
    }

    @Test("of complete cases the learner finds the relative frequencies, shrunk to the old table")
    func completeCases() throws {
        let values: [PropertyPath: String] = ["status": "FAIL"]
        let counts = [("0", 3), ("1", 5), ("2", 2)]
        var cases = [DiagnosisCase]()
        for (value, count) in counts {
            for number in 0..<count {
                cases.append(
                    DiagnosisCase(
                        id: "\(value)-\(number)",
                        values: values.merging([Example.failuresToServer: value]) { $1 },
                        label: CaseLabel(path: "httpServer.status", origin: .person("ada"))))
            }
        }
        cases.append(DiagnosisCase(id: "unlabelled", values: [Example.failuresToServer: "3"]))
        var learner = KnowledgeLearner()
        learner.strength = 10
        learner.doubt = 0
        let outcome = try learner.learn(from: cases, old: Example.manual, scope: Example.scope)
        let piece = try #require(
            outcome.learned.first { $0.property == "consecFailuresToServer" })
        #expect(piece.source == "learned from 10 failures")
        let failed = try #require(piece.rows.first { $0.when == [["FAIL"]] })
        for (value, old, seen) in [("0", 0.1, 3.0), ("1", 0.2, 5), ("2", 0.3, 2), ("3", 0.4, 0)] {
            #expect(
                abs(try #require(failed.distribution[value]) - (seen + 10 * old) / 20) < 1e-12)
        }
        // Nobody saw the server work: that row is as it was, to the last digit.
        let fine = try #require(piece.rows.first { $0.when == [["OK"]] })
        #expect(fine.distribution == ["0": 0.94, "1": 0.05, "2": 0.009, "3": 0.001])
        let prior = try #require(
            outcome.knowledge.first { $0.subject == "test#HTTP_Server" && $0.property == "status" })
        #expect(abs(try #require(prior.rows[0].distribution["FAIL"]) - 10.2 / 20) < 1e-12)
        // The error code was not seen: its knowledge is untouched.
        #expect(outcome.knowledge.last == Example.manual.last)
    }

    @Test("what the old knowledge held for impossible can be learned")
    func impossibleBecomesPossible() throws {
        let cases = (0..<50).map { number in
            DiagnosisCase(
                id: "\(number)", values: ["outboundConnTest.probeResult": "OK"],
                label: CaseLabel(path: "localNet.status", origin: .rule("")))
        }
        let before = try KnowledgeScore(of: Example.manual, on: cases, scope: Example.scope)
        let outcome = try KnowledgeLearner().learn(
            from: cases, old: Example.manual, scope: Example.scope)
        let after = try KnowledgeScore(of: outcome.knowledge, on: cases, scope: Example.scope)
        #expect(before.accuracy == 0 && before.contradicted == 0)
        #expect(after.accuracy == 1)
    }

    @Test("tables of 20,000 failures with missing values come near those they were drawn from")
    func recoversTables() throws {
        let truth = Example.truth(isDependent: false)
        let cases = try Example.cases(20_000, from: truth, seed: 1)
        let outcome = try KnowledgeLearner().learn(
            from: cases, old: Example.manual, scope: Example.scope)
        #expect(outcome.hasConverged)
        for (name, property, value, given) in [
            ("HTTP_Server", "consecFailuresToServer", "2", "FAIL"),
            ("Local_Network", "consecFailuresFromUser", "1", "OK"),
            ("Verify_DNS_Lookup_Test", "dnsLookupResult", "INCORRECT", "FAIL"),
            // Its parent is never seen: only expectation maximization learns it.
            ("AS_Path_Test", "asPathTestResult", "FAIL", "OK"),
        ] {
            let probability = { (knowledge: [DependencyKnowledge]) throws -> Double in
                let piece = try #require(
                    knowledge.first {
                        $0.subject == OntologyURI("test#" + name) && $0.property == property
                    })
                let row = try #require(piece.rows.first { $0.when == [[given]] })
                return row.distribution[value] ?? 0
            }
            let learned = try probability(outcome.knowledge)
            let drawn = try probability(truth)
            #expect(abs(learned - drawn) < 0.025, "\(name) \(property)")
        }
    }

    @Test(
        "a path that is asked for by two names is one variable, and values outside the range count as unseen"
    )
    func unlistedValues() throws {
        let cases = [
            DiagnosisCase(
                id: "1", values: ["ffoxErrorTest.httpConn.status": "FAIL", Example.errorCode: "99"])
        ]
        let graph = try LearningNetwork(
            scope: Example.scope, paths: cases[0].values.keys, knowledge: Example.manual)
        let records = try CaseRecords(of: cases, in: graph, scope: Example.scope)
        #expect(records.unlistedValues == 1)
        #expect(records.records[0].states.compactMap(\.self).count == 1)
    }

    @Test("a case survives its JSON, paths being keys")
    func json() throws {
        let original = DiagnosisCase(
            id: "a", values: ["http://a.example/#x|http://a.example/#y": "1", "b.c": "2"],
            label: CaseLabel(path: "b.status", origin: .person("ada")), weight: 2, time: 77)
        let data = try JSONEncoder().encode(original)
        #expect(try JSONDecoder().decode(DiagnosisCase.self, from: data) == original)
        #expect(String(decoding: data, as: UTF8.self).contains(#""b.c":"2""#))
    }

    @Test("days are those of the calendar")
    func dates() {
        for (milliseconds, text) in [
            (Int64(0), "1970-01-01"), (1_176_096_867_041, "2007-04-09"),
            (951_782_400_000, "2000-02-29"), (-1, "1969-12-31"), (1_795_219_199_999, "2026-11-20"),
        ] {
            #expect(CalendarDate(milliseconds: milliseconds).description == text)
        }
    }
}
