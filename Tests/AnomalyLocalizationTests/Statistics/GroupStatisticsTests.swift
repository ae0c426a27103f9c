import AnomalyLocalization
import Foundation
import NumericKernels
import Testing

@Suite("statistics of groups")
struct GroupStatisticsTests {
    private struct Row: Decodable {
        var values: [Float]
        var quantiles: [Double]
        var expected: [Double]
    }

    @Test("quantiles by selection have the digits of numpy")
    func quantilesOfReference() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/quantiles.json")
        let rows = try JSONDecoder().decode([Row].self, from: Data(contentsOf: file))
        #expect(rows.count == 24)
        for row in rows {
            for (quantile, expected) in zip(row.quantiles, row.expected) {
                var values = row.values
                let found = values.withUnsafeMutableBufferPointer {
                    OrderSelection.quantile(quantile, of: $0)
                }
                #expect(
                    abs(found - expected) <= 1e-12 * max(1, abs(expected)),
                    "\(row.values.count) values, \(quantile)")
            }
        }
    }

    @Test("what is selected is what sorting gives, and nothing greater stands before it")
    func selectionAgainstSorting() {
        var generator = Xoshiro256(seed: 3)
        for _ in 0..<200 {
            let count = 1 + generator.index(below: 300)
            let values = (0..<count).map { _ in Float(generator.index(below: 40)) }
            let place = generator.index(below: count)
            var copy = values
            let found = copy.withUnsafeMutableBufferPointer {
                OrderSelection.select(place, of: $0)
            }
            #expect(found == values.sorted()[place])
            #expect(copy.sorted() == values.sorted())
            #expect(copy[..<place].allSatisfy { $0 <= found })
            #expect(copy[place...].allSatisfy { $0 >= found })
        }
    }

    @Test("statistics of groups are those of each group alone, and nothing for an empty one")
    func groupsAgainstFiltering() {
        var generator = Xoshiro256(seed: 4)
        let values = (0..<5_000).map { _ in Float(generator.normal()) }
        // Group 7 stays empty.
        let groups = values.map { _ -> Int32 in
            let group = Int32(generator.index(below: 49))
            return group == 7 ? 8 : group
        }
        var grouped = GroupedValues()
        for statistic: SummaryStatistic in [.median, .mean, .minimum, .maximum, .percentile(95)] {
            // The room of the last round is used again.
            grouped.sort(values, groups: groups, count: 49)
            let found = grouped.statistics(statistic)
            #expect(found.count == 49)
            for group in 0..<49 {
                let own = zip(values, groups).filter { $1 == group }.map { Double($0.0) }.sorted()
                guard !own.isEmpty else {
                    #expect(group == 7 && found[group].isNaN)
                    continue
                }
                let place = Double(own.count - 1) * (statistic.quantile ?? 0)
                let low = Int(place)
                let expected =
                    statistic == .mean
                    ? own.reduce(0, +) / Double(own.count)
                    : own[low] + (own[min(low + 1, own.count - 1)] - own[low])
                        * (place - Double(low))
                #expect(abs(found[group] - expected) < 1e-9, "\(statistic) of \(group)")
            }
        }
    }

    @Test("no values have no statistic")
    func nothing() {
        var grouped = GroupedValues()
        grouped.sort([], groups: [], count: 3)
        let three = grouped.statistics(.median)
        #expect(three.count == 3 && three.allSatisfy(\.isNaN))
        grouped.sort([], groups: [], count: 0)
        let none = grouped.statistics(.median)
        #expect(none.isEmpty)
    }

    @Test("statistics are read as they are written")
    func words() {
        for word in ["median", "mean", "min", "max", "p95", "p99.9"] {
            #expect(SummaryStatistic(word)?.description == word)
        }
        #expect(SummaryStatistic("p50") == .median)
        for word in ["", "p", "p0", "p100", "pnan", "P95", "mode", "p-1"] {
            #expect(SummaryStatistic(word) == nil, "\(word)")
        }
    }
}
