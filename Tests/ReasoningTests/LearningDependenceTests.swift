import Foundation
import Ontology
import Testing

@testable import Reasoning

@Suite("Search for missing dependences")
struct LearningDependenceTests {
    private typealias Example = LearningExample

    @Test("the tail of χ² is that of closed forms, and of printed tables")
    func chiSquared() {
        for value in [0.01, 0.5, 1, 3, 7, 20, 80, 300] {
            // One degree: the square of a normal variable. Two: an exponential. Four and six: Erlang.
            let half = value / 2
            for (degrees, expected) in [
                (1, erfc(half.squareRoot())), (2, exp(-half)), (4, exp(-half) * (1 + half)),
                (6, exp(-half) * (1 + half + half * half / 2)),
            ] {
                let own = ChiSquared.survival(value, degreesOfFreedom: degrees)
                #expect(abs(own - expected) < 1e-12 + 1e-11 * expected, "\(value) \(degrees)")
            }
        }
        for (value, degrees) in [
            (3.841458820694124, 1), (18.307038053275146, 10), (124.3421134, 100),
        ] {
            #expect(abs(ChiSquared.survival(value, degreesOfFreedom: degrees) - 0.05) < 1e-8)
        }
        #expect(ChiSquared.survival(0, degreesOfFreedom: 3) == 1)
    }

    @Test("Benjamini and Hochberg's own example finds four of fifteen")
    func discoveries() {
        let values = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
            0.5719, 0.6528, 0.7590, 1.0,
        ]
        #expect(ChiSquared.discoveries(among: values.reversed(), rate: 0.05).count { $0 } == 4)
        #expect(ChiSquared.discoveries(among: [], rate: 0.05).isEmpty)
    }

    @Test("G² is that of a two by two table computed by hand, and strata add up")
    func likelihoodRatio() {
        var table = ConditionalTable(rows: 2, columns: 2)
        for (cell, count) in [10.0, 20, 30, 5].enumerated() {
            table.add(count, stratum: 0, row: cell / 2, column: cell % 2)
        }
        // 2 Σ n ln (n N / row column), N = 65, rows 30 and 35, columns 40 and 25.
        let expected =
            2
            * (10 * log(10 * 65.0 / (30 * 40)) + 20 * log(20 * 65.0 / (30 * 25))
                + 30 * log(30 * 65.0 / (35 * 40)) + 5 * log(5 * 65.0 / (35 * 25)))
        #expect(abs(table.independence().statistic - expected) < 1e-12)
        #expect(table.independence().degreesOfFreedom == 1)
        table.add(7, stratum: 1, row: 0, column: 0)
        table.add(7, stratum: 1, row: 1, column: 0)
        #expect(abs(table.independence().statistic - expected) < 1e-12)
        #expect(table.independence().degreesOfFreedom == 1)
    }

    @Test(
        "the dependence of error code and consecutive failures is found and named from its subject")
    func findsDependence() throws {
        let cases = try Example.cases(6000, from: Example.truth(isDependent: true), seed: 5)
        let outcome = try DependenceSearch().search(
            cases, old: Example.manual, scope: Example.scope)
        #expect(outcome.added.count == 1)
        let found = try #require(outcome.added.first)
        #expect(found.subject == "test#Firefox_Error_Test" && found.property == "ffoxErrorCode")
        #expect(found.parent == "httpConn.httpServer.consecFailuresToServer")
        #expect(found.paths == [Example.errorCode, Example.failuresToServer])
        let gain = try #require(found.gain)
        #expect(gain.isBetter && found.pValue < 1e-10)
        // Each pair of the seven observed variables is tested once, where a way joins them and not all are
        // always the same.
        #expect(outcome.testedPairs > 5)
        let piece = try #require(
            outcome.structure.first { $0.property == "ffoxErrorCode" })
        #expect(piece.parents.last == found.parent && piece.parents.count == 5)
        let learned = try KnowledgeLearner().learn(
            from: cases, old: outcome.structure, scope: Example.scope)
        let test = try Example.cases(6000, from: Example.truth(isDependent: true), seed: 6)
        let plain = try KnowledgeLearner().learn(
            from: cases, old: Example.manual, scope: Example.scope)
        let comparison = try KnowledgeComparison(
            old: plain.knowledge, new: learned.knowledge, on: test, scope: Example.scope)
        #expect(comparison.isBetter)
        #expect(comparison.after.calibrationError < comparison.before.calibrationError)
    }

    @Test("the cheaper property is the parent where both directions have a way")
    func cheaperIsParent() throws {
        // Both at the same component: the way is empty, the direction free.
        let knowledge =
            Example.truth(isDependent: false).filter { $0.property != "consecFailuresToServer" } + [
                Example.piece(
                    "HTTP_Server", "consecFailuresToServer", ["status"],
                    [([[]], ["0": 0.5, "1": 0.3, "2": 0.2])]),
                Example.piece(
                    "HTTP_Server", "consecFailuresFromUser", ["status"],
                    [([[]], ["0": 0.5, "1": 0.3, "2": 0.2])]),
            ]
        let truth =
            knowledge.dropLast() + [
                Example.piece(
                    "HTTP_Server", "consecFailuresFromUser", ["status", "consecFailuresToServer"],
                    [
                        ([["FAIL"], ["0"]], ["0": 0.9, "1": 0.1]),
                        ([["FAIL"], []], ["1": 0.1, "2": 0.9]),
                        ([[], []], ["0": 0.5, "1": 0.3, "2": 0.2]),
                    ])
            ]
        let other: PropertyPath = "httpServer.consecFailuresFromUser"
        let cases = try Example.cases(
            2000, from: Array(truth), seed: 8,
            observed: ["status", Example.failuresToServer, other], always: ["status"])
        for cheap in [Example.failuresToServer, other] {
            let dear = cheap == other ? Example.failuresToServer : other
            var search = DependenceSearch()
            search.prices = [cheap: 1, dear: 100]
            let found = try search.candidates(
                in: cases, given: knowledge, scope: Example.scope)
            #expect(found.dependences.map(\.paths) == [[dear, cheap]])
            #expect(found.dependences.first?.parent.names == [cheap.property])
        }
    }

    @Test("a dependence is not looked for where its table would be too large")
    func tableLimit() throws {
        let cases = try Example.cases(3000, from: Example.truth(isDependent: true), seed: 5)
        var search = DependenceSearch()
        search.largestTable = 16 * 5 * 4 - 1
        let found = try search.candidates(in: cases, given: Example.manual, scope: Example.scope)
        #expect(
            !found.dependences.contains {
                $0.property == "ffoxErrorCode" && $0.parent.property == "consecFailuresToServer"
            })
    }

    @Test("of 100 samples of independent failures at most two are given a dependence")
    func falsePositives() throws {
        let truth = Example.truth(isDependent: false)
        var found = 0
        var added = 0
        for seed in 0..<100 {
            let cases = try Example.cases(1000, from: truth, seed: UInt64(1000 + seed))
            let outcome = try DependenceSearch().search(
                cases, old: Example.manual, scope: Example.scope)
            if !outcome.added.isEmpty { added += 1 }
            if !(outcome.added + outcome.refused).isEmpty { found += 1 }
        }
        print("false dependences: found in \(found), added in \(added) of 100 samples")
        #expect(added <= 2)
    }
}
