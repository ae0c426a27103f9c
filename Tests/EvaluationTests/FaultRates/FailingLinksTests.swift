import NoisyOr
import Testing

@testable import Evaluation

@Suite("failing links of a fat tree")
struct FailingLinksTests {
    @Test("ten ports and threefold oversubscription make 2,625 components")
    func counts() {
        let tree = FatTree()
        #expect(tree.hostCount == 750)
        #expect(tree.linkCount == 2500)
        #expect(tree.switchCount == 125)
        #expect(tree.componentCount == 2625)
    }

    @Test("a path has as many links and switches as its ends are apart, and none twice")
    func paths() {
        let tree = FatTree()
        // One rack; one pod; two pods.
        for (target, links, switches) in [(1, 2, 1), (20, 4, 3), (700, 6, 5)] {
            let path = tree.path(from: 0, to: target, aggregation: 2, core: 3)
            #expect(path.count { Int($0) < tree.linkCount } == links)
            #expect(path.count { Int($0) >= tree.linkCount } == switches)
            #expect(Set(path).count == path.count)
        }
        // There and back share switches, but no directed link.
        let there = Set(tree.path(from: 3, to: 700, aggregation: 1, core: 1))
        let back = Set(tree.path(from: 700, to: 3, aggregation: 1, core: 1))
        let shared = there.intersection(back)
        #expect(shared.count == 5)
        #expect(shared.allSatisfy { Int($0) >= tree.linkCount })
    }

    @Test("every component lies on some path")
    func coverage() {
        let tree = FatTree(k: 4, oversubscription: 1)
        var seen: Set<Int32> = []
        for source in 0..<tree.hostCount {
            for target in 0..<tree.hostCount where target != source {
                for aggregation in 0..<tree.half {
                    for core in 0..<tree.half {
                        seen.formUnion(
                            tree.path(
                                from: source, to: target, aggregation: aggregation, core: core))
                    }
                }
            }
        }
        #expect(seen.count == tree.componentCount)
    }

    @Test("the same seed draws the same case, and losses follow the rates")
    func generator() throws {
        let first = FailingLinks(seed: 4)
        let second = FailingLinks(seed: 4)
        #expect(first.failing == second.failing)
        #expect(first.flows.map(\.lost) == second.flows.map(\.lost))
        #expect((1...7).contains(first.failing.count))
        #expect(first.failing.allSatisfy { (0.002...0.02).contains(first.rates[$0]) })
        var expected = 0.0
        var lost = 0.0
        for flow in first.flows {
            let survival = flow.path.reduce(1.0) { $0 * (1 - first.rates[Int($1)]) }
            expected += Double(flow.packets) * (1 - survival)
            lost += Double(flow.lost)
        }
        #expect(abs(lost - expected) < 5 * expected.squareRoot())
        let patterns = try first.patterns()
        #expect(patterns.weights.reduce(0, +) == Double(first.flows.reduce(0) { $0 + $1.packets }))
    }

    @Test("a link that loses one packet in ten is named by every rule")
    func obvious() throws {
        var configuration = FailingLinks.Configuration()
        configuration.tree = FatTree(k: 4, oversubscription: 2)
        configuration.flows = 2000
        configuration.failing = 1...1
        configuration.failingRates = 0.1...0.1
        let links = FailingLinks(seed: 2, configuration: configuration)
        let culprit = try #require(links.failing.first)
        let tree = configuration.tree
        #expect(VotingRule().named(in: links.flows, links: tree.linkCount).first == culprit)
        #expect(
            HypothesisRule().named(in: links.flows, components: tree.componentCount).first
                == culprit)
    }

    @Test("ranking by what is lost is better than a threshold on the mean, on cases of its own")
    func ranking() throws {
        var configuration = FailingLinkStudy.Configuration()
        configuration.training = 20
        configuration.graded = 20
        configuration.cases.tree = FatTree(k: 6, oversubscription: 3)
        configuration.cases.flows = 5000
        let rows = try FailingLinkStudy.rows(configuration)
        #expect(rows.map(\.rule) == FailingLinkStudy.names)
        let byLoss = rows[0].grade.fMeasure
        let byMean = rows[2].grade.fMeasure
        #expect(byLoss > 0.8)
        #expect(byLoss > byMean)
    }
}
