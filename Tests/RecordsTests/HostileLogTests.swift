import CompressedFiles
import Foundation
import Testing

@testable import Records

@Suite("Logs that are damaged, or made to do damage")
struct HostileLogTests {
    private static let line =
        #"192.0.2.1 - - [28/Feb/2024:23:50:00 +0000] "GET /a HTTP/1.1" 200 5 "-" "curl/8""#

    private func reasons(_ reading: RecordReading) -> [RejectReason] {
        reading.rejects.map(\.reason)
    }

    @Test("an empty file, and one of blank lines, give no block", arguments: ["", "\n\r\n\n"])
    func empty(text: String) async throws {
        var configuration = RecordConfiguration()
        configuration.mapping.format = .combined
        let reading = try await RecordReading.of(text: text, configuration)
        #expect(reading.blocks.isEmpty)
        #expect(reading.rejects.isEmpty)
        #expect(reading.summary.fileErrors.isEmpty)
    }

    @Test("lines may end with a carriage return, and the last with nothing")
    func lineEnds() async throws {
        let reading = try await RecordReading.of(
            text: Self.line + "\r\n" + Self.line + "\n\n" + Self.line)
        #expect(reading.blocks[0].requests == 3)
        #expect(reading.blocks[0].observations.count == 1)
        #expect(reading.summary.lines == 4)
    }

    @Test(
        "a line beyond the limit is one rejected line, whatever the pieces",
        arguments: [1, 64, 1000, 1 << 20])
    func longLine(chunk: Int) async throws {
        var configuration = RecordConfiguration()
        configuration.lineLimit = 300
        configuration.chunkSize = chunk
        configuration.mapping.format = .combined
        let room = 300 - Self.line.utf8.count
        let fitting = Self.line.dropLast() + String(repeating: "x", count: room)
        let lines = [
            Self.line, String(repeating: "y", count: 5000), String(fitting) + "\"",
            String(fitting) + "\"\r", String(fitting) + "x\"", Self.line,
        ]
        let reading = try await RecordReading.of(
            text: lines.joined(separator: "\n") + "\n", configuration)
        #expect(reading.rejects.map(\.line) == [2, 5])
        #expect(reasons(reading) == [.tooLong, .tooLong])
        #expect(reading.rejects[0].text.starts(with: [UInt8](repeating: 0x79, count: 301)))
        #expect(reading.blocks[0].requests == 4)
        #expect(reading.summary.lines == 6)
    }

