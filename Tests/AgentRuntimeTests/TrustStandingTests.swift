import AgentRuntime
import Foundation
import Testing

@Suite("Standing of originators")
struct TrustStandingTests {
    @Test("a stranger is believed as the rule says, and with the usual rule fully")
    func stranger() {
        #expect(OriginatorStanding().weight(of: "a") == 1)
        let wary = OriginatorStanding(
            rule: .init(strangerAgreement: 1, strangerDisagreement: 1, honestShare: 1))
        #expect(wary.weight(of: "a") == 0.5)
    }

    /// Without forgetting the share is the expectation in Jøsang and Ismail: (r + 1) / (r + s + 2).
    @Test(
        "with a uniform prior and nothing forgotten it is the expectation of the beta distribution")
    func betaExpectation() {
        var standing = OriginatorStanding(
            rule: .init(
                strangerAgreement: 1, strangerDisagreement: 1, honestShare: 1, forgetting: 1))
        for _ in 0..<7 { standing.count("a", agreement: 1, disagreement: 0) }
        standing.count("a", agreement: 0, disagreement: 1)
        #expect(abs(standing.weight(of: "a") - 0.8) < 1e-12)
        #expect(standing.table.map(\.agreement) == [7])
        #expect(standing.table.map(\.disagreement) == [1])
    }

    @Test(
        "one that is wrong again and again falls to little weight, at least the floor, and can recover"
    )
    func liar() {
        var standing = OriginatorStanding()
        var last = 1.0
        for _ in 0..<50 {
            standing.settle("liar", likelihood: [0.99, 0.01], truth: 1)
            let weight = standing.weight(of: "liar")
            #expect(weight < last)
            last = weight
        }
        #expect(last < 0.15)
        #expect(standing.weight(of: "honest") == 1)
        for _ in 0..<100_000 { standing.count("liar", agreement: 0, disagreement: 100) }
        #expect(standing.weight(of: "liar") == standing.rule.floor)
        for _ in 0..<1_000 { standing.settle("liar", likelihood: [0, 1], truth: 1) }
        #expect(standing.weight(of: "liar") > 0.95)
    }

    @Test("one that is right nine times of ten keeps nearly its full weight, whenever it is wrong")
    func honest() {
        var standing = OriginatorStanding()
        // It is wrong at the very first, which costs most: (4.5 / 6) / 0.9.
        for index in 0..<500 {
            standing.settle("a", likelihood: [1, 0], truth: index % 10 == 0 ? 1 : 0)
            #expect(standing.weight(of: "a") >= 4.5 / 6 / 0.9 - 1e-12)
            if index >= 20 { #expect(standing.weight(of: "a") > 0.93) }
        }
    }

    @Test("agreement is measured from what says nothing, which counts for nothing")
    func amounts() {
        func amounts(_ likelihood: [Double], _ truth: Int) -> [Double] {
            var standing = OriginatorStanding(rule: .init(forgetting: 1))
            standing.settle("a", likelihood: likelihood, truth: truth)
            return standing.table.flatMap { [$0.agreement, $0.disagreement] }
        }
        #expect(amounts([0.3, 0.3, 0.3, 0.3], 2) == [])
        #expect(amounts([2, 0], 0) == [1, 0])
        #expect(amounts([2, 0], 1) == [0, 1])
        #expect(amounts([0.75, 0.25], 0) == [0.5, 0])
        #expect(amounts([0.75, 0.25], 1) == [0, 0.5])
        // Not evidence at all.
        #expect(amounts([0, 0], 0) == [])
        #expect(amounts([.nan, 1], 1) == [])
        #expect(amounts([1, .infinity], 1) == [])
        #expect(amounts([-1, 2], 1) == [])
        #expect(amounts([1, 0], 2) == [])
        #expect(amounts([1], 0) == [])
    }

    @Test("a likelihood is tempered towards saying nothing")
    func temper() {
        #expect(OriginatorStanding.temper(likelihood: [0.2, 0.1, 0], weight: 1) == [1, 0.5, 0])
        #expect(OriginatorStanding.temper(likelihood: [0.2, 0.1, 0], weight: 0) == [1, 1, 1])
        #expect(
            OriginatorStanding.temper(likelihood: [0.2, 0.1, 0], weight: 0.5) == [1, 0.75, 0.5])
        #expect(OriginatorStanding.temper(likelihood: [0, 0], weight: 1) == [1, 1])
        #expect(OriginatorStanding.temper(likelihood: [.nan, 1], weight: 1) == [1, 1])
        #expect(OriginatorStanding.temper(likelihood: [.infinity, 1], weight: 1) == [1, 1])
        #expect(OriginatorStanding.temper(likelihood: [], weight: 1) == [])
    }

    /// Second method: the originator tells the truth with probability w, else says anything alike.
    @Test("a tempered likelihood is that of a witness who is sometimes absent")
    func temperIsAMixture() {
        let prior = [0.7, 0.2, 0.1]
        let likelihood = [0.05, 0.4, 0.8]
        let weight = 0.3
        let tempered = OriginatorStanding.temper(likelihood: likelihood, weight: weight)
        let joint = zip(prior, likelihood).map { prior, likelihood in
            // Absent, the witness' report is as probable whatever the cause: as the largest λ.
            prior * (weight * likelihood + (1 - weight) * 0.8)
        }
        let product = zip(prior, tempered).map { $0 * $1 }
        for (left, right) in zip(joint, product) {
            #expect(
                abs(left / joint.reduce(0, +) - right / product.reduce(0, +)) < 1e-12)
        }
    }

    @Test("the table is ordered, bounded and survives JSON")
    func table() throws {
        var standing = OriginatorStanding(rule: .init(limit: 3))
        for (originator, count) in [("a", 5), ("b", 1), ("c", 3)] {
            for _ in 0..<count { standing.count(originator, agreement: 0, disagreement: 1) }
        }
        standing.count("d", agreement: 1, disagreement: 0)
        #expect(standing.table.map(\.originator) == ["a", "c", "d"])
        let copy = try JSONDecoder().decode(
            OriginatorStanding.self, from: try JSONEncoder().encode(standing))
        #expect(copy == standing)
        let rows = try JSONDecoder().decode(
            [OriginatorStanding.Row].self, from: try JSONEncoder().encode(standing.table))
        #expect(rows == standing.table)
    }
}
