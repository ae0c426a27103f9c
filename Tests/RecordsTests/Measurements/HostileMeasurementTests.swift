import Foundation
import Testing

@testable import Records

@Suite("Measurements that are damaged, or made to do damage")
struct HostileMeasurementTests {
    private static let header = "time,user,value,city\n"

    private func reading(_ lines: [String]) async throws -> MeasurementReading {
        try await MeasurementReading.of(
            text: Self.header + lines.joined(separator: "\n"), attributes: ["city"])
    }

    @Test(
        "an empty file, and one of a header alone, give no measurements", arguments: ["", header])
    func empty(text: String) async throws {
        let reading = try await MeasurementReading.of(text: text, attributes: ["city"])
        #expect(reading.rows.isEmpty)
        #expect(reading.rejects.isEmpty)
        #expect(reading.summary.fileErrors.isEmpty)
    }

    @Test("lines that do not fit are counted by reason, and the others are read")
    func reasons() async throws {
        let reading = try await reading([
            "1700000000,u,1,Ulm", "yesterday,u,1,Ulm", "5,u,1,Ulm", "1700000000,,1,Ulm",
            "1700000000,u,,Ulm", "1700000000,u,nan,Ulm", "1700000000,u,inf,Ulm",
            "1700000000,u,1e200,Ulm", "1700000000,u,1", "1700000000,u,1,Ulm,5",
            "1700000000,u,1,\"Ulm", "1700000000,u,1,Ul\0m", "", "1700000000,u,2,",
        ])
        #expect(reading.rows.map(\.value) == [1, 2])
        #expect(reading.rows.map(\.attributes) == [["Ulm"], [""]])
        #expect(
            reading.rejects.map(\.reason) == [
                .time, .timeRange, .user, .value, .value, .value, .value, .columns, .columns,
                .quote, .binary,
            ])
        #expect(reading.rejects.map(\.line) == Array(3...13))
        #expect(reading.summary.rejected[.value] == 4)
        #expect(reading.summary.lines == 15)
    }

    @Test("lines cut and mixed up at random are counted or rejected, each once")
    func mutations() async throws {
        var generator = SeededGenerator(state: 3)
        let measurements = GeneratedMeasurements(count: 2000, seed: 21)
        for (text, header) in [
            (measurements.csv, 1), (measurements.tsv, 1), (measurements.json, 0),
        ] {
            var lines = Array(text.utf8).split(separator: 0x0a).map { Array($0) }
            for index in lines.indices.dropFirst(max(header, 5)) {
                for _ in 0..<Int.random(in: 0...3, using: &generator) where !lines[index].isEmpty {
                    let place = Int.random(in: lines[index].indices, using: &generator)
                    switch Int.random(in: 0..<3, using: &generator) {
                    case 0: lines[index][place] = UInt8.random(in: 11...255, using: &generator)
                    case 1: lines[index].removeSubrange(place...)
                    default: lines[index].insert(0x22, at: place)
                    }
                }
            }
            let folder = try TemporaryFolder()
            let path = try folder.write(Array(lines.joined(separator: [0x0a])), to: "log")
            var configuration = MeasurementConfiguration()
            (configuration.chunkSize, configuration.lineLimit) = (5000, 1000)
            let reading = try await MeasurementReading.of([path], configuration)
            let blank = lines.count { $0.isEmpty || $0 == [0x0d] }
            #expect(reading.rows.count + reading.rejects.count + blank + header == lines.count)
            #expect(reading.rows.allSatisfy { $0.value.isFinite })
            // Names that a state kept give the same numbers again.
            let reader = try MeasurementReader(
                configuration, attributes: MeasurementReading.attributes, names: reading.names)
            #expect(reader.attributes.count == reading.names.count)
        }
    }

    @Test("names hold printable text alone, and those that look alike are one")
    func unprintable() async throws {
        let folder = try TemporaryFolder()
        let line = Array("1700000000,u,1,".utf8)
        let bytes =
            Array(Self.header.utf8) + line + [0xff, 0x41, 0x0a] + line + Array(#"\xffA"#.utf8)
            + [0x0a] + line + Array("\u{1b}[31m\n".utf8) + line
            + Array((String(repeating: "x", count: 199) + "é1\n").utf8) + line
            + Array((String(repeating: "x", count: 199) + "é2\n").utf8)
        let path = try folder.write(bytes, to: "log")
        let reading = try await MeasurementReading.of([path], attributes: ["city"])
        #expect(
            reading.names == [[#"\xffA"#, #"\x1b[31m"#, String(repeating: "x", count: 199)]])
        #expect(reading.rows.count == 5)
        let again = try await MeasurementReading.of(
            [.file(path: path)], attributes: ["city"], names: reading.names)
        #expect(again.names == reading.names)
        #expect(again.rows == reading.rows)
    }

    @Test("an attribute with very many values is kept or counted, and never more than the limit")
    func manyValues() async throws {
        let folder = try TemporaryFolder()
        var text = Self.header
        for index in 0..<200_000 { text += "1700000000,u,1,c\(index &* 7919 % 200_003)\n" }
        let path = try folder.write(Array(text.utf8), to: "log")
        var configuration = MeasurementConfiguration()
        configuration.valueLimit = 50_000
        let reading = try await MeasurementReading.of([path], configuration, attributes: ["city"])
        #expect(reading.names[0].count == 50_000)
        #expect(reading.summary.beyondLimit == [150_000])
        #expect(Set(reading.names[0]).count == 50_000)
        configuration.nameLimit = 1000
        let short = try await MeasurementReading.of([path], configuration, attributes: ["city"])
        #expect(short.names[0].joined().utf8.count < 1010)
    }

    @Test("damaged names of a state are refused")
    func damagedNames() {
        #expect(throws: RecordError.damagedNames(attribute: "city")) {
            _ = try MeasurementReader(
                MeasurementConfiguration(), attributes: ["city"], names: [["a", "b", "a"]])
        }
    }

    @Test("of a packed file that is cut off the whole lines count, and reading on takes up there")
    func truncated() async throws {
        let folder = try TemporaryFolder()
        let measurements = GeneratedMeasurements(count: 20_000, seed: 2)
        let plain = try folder.write(Array(measurements.csv.utf8), to: "log")
        let whole = try Data(contentsOf: URL(filePath: try pack(plain, with: "gzip")))
        let cut = try folder.write(Array(whole.prefix(whole.count / 2)), to: "cut")
        let first = try await MeasurementReading.of([cut])
        #expect(first.rows.count > 1000)
        #expect(first.rejects.map(\.reason) == [.cutOff])
        #expect(first.summary.fileErrors.count == 1)
        _ = try folder.write(Array(whole), to: "cut")
        let rest = try await MeasurementReading.of(
            [.file(path: cut)], from: first.summary.position, names: first.names)
        #expect(measurements.isRead(as: first.rows + rest.rows))
    }

    @Test("a file that is not there is told of, and the others are read")
    func absent() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Array((Self.header + "1700000000,u,1,Ulm").utf8), to: "log")
        let reading = try await MeasurementReading.of(["/nowhere/log", path], attributes: ["city"])
        #expect(reading.rows.count == 1)
        #expect(reading.summary.fileErrors.count == 1)
    }
}
