import Foundation
import Testing

@testable import Records

@Suite("Blocks of time and limits of memory")
struct BlockTests {
    private func table(_ rows: [(time: String, status: Int)]) -> String {
        "time,status,server\n"
            + rows.map { "\($0.time),\($0.status),a\n" }.joined()
    }

    private func every(_ minutes: Int, lateness: Int = 0) -> RecordConfiguration {
        var configuration = RecordConfiguration()
        configuration.blocking = .every(.seconds(minutes * 60), lateness: .seconds(lateness * 60))
        return configuration
    }

    private func time(_ minute: Int, _ second: Int = 0) -> String {
        RequestTime(seconds: Int64(1_700_000_100 + minute * 60 + second)).description
    }

    @Test("blocks of time begin at multiples of their length, and empty ones are left out")
    func windows() async throws {
        let minutes = [0, 1, 4, 5, 6, 21, 22]
        let reading = try await RecordReading.of(
            text: table(minutes.map { (time($0), 200) }), every(5))
        #expect(reading.blocks.map(\.requests) == [3, 2, 2])
        let starts = reading.blocks.compactMap { $0.window?.lowerBound.description }
        #expect(starts == [time(0), time(5), time(20)])
        #expect(reading.blocks.compactMap { $0.window?.upperBound.description }[0] == time(5))
        #expect(reading.blocks[2].from?.description == time(21))
        #expect(reading.blocks[2].to?.description == time(22))
    }

    @Test("a window waits for late lines as long as it should, and then rejects them")
    func late() async throws {
        // Eight lines must agree on the time before a window is closed.
        let many = [Int](repeating: 0, count: 8)
        let rows =
            [time(0)] + many.map { time(6, $0) } + [time(1)] + many.map { time(7, $0) }
            + [time(2), time(8)]
        let reading = try await RecordReading.of(
            text: table(rows.map { ($0, 500) }), every(5, lateness: 2))
        #expect(reading.blocks.map(\.failures) == [2, 17])
        #expect(reading.rejects.map(\.reason) == [.late])
        #expect(reading.rejects.map(\.line) == [rows.count])
        #expect(String(decoding: reading.rejects[0].text, as: UTF8.self) == "\(time(2)),500,a")
    }

    @Test("a few lines from the future close nothing, and have blocks of their own")
    func future() async throws {
        var rows = (0..<40).map { time($0 / 4) }
        for place in [5, 11, 20] { rows.insert("2077-01-01T00:00:00Z", at: place) }
        rows.insert("9999-12-31T23:59:59Z", at: 7)
        let reading = try await RecordReading.of(
            text: table(rows.map { ($0, 200) }), every(5))
        #expect(reading.blocks.map(\.requests) == [20, 20, 3])
        #expect(reading.rejects.map(\.reason) == [.timeRange])
    }

    @Test("lines out of order give the same blocks when lateness covers them")
    func shuffled() async throws {
        var generator = SeededGenerator(state: 3)
        let sorted = (0..<600).map { time in
            (time: time, key: time + Int.random(in: 0..<60, using: &generator))
        }
        let shuffled = sorted.sorted { $0.key < $1.key }.map { time($0.time / 60, $0.time % 60) }
        let inOrder = sorted.map { time($0.time / 60, $0.time % 60) }
        let configuration = every(2, lateness: 1)
        let first = try await RecordReading.of(
            text: table(inOrder.map { ($0, 200) }), configuration)
        let second = try await RecordReading.of(
            text: table(shuffled.map { ($0, 200) }), configuration)
        #expect(first.blocks == second.blocks)
        #expect(first.rejects.isEmpty && second.rejects.isEmpty)
    }

    @Test("blocks of time do not depend on pieces and tasks", arguments: [1, 300, 5000])
    func independence(chunk: Int) async throws {
        var configuration = every(1)
        let path = LogFiles.fixture("requests.csv")
        let usual = try await RecordReading.of([path], configuration)
        configuration.chunkSize = chunk
        configuration.workers = 3
        let other = try await RecordReading.of([path], configuration)
        #expect(usual.blocks == other.blocks)
        #expect(usual.rejects == other.rejects)
        #expect(usual.blocks.count >= 2)
    }

