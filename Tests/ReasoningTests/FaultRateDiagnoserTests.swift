import Reasoning
import Testing

/// Blocks written by hand, a line a pattern.
private struct BlockWriter {
    private var numbers: [String: Int32] = [:]
    private var blocks = 0

    /// Rows of (failed, weight, faults) as a block.
    mutating func block(
        _ rows: [(failed: Bool, weight: Double, faults: [String])], clients: Int = 7
    ) -> RequestBlock {
        var block = RequestBlock(index: blocks)
        let begin = Int64(blocks) * 300_000_000
        block.times = begin...(begin + 300_000_000)
        blocks += 1
        var requests: [Int32: Double] = [:]
        for row in rows {
            block.failed.append(row.failed)
            block.weights.append(row.weight)
            for name in row.faults {
                let number = numbers[name] ?? Int32(numbers.count)
                if numbers[name] == nil {
                    numbers[name] = number
                    block.newFaults.append(name)
                }
                block.faults.append(number)
                block.strengths.append(1)
                requests[number, default: 0] += row.weight
            }
            block.offsets.append(Int32(block.faults.count))
        }
        block.clients = clients
        block.counts = requests.keys.sorted().map {
            RequestBlock.Count(fault: $0, requests: requests[$0] ?? 0, clients: clients)
        }
        return block
    }
}

/// 1,000 requests a pair of two servers and two systems; one server fails with a rate.
private func traffic(_ bad: String, rate: Double) -> [(
    failed: Bool, weight: Double, faults: [String]
)] {
    var rows: [(failed: Bool, weight: Double, faults: [String])] = []
    for server in ["server:a", "server:b"] {
        for system in ["as:1", "as:2"] {
            let failing = server == bad || system == bad ? 1_000 * rate : 1
            rows.append((true, failing, [server, system]))
            rows.append((false, 1_000 - failing, [server, system]))
        }
    }
    return rows
}

@Suite("Fault rates, block after block")
struct FaultRateDiagnoserTests {
    @Test(
        "the server that fails is named, at its rate, and nobody else is",
        arguments: [
            FaultRateSettings.Method.exact, .stochastic,
        ])
    func named(method: FaultRateSettings.Method) throws {
        var settings = FaultRateSettings()
        settings.method = method
        settings.passes = 20
        var writer = BlockWriter()
        var diagnoser = try FaultRateDiagnoser(settings: settings)
        // The stochastic method needs more than one block to arrive.
        var report = try diagnoser.assess(writer.block(traffic("server:a", rate: 0.1)))
        if method == .stochastic {
            for _ in 0..<20 {
                report = try diagnoser.assess(writer.block(traffic("server:a", rate: 0.1)))
            }
        }
        let first = try #require(report.faults.first)
        #expect(first.fault == "server:a")
        #expect(report.namedCount == 1)
        // The stochastic method never comes to rest: it goes on by steps of a tenth.
        #expect(abs(first.mean - 0.1) < (method == .exact ? 0.02 : 0.07))
        #expect(first.low < 0.1 && 0.1 < first.high)
        #expect(first.low > 0.08 && first.high < 0.12)
        #expect(abs(first.explained - 200) < 12)
        #expect(first.requests == 2_000)
        #expect(first.failures == 200)
        #expect(first.clients == 7)
        #expect(first.odds > 1e9 && first.odds.isFinite)
        #expect(abs(first.alpha / (first.alpha + first.beta) - first.mean) < 1e-12)
        #expect(report.observations == 4_000)
        #expect(report.failures == 202)
        #expect(report.candidates == 4)
    }

    @Test("nothing is named where failures are as rare as the priors say")
    func quiet() throws {
        var writer = BlockWriter()
        var diagnoser = try FaultRateDiagnoser()
        let report = try diagnoser.assess(writer.block(traffic("nobody", rate: 0)))
        #expect(report.namedCount == 0)
        #expect(report.named.isEmpty)
        #expect(report.faults.allSatisfy { !$0.isNamed && $0.since == nil })
    }

    @Test("one failed request of a fault that is rarely seen has a high mean and is not named")
    func rare() throws {
        var writer = BlockWriter()
        var diagnoser = try FaultRateDiagnoser()
        var rows = traffic("server:a", rate: 0.02)
        rows.append((true, 1, ["server:b", "as:3"]))
        let report = try diagnoser.assess(writer.block(rows))
        #expect(report.named.map(\.fault) == ["server:a"])
        let rare = try #require(report.faults.first { $0.fault == "as:3" })
        #expect(rare.mean > 5 * 0.001)
        #expect(rare.lost < report.faults[0].lost)
    }

