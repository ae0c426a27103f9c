import AnomalyLocalization
import NumericKernels
import Testing

@Suite("distinct users")
struct DistinctCounterTests {
    private func counter(_ members: some Sequence<UInt64>) -> DistinctCounter {
        var counter = DistinctCounter()
        for member in members { counter.insert(member) }
        return counter
    }

    @Test("few are counted exactly, however often they come")
    func exact() {
        var generator = Xoshiro256(seed: 1)
        for size in [0, 1, 2, 17, 1_000, 1_024] {
            let members = Set((0..<size).map { _ in generator.next() })
            let repeated = Array(members) + Array(members.shuffled(using: &generator))
            let found = counter(repeated)
            #expect(found.isExact && found.count == members.count)
        }
        #expect(counter([0, 0, 1]).count == 2)
    }

    @Test("many are estimated within five standard errors, at every size")
    func estimated() {
        var found = DistinctCounter()
        var size = 0
        for limit in [1_100, 2_000, 5_000, 10_240, 20_000, 100_000, 1_000_000] {
            while size < limit {
                found.insert(UInt64(size))
                size += 1
            }
            #expect(!found.isExact)
            let error = Double(found.count) / Double(size) - 1
            #expect(abs(error) < 5 * 1.04 / 64, "\(size): \(found.count)")
        }
    }

    @Test("the union of counters counts what was seen by either, in any order")
    func union() {
        for (left, right) in [(100, 300), (900, 900), (50, 40_000), (30_000, 40_000)] {
            let a = counter((0..<left).map(UInt64.init))
            let b = counter((left / 2..<left / 2 + right).map(UInt64.init))
            var first = a
            first.formUnion(b)
            var second = b
            second.formUnion(a)
            let together = counter((0..<max(left, left / 2 + right)).map(UInt64.init))
            #expect(first.count == second.count)
            #expect(first.count == together.count)
        }
    }

    @Test("a counter is made again of its parts, and damaged parts are none")
    func parts() {
        for size in [0, 5, 1_024, 9_000] {
            let whole = counter((0..<size).map(UInt64.init))
            let again = DistinctCounter(
                members: whole.parts.members, registers: whole.parts.registers)
            #expect(again?.count == whole.count)
            #expect(again?.parts.members == whole.parts.members)
        }
        #expect(DistinctCounter(members: [], registers: [1, 2, 3]) == nil)
        #expect(DistinctCounter(members: Array(0...2_000), registers: []) == nil)
    }

    @Test("members that are forgotten leave nothing behind")
    func removal() {
        for size in [10, 5_000] {
            var found = counter((0..<size).map(UInt64.init))
            found.removeAll()
            #expect(found.isExact && found.count == 0)
            found.insert(3)
            #expect(found.count == 1)
        }
    }
}