    @Test("a line of 100 MB takes no memory worth mentioning")
    func hugeLine() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Array((Self.line + "\n").utf8), to: "log")
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.seekToEnd()
        for _ in 0..<100 { try handle.write(contentsOf: Data(repeating: 0x61, count: 1_000_000)) }
        try handle.write(contentsOf: Data(("\n" + Self.line + "\n").utf8))
        try handle.close()
        let chunker = LineChunker(
            try FileInput(path: path), chunkSize: 1 << 20, lineLimit: 64 << 10)
        var sizes = [Int]()
        while case .chunk(let chunk) = chunker.next() { sizes.append(chunk.bytes.count) }
        #expect(sizes.allSatisfy { $0 <= (1 << 20) + (64 << 10) + 16 })
        #expect(sizes.reduce(0, +) < 2 << 20)
        let reading = try await RecordReading.of([path])
        #expect(reading.blocks[0].requests == 2)
        #expect(reading.rejects.map(\.line) == [2])
    }

    @Test("lines with a NUL are rejected, and those beside them are not")
    func binary() async throws {
        let reading = try await RecordReading.of(
            text: Self.line + "\n\0\0\0\0\n" + Self.line + "\0\n" + Self.line + "\n")
        #expect(reasons(reading) == [.binary, .binary])
        #expect(reading.blocks[0].requests == 2)
    }

    @Test("random bytes are an unknown format, and rejected lines where a format is given")
    func random() async throws {
        var generator = SeededGenerator(state: 5)
        let bytes = (0..<200_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
        await #expect(throws: RecordError.self) { _ = try await RecordReading.of(bytes: bytes) }
        for format in LogFormat.allCases where format != .csv && format != .tsv {
            var configuration = RecordConfiguration()
            configuration.mapping.format = format
            configuration.mapping.outcome = .status(LogColumn("status"))
            configuration.mapping.kinds = ["url"]
            if format == .json {
                configuration.mapping.faults = [FaultSource(kind: "url", column: LogColumn("url"))]
            }
            let reading = try await RecordReading.of(bytes: bytes, configuration)
            let counted = reading.blocks.reduce(0) { $0 + $1.requests }
            #expect(counted < 10, "\(format)")
            #expect(reading.rejects.count > 500, "\(format)")
        }
    }

    @Test("lines of every format cut and mixed up at random are counted or rejected, each once")
    func mutations() async throws {
        var generator = SeededGenerator(state: 99)
        for name in RecordReaderTests.fixtures where name != "observations.txt" {
            let bytes = Array(try Data(contentsOf: URL(filePath: LogFiles.fixture(name))))
            var lines = bytes.split(separator: 0x0a).map { Array($0) }
            let first = name.hasPrefix("requests") ? 1 : 5
            for index in lines.indices.dropFirst(first) where !lines[index].isEmpty {
                for _ in 0..<Int.random(in: 0...3, using: &generator) {
                    let place = Int.random(in: lines[index].indices, using: &generator)
                    switch Int.random(in: 0..<3, using: &generator) {
                    case 0: lines[index][place] = UInt8.random(in: 11...255, using: &generator)
                    case 1: lines[index].removeSubrange(place...)
                    default: lines[index].insert(0x22, at: place)
                    }
                    if lines[index].isEmpty { break }
                }
            }
            var configuration = RecordConfiguration()
            configuration.mapping.kinds =
                name == "common.log" ? ["url", "network"] : ["url", "browser-version", "network"]
            let text = Array(lines.joined(separator: [0x0a]))
            let reading = try await RecordReading.of(bytes: text, configuration)
            let counted = reading.blocks.reduce(0) { $0 + $1.requests }
            let blank = lines.count { $0.isEmpty || $0 == [0x0d] }
            let header = name.hasPrefix("requests") ? 1 : 0
            #expect(
                Int(counted) + reading.rejects.count + blank + header == lines.count, "\(name)")
        }
    }

    @Test("names hold printable text alone")
    func unprintable() async throws {
        let bytes =
            Array("0 a:".utf8) + [0xff, 0x41] + Array("\n0 a:\u{1b}[31m\n0 a:é\n".utf8)
            + Array("0 a:".utf8) + [0xc3] + Array("\n0 a:\u{9b}x\n".utf8)
        let reading = try await RecordReading.of(bytes: bytes)
        #expect(
            reading.names[0].names == [
                #"a:\xffA"#, #"a:\x1b[31m"#, "a:é", #"a:\xc3"#, #"a:\xc2\x9bx"#,
            ])
    }

    @Test("a long name is cut at the border of a character")
    func longName() async throws {
        let name = String(repeating: "x", count: 199) + "é" + "tail"
        let reading = try await RecordReading.of(text: "0 \(name)\n0 \(name)2\n")
        #expect(reading.names[0].names == [String(repeating: "x", count: 199)])
    }

    @Test("a line may name many faults, and not more")
    func manyFaults() async throws {
        let words = (0..<257).map { "f\($0)" }
        let reading = try await RecordReading.of(
            text: "1 \(words.dropLast().joined(separator: " "))\n"
                + "1 \(words.joined(separator: " "))\n")
        #expect(reasons(reading) == [.tooManyFaults])
        #expect(reading.blocks[0].observations.faults.count == 256)
    }

    @Test("of a compressed file that is cut off the whole lines count, and the error is told")
    func truncated() async throws {
        let folder = try TemporaryFolder()
        let text = (0..<20_000).map { "0 fault:\($0 &* 7919 % 20_011)\n" }.joined()
        let plain = try folder.write(Array(text.utf8), to: "log")
        let gzip = Process()
        gzip.executableURL = URL(filePath: "/usr/bin/env")
        gzip.arguments = ["gzip", "-k", plain]
        try gzip.run()
        gzip.waitUntilExit()
        let whole = try Data(contentsOf: folder.url.appending(path: "log.gz"))
        let unharmed = try await RecordReading.of([plain + ".gz"])
        #expect(unharmed.blocks[0].requests == 20_000)
        let cut = try folder.write(Array(whole.prefix(whole.count / 2)), to: "cut.gz")
        let reading = try await RecordReading.of([cut, plain])
        #expect(
            reading.summary.fileErrors == [
                .file(.truncated(path: cut, format: .gzip, offset: whole.count / 2))
            ])
        let counted = Int(reading.blocks[0].requests) - 20_000
        #expect((5000..<15_000).contains(counted))
        #expect(reasons(reading) == [.cutOff])
        #expect(reading.rejects[0].line == counted + 1)
        #expect(reading.blocks[0].rejected == [.cutOff: 1])
    }

    @Test("a file that is not there is told of, and the others are read")
    func missing() async throws {
        let reading = try await RecordReading.of([
            "/nowhere/log", LogFiles.fixture("common.log"),
        ])
        #expect(reading.blocks[0].requests == 100)
        guard case .file(.unreadable(let path, _)) = reading.summary.fileErrors.first else {
            Issue.record("no error")
            return
        }
        #expect(path == "/nowhere/log")
    }
}

/// Numbers by chance from a seed (Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