    @Test("a log without times has no blocks of time")
    func noTimes() async throws {
        await #expect(throws: RecordError.self) {
            try await RecordReading.of(text: "0 a\n", every(5))
        }
    }

    /// A stream where few faults are frequent and many appear once.
    private func stream(lines: Int) -> (text: String, totals: [String: Double]) {
        var generator = SeededGenerator(state: 17)
        var text = ""
        var totals = [String: Double]()
        for number in 0..<lines {
            let frequent = "as:\(Int.random(in: 0..<20, using: &generator))"
            let rare = "net:\(number)"
            let outcome = Int.random(in: 0..<10, using: &generator) == 0 ? 1 : 0
            text += "\(outcome) \(frequent) \(rare)\n"
            totals[frequent, default: 0] += 1
        }
        return (text, totals)
    }

    @Test(
        "beyond the limit the rarest faults become the other of their kind", arguments: [1, 4096])
    func folding(chunk: Int) async throws {
        let (text, totals) = stream(lines: 5000)
        var configuration = RecordConfiguration()
        configuration.blocking = .requests(700)
        // The smallest memory there is: 1,024 faults.
        configuration.memory = 1 << 20
        configuration.chunkSize = chunk == 1 ? 40 : 1 << 20
        let reading = try await RecordReading.of(text: text, configuration)
        #expect(reading.blocks.allSatisfy { !$0.isCutShort })
        #expect(reading.summary.foldedFaults > 3000)
        #expect(reading.names.allSatisfy { $0.count <= 1024 })
        #expect(reading.names.allSatisfy { Set($0.names).count == $0.count })
        var sums = [String: Double]()
        for index in reading.blocks.indices {
            let kinds = Dictionary(
                grouping: reading.counts(of: index), by: { $0.key.prefix { $0 != ":" } }
            ).mapValues { $0.reduce(0) { $0 + $1.value[0] } }
            // Each line names one fault of each kind, before and after folding.
            #expect(kinds["as"] == reading.blocks[index].requests)
            #expect(kinds["net"] == reading.blocks[index].requests)
            for (name, counts) in reading.counts(of: index) {
                sums[name, default: 0] += counts[0]
            }
        }
        #expect(sums["as:other"] == nil)
        for (name, total) in totals { #expect(sums[name] == total, "\(name)") }
        #expect((sums["net:other"] ?? 0) > 2000)
    }

    @Test("folding does not depend on pieces and tasks")
    func foldingIndependence() async throws {
        let text = stream(lines: 4000).text
        var configuration = RecordConfiguration()
        configuration.blocking = .requests(900)
        configuration.memory = 1 << 20
        let usual = try await RecordReading.of(text: text, configuration)
        for (chunk, workers) in [(10, 1), (1000, 3), (33_333, 2)] {
            configuration.chunkSize = chunk
            configuration.workers = workers
            let other = try await RecordReading.of(text: text, configuration)
            #expect(other.blocks == usual.blocks)
        }
    }

    @Test("new numbers carry what was known of a fault")
    func renumbering() async throws {
        let text = stream(lines: 5000).text
        var configuration = RecordConfiguration()
        configuration.blocking = .requests(500)
        configuration.memory = 1 << 20
        let reading = try await RecordReading.of(text: text, configuration)
        var before = FaultNames()
        var count = 0
        for (block, after) in zip(reading.blocks, reading.names) {
            if let renumbering = block.renumbering {
                count += 1
                #expect(renumbering.newNumbers.count == before.count)
                for (old, new) in renumbering.newNumbers.enumerated() {
                    let name = before[Int32(old)]
                    let kind = name.prefix { $0 != ":" }
                    #expect(after[new] == name || after[new] == kind + ":other")
                }
            }
            before = after
        }
        #expect(count > 2)
    }

    @Test("a block is closed early when patterns and clients take too much memory")
    func cutShort() async throws {
        var configuration = RecordConfiguration()
        configuration.memory = 1 << 20
        configuration.blocking = .requests(1_000_000)
        let text =
            "client,status,server\n"
            + (0..<30_000).map { "c\($0),200,s\($0 % 50)\n" }.joined()
        let reading = try await RecordReading.of(text: text, configuration)
        #expect(reading.blocks.count > 2)
        #expect(reading.blocks.dropLast().count { !$0.isCutShort } == 0)
        #expect(reading.blocks.reduce(0) { $0 + $1.requests } == 30_000)
        #expect(reading.blocks.reduce(0) { $0 + $1.clients } == 30_000)
        configuration.chunkSize = 777
        let other = try await RecordReading.of(text: text, configuration)
        #expect(other.blocks == reading.blocks)
    }

    @Test("clients are counted once for each fault, however often they come")
    func clients() async throws {
        var generator = SeededGenerator(state: 23)
        var text = "client,status,server\n"
        var seen = [String: Set<Int>]()
        for _ in 0..<3000 {
            let client = Int.random(in: 0..<300, using: &generator)
            let server = "s\(Int.random(in: 0..<9, using: &generator))"
            let status = Bool.random(using: &generator) ? 200 : 503
            text += "c\(client),\(status),\(server)\n"
            seen["server:" + server, default: []].insert(client)
        }
        let reading = try await RecordReading.of(text: text)
        #expect(
            reading.counts(of: 0).mapValues { Int($0[2]) } == seen.mapValues(\.count))
        let all = seen.values.reduce(into: Set<Int>()) { $0.formUnion($1) }
        #expect(reading.blocks[0].clients == all.count)
    }
}
