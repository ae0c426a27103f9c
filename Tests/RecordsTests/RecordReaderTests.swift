import Foundation
import Testing

@testable import Records

@Suite("Reading request logs")
struct RecordReaderTests {
    static let fixtures = [
        "combined.log", "common.log", "vhost-combined.log", "nginx.json", "requests.csv",
        "requests.tsv", "observations.txt",
    ]

    @Test("every format gives the requests that the log was written from", arguments: fixtures)
    func expectations(name: String) async throws {
        let reading = try await RecordReading.of([LogFiles.fixture(name)])
        let (requests, reasons) = try ExpectedRequest.fixture(name)
        #expect(reading.blocks.count == 1)
        #expect(
            differences(reading.patterns(of: 0), ExpectedRequest.patterns(requests)).isEmpty)
        #expect(
            differences(reading.counts(of: 0), ExpectedRequest.counts(requests)).isEmpty)
        #expect(reading.rejects.map(\.reason.rawValue) == reasons)
        let block = reading.blocks[0]
        #expect(block.requests == requests.reduce(0) { $0 + $1.weight })
        #expect(block.failures == requests.reduce(0) { $0 + ($1.isFailure ? $1.weight : 0) })
        #expect(block.mistakes == Double(requests.count { $0.isMistake }))
        #expect(block.clients == Set(requests.compactMap(\.client)).count)
        #expect(block.from?.microseconds == requests.compactMap(\.time).min())
        #expect(block.to?.microseconds == requests.compactMap(\.time).max())
    }

    @Test(
        "blocks do not depend on pieces, tasks and seeds", arguments: fixtures,
        [(1, 1), (100, 3), (1000, 2), (20_000, 1), (1 << 20, 2)])
    func independence(name: String, way: (chunk: Int, workers: Int)) async throws {
        var configuration = RecordConfiguration()
        configuration.blocking = .requests(37)
        let path = LogFiles.fixture(name)
        let usual = try await RecordReading.of([path, path], configuration)
        configuration.chunkSize = way.chunk
        configuration.workers = way.workers
        let other = try await RecordReading.of(
            [path, path], configuration, seed: UInt64(way.chunk))
        #expect(other.blocks == usual.blocks)
        #expect(other.rejects == usual.rejects)
        #expect(other.summary.lines == usual.summary.lines)
        #expect(usual.blocks.count > 4)
    }

    @Test("a block ends after its number of requests, and weights count")
    func blocks() async throws {
        var configuration = RecordConfiguration()
        configuration.blocking = .requests(3)
        let reading = try await RecordReading.of(
            text: "0 a\n0 a\n1 b\n0 *2 a\n0 *5 c\n1 a\n", configuration)
        #expect(reading.blocks.map(\.requests) == [3, 7, 1])
        #expect(reading.blocks.map(\.index) == [0, 1, 2])
        #expect(reading.patterns(of: 0) == ["0 a@1.0": 2, "1 b@1.0": 1])
        #expect(reading.patterns(of: 1) == ["0 a@1.0": 2, "0 c@1.0": 5])
        #expect(reading.blocks[1].newFaults == ["c"])
        #expect(reading.blocks[2].newFaults.isEmpty)
    }

    @Test(
        "the straightforward reader agrees on generated lines",
        arguments: ["combined.log", "common.log"])
    func slowReader(name: String) async throws {
        try await compare(LogFiles.fixture(name))
    }

    @Test(
        "the straightforward reader agrees on a real log",
        .enabled(if: LogFiles.hasReal, LogFiles.reason))
    func realLog() async throws {
        try await compare(LogFiles.real)
    }

    private func compare(_ path: String) async throws {
        let slow = try SlowCombinedReader()
        let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
        var expected = [ExpectedRequest]()
        var rejected = [Int]()
        // Not by characters: a carriage return and a newline are one.
        let lines = text.utf8.split(separator: 0x0a, omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty {
            let line = String(Substring(line))
            if let request = try slow.read(line) {
                expected.append(request)
            } else {
                rejected.append(index + 1)
            }
        }
        let reading = try await RecordReading.of([path])
        #expect(reading.rejects.map(\.line) == rejected)
        #expect(
            differences(reading.patterns(of: 0), ExpectedRequest.patterns(expected)).isEmpty)
        #expect(
            differences(reading.counts(of: 0), ExpectedRequest.counts(expected)).isEmpty)
        #expect(reading.blocks[0].mistakes == Double(expected.count { $0.isMistake }))
        #expect(reading.blocks[0].from?.microseconds == expected.compactMap(\.time).min())
        #expect(reading.blocks[0].to?.microseconds == expected.compactMap(\.time).max())
    }

    @Test("several files are one stream, and progress tells of each")
    func severalFiles() async throws {
        let folder = try TemporaryFolder()
        let first = try folder.write(Array("0 a\n1 b\n".utf8), to: "1")
        let second = try folder.write(Array("0 a\nx\n1 c\n".utf8), to: "2")
        let reader = try RecordReader(RecordConfiguration())
        var (progress, rejects) = ([RecordProgress](), [RejectedLine]())
        var blocks = [ObservationBlock]()
        let summary = try await reader.read(
            [.file(path: first), .file(path: second)], onReject: { rejects.append($0) },
            onProgress: { progress.append($0) }, deliver: { blocks.append($0) })
        #expect(blocks.map(\.requests) == [4])
        #expect(progress.map(\.lines) == [2, 5])
        #expect(progress.map(\.index) == [0, 1])
        #expect(progress.map(\.size) == [8, 10])
        #expect(progress.map(\.bytesRead) == [8, 10])
        #expect(summary.lines == 5)
        #expect(summary.formats == [first: .observations, second: .observations])
        #expect(
            rejects == [
                RejectedLine(file: second, line: 2, reason: .outcome, text: Array("x".utf8))
            ])
        #expect(rejects.first?.description == "\(second)\t2\toutcome\tx")
    }

    @Test("what is thrown while a block is delivered ends the run")
    func thrown() async throws {
        struct Enough: Error {}
        let reader = try RecordReader(RecordConfiguration())
        await #expect(throws: Enough.self) {
            try await reader.read([.file(path: LogFiles.fixture("common.log"))]) { _ in
                throw Enough()
            }
        }
    }

    @Test("a cancelled task stops reading")
    func cancelled() async throws {
        let reader = try RecordReader(RecordConfiguration())
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            _ = try await reader.read([.file(path: LogFiles.fixture("common.log"))]) { _ in }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
