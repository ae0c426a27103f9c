import Foundation
import NumericKernels
import Testing

@testable import AnomalyLocalization

@Suite("Search over all combinations")
struct CauseSearchTests {
    private func search(_ draft: LeafTableDraft) throws -> CauseSearch {
        let deviations = LeafDeviations(try draft.table())
        let lattice = CuboidLattice(
            sizes: draft.attributes.map(\.values.count), codes: deviations.codes,
            leaves: deviations.count, cellLimit: 1_000_000)
        let noise = ForecastNoise(deviations, deviations.sample(), centre: 0)
        return CauseSearch(lattice, deviations, noise, LeafLocalizerSettings())
    }

    /// All sets of conditions, by trying every value and none for each attribute.
    private func combinations(_ draft: LeafTableDraft) -> [[Int: Int32]] {
        var all: [[Int: Int32]] = [[:]]
        for (attribute, description) in draft.attributes.enumerated() {
            all += all.flatMap { conditions in
                description.values.indices.map { value in
                    var longer = conditions
                    longer[attribute] = Int32(value)
                    return longer
                }
            }
        }
        return all.filter { !$0.isEmpty }
    }

    @Test("the cells are the combinations that occur, and their sums those over their leaves")
    func sums() throws {
        var random = Xoshiro256(seed: 3)
        let draft = LeafTableDraft([3, 4, 2, 3], noise: 0.1, random: &random)
        let search = try search(draft)
        let all = combinations(draft)
        #expect(search.lattice.cellCount == all.count)
        for cuboid in search.lattice.cuboids {
            for (cell, leaf) in cuboid.representatives.enumerated() {
                let members = draft.attributes.indices.filter { cuboid.mask & (1 << $0) != 0 }
                var expected = CellSums()
                for other in draft.actual.indices
                where members.allSatisfy({
                    draft.codes[$0][other] == draft.codes[$0][Int(leaf)]
                }) {
                    expected += search.leafSums[other]
                }
                let sum = search.sums[cuboid.offset + cell]
                #expect(sum.count == expected.count)
                #expect(abs(sum.first - expected.first) < 1e-9)
                #expect(abs(sum.second - expected.second) < 1e-9)
                #expect(abs(sum.surprise - expected.surprise) < 1e-6)
            }
        }
    }

    @Test("sums are as before when leaves were taken out and put back")
    func takingAndReturning() throws {
        var random = Xoshiro256(seed: 4)
        let draft = LeafTableDraft([4, 5, 6], noise: 0.1, random: &random)
        var search = try search(draft)
        let before = search
        search.move([0, 17, 44, 119], isTaking: true)
        #expect(search.isFree.count { $0 } == draft.actual.count - 4)
        search.move([0, 17, 44, 119], isTaking: false)
        for (now, then) in zip(search.sums, before.sums) {
            #expect(now.count == then.count)
            #expect(abs(now.second - then.second) < 1e-9)
        }
        for (now, then) in zip(search.scores, before.scores) where now != then {
            #expect(abs(now - then) < 1e-6)
        }
    }

    @Test("the search finds the best set of at most two causes that trying all pairs finds")
    func exhaustive() throws {
        for seed in 1...8 as ClosedRange<UInt64> {
            var random = Xoshiro256(seed: seed)
            var draft = LeafTableDraft([3, 4, 3, 3], noise: 0.08, random: &random)
            draft.scale([0: Int32(seed % 3), 2: 1], by: 0.45)
            draft.scale([1: Int32(seed % 4), 3: 2], by: 1.9)
            var search = try search(draft)
            let fresh = search
            // Each pair in each order: the second has the leaves that the first leaves over.
            var best = 0.0
            var pair: Set<Int> = []
            let cells = fresh.scores.indices.filter { fresh.scores[$0] > 0 }
            for first in cells {
                let place = fresh.place(first)
                var rest = fresh
                rest.move(rest.leaves(place.cuboid, place.cell), isTaking: true)
                guard
                    let second = rest.scores.indices.max(by: { rest.scores[$0] < rest.scores[$1] }),
                    fresh.scores[first] + rest.scores[second] > best
                else { continue }
                best = fresh.scores[first] + rest.scores[second]
                pair = [first, second]
            }
            search.run()
            let found = search.causes.map {
                search.lattice.cuboids[$0.cuboid].offset + $0.cell
            }
            #expect(Set(found) == pair)
        }
    }
}