    @Test("since when, what is new and what is no more follow from the blocks")
    func course() throws {
        var writer = BlockWriter()
        var diagnoser = try FaultRateDiagnoser()
        let quiet = try diagnoser.assess(writer.block(traffic("nobody", rate: 0)))
        #expect(quiet.faults.allSatisfy { !$0.isNew })
        let first = try diagnoser.assess(writer.block(traffic("as:2", rate: 0.2)))
        #expect(first.named.map(\.fault) == ["as:2"])
        #expect(first.named.first?.isNew == true)
        #expect(first.named.first?.since == .init(block: 1, time: 300_000_000))
        let second = try diagnoser.assess(writer.block(traffic("as:2", rate: 0.2)))
        #expect(second.named.first?.isNew == false)
        #expect(second.named.first?.since == .init(block: 1, time: 300_000_000))
        #expect(second.named.first?.course.count == 3)
        let last = try diagnoser.assess(writer.block(traffic("nobody", rate: 0)))
        #expect(last.recovered == ["as:2"])
        #expect(last.followed.map(\.fault) == ["as:2"])
        #expect((last.followed.first?.mean ?? 1) < 0.01)
        let again = try diagnoser.assess(writer.block(traffic("as:2", rate: 0.2)))
        #expect(again.named.first?.isNew == true)
        #expect(again.named.first?.since?.block == 4)
    }

    @Test("a fault that no request of a block names neither recovers nor becomes new")
    func absent() throws {
        var writer = BlockWriter()
        var diagnoser = try FaultRateDiagnoser()
        _ = try diagnoser.assess(writer.block(traffic("as:2", rate: 0.2)))
        let other = try diagnoser.assess(writer.block([(false, 100, ["server:a", "as:1"])]))
        #expect(other.recovered.isEmpty)
        let back = try diagnoser.assess(writer.block(traffic("as:2", rate: 0.2)))
        #expect(back.named.first?.isNew == false)
        #expect(back.named.first?.since?.block == 0)
        #expect(back.named.first?.course.map { $0 == nil } == [false, true, false])
    }

    @Test("faults that nearly the same requests name are told as twins, others are not")
    func twins() throws {
        var writer = BlockWriter()
        var diagnoser = try FaultRateDiagnoser()
        var rows = traffic("as:2", rate: 0.2).map { row in
            var row = row
            if row.faults.contains("as:2") { row.faults.append("prefix:2") }
            return row
        }
        // 2,000 requests name both, 20 name one only.
        rows.append((false, 20, ["prefix:2", "as:3"]))
        let report = try diagnoser.assess(writer.block(rows))
        let found = try #require(report.faults.first { $0.fault == "as:2" })
        #expect(found.twins == ["prefix:2"])
        #expect(found.explained <= found.explainedWithTwins)
        #expect(found.explainedWithTwins > 380)
        #expect(report.faults.first { $0.fault == "server:a" }?.twins.isEmpty != false)
    }

    @Test("new numbers change nothing of what is remembered of faults that are kept")
    func renumbering() throws {
        var writer = BlockWriter()
        var diagnoser = try FaultRateDiagnoser()
        _ = try diagnoser.assess(writer.block(traffic("as:2", rate: 0.2)))
        // as:2 was number 2 and server:a 0; only as:2 is kept, and `server:other` comes.
        var block = RequestBlock(index: 1)
        block.renumbering = .init(kept: [2])
        block.newFaults = ["server:other"]
        block.failed = [true, false]
        block.weights = [200, 800]
        block.offsets = [0, 2, 4]
        block.faults = [0, 1, 0, 1]
        block.strengths = [1, 1, 1, 1]
        block.counts = [
            .init(fault: 0, requests: 1_000, clients: 1),
            .init(fault: 1, requests: 1_000, clients: 2),
        ]
        let report = try diagnoser.assess(block)
        #expect(Set(report.faults.map(\.fault)).isSubset(of: ["as:2", "server:other"]))
        let kept = try #require(report.faults.first { $0.fault == "as:2" })
        #expect(kept.course.count == 2)
        #expect(kept.course.first.flatMap { $0 } ?? 0 > 0.1)
        let other = try #require(report.faults.first { $0.fault == "server:other" })
        #expect(other.course.map { $0 == nil } == [true, false])
    }

    @Test("a block that is not sound is refused with what is wrong")
    func unsound() throws {
        var diagnoser = try FaultRateDiagnoser()
        var block = RequestBlock(index: 0)
        block.failed = [true]
        block.weights = [1]
        block.offsets = [0, 1]
        block.faults = [5]
        block.strengths = [1]
        #expect(throws: ReasoningError.self) { try diagnoser.assess(block) }
        var settings = FaultRateSettings()
        settings.priorAlpha = -1
        #expect(throws: ReasoningError.self) { try FaultRateDiagnoser(settings: settings) }
    }

    @Test("what is named must be needed more among many candidates than among few")
    func threshold() {
        let settings = FaultRateSettings()
        #expect(settings.threshold(candidates: 1) == settings.margin)
        #expect(settings.threshold(candidates: 20_000) > settings.threshold(candidates: 10) + 7)
    }
}
