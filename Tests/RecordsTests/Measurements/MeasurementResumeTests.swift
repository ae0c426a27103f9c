import Foundation
import Testing

@testable import Records

@Suite("Reading on where measurements were read to")
struct MeasurementResumeTests {
    private let folder: TemporaryFolder
    private let measurements = GeneratedMeasurements(count: 400, seed: 8)

    init() throws { folder = try TemporaryFolder() }

    private func configuration(_ chunk: Int) -> MeasurementConfiguration {
        var configuration = MeasurementConfiguration()
        // A read takes as much as a piece and the longest line have together.
        (configuration.chunkSize, configuration.lineLimit) = (chunk, 300)
        return configuration
    }

    /// Resumes at every position of a whole run and compares with it.
    private func compare(
        _ inputs: [RecordInput], _ configuration: MeasurementConfiguration,
        attributes: [String] = MeasurementReading.attributes
    ) async throws -> MeasurementReading {
        let whole = try await MeasurementReading.of(
            inputs, configuration, attributes: attributes)
        let stride = max(1, whole.positions.count / 12)
        for place in Swift.stride(from: 0, to: whole.positions.count, by: stride) {
            let stop = whole.positions[place]
            let kept = try JSONDecoder().decode(
                ReadingPosition.self, from: JSONEncoder().encode(stop.position))
            #expect(kept == stop.position)
            let rest = try await MeasurementReading.of(
                inputs, configuration, attributes: attributes, from: kept, names: stop.names,
                seed: 5)
            #expect(rest.rows == Array(whole.rows[stop.rows...]), "\(kept)")
            #expect(rest.names == whole.names, "\(kept)")
            #expect(rest.warnings.isEmpty, "\(rest.warnings)")
            #expect(rest.summary.position == whole.summary.position)
            let before = whole.rejects.count - rest.rejects.count
            #expect(rest.rejects == Array(whole.rejects[before...]))
        }
        return whole
    }

    @Test(
        "a run that is resumed at any piece gives what one run gives",
        arguments: ["csv", "tsv", "json"], ["plain", "gzip", "zstd"])
    func anywhere(format: String, packing: String) async throws {
        let text =
            switch format {
            case "csv": measurements.csv
            case "tsv": measurements.tsv
            default: measurements.json
            }
        var path = try folder.write(Array(text.utf8), to: "measurements")
        if packing != "plain" { path = try pack(path, with: packing) }
        let whole = try await compare([.file(path: path)], configuration(1500))
        #expect(measurements.isRead(as: whole.rows))
        #expect(whole.positions.count > 10)
    }

    @Test("over several files too, with rejected, long and unended lines")
    func several() async throws {
        var lines = measurements.csv.split(separator: "\n").map(String.init)
        for index in stride(from: 5, to: lines.count, by: 13) { lines[index] += ",one more" }
        for index in stride(from: 9, to: lines.count, by: 57) {
            lines[index] = String(repeating: "x", count: 7000)
        }
        let text = Array(lines.joined(separator: "\r\n").utf8)
        let first = try folder.write([0xef, 0xbb, 0xbf] + text, to: "first")
        let second = try folder.write(Array(measurements.json.utf8), to: "second")
        let third = try folder.write(text, to: "third")
        var configuration = configuration(1000)
        configuration.lineLimit = 500
        let whole = try await compare(
            [.file(path: first), .file(path: second), .file(path: third)], configuration)
        #expect(whole.rows.count > 1000)
        #expect(Set(whole.rejects.map(\.reason)) == [.columns, .tooLong])
        #expect(Set(whole.positions.map(\.position.input)) == [0, 1, 2])
        #expect(whole.positions.contains { $0.position.endsInLine })
    }

    @Test("what a file has grown by is read, and nothing twice")
    func growth() async throws {
        let lines = measurements.csv.split(separator: "\n", omittingEmptySubsequences: false)
        let path = try folder.write(
            Array(lines[..<100].joined(separator: "\n").utf8) + [0x0a], to: "log")
        let first = try await MeasurementReading.of([path])
        _ = try folder.write(Array(measurements.csv.utf8), to: "log")
        let second = try await MeasurementReading.of(
            [.file(path: path)], from: first.summary.position, names: first.names)
        #expect(measurements.isRead(as: first.rows + second.rows))
        let third = try await MeasurementReading.of(
            [.file(path: path)], from: second.summary.position, names: second.names)
        #expect(third.rows.isEmpty)
        #expect(third.summary.position == second.summary.position)
    }

    @Test("of a line that had no end when it was read, the rest is not a line of its own")
    func unended() async throws {
        let begin = "time,user,value,city\n1700000000,a,1,Ulm\n1700000000,b,2,Ulm"
        let path = try folder.write(Array(begin.utf8), to: "log")
        let first = try await MeasurementReading.of([path], attributes: ["city"])
        #expect(first.rows.count == 2)
        _ = try folder.write(Array((begin + "m\n1700000001,c,3,Bonn\n").utf8), to: "log")
        let second = try await MeasurementReading.of(
            [.file(path: path)], attributes: ["city"], from: first.summary.position,
            names: first.names)
        #expect(second.rows.map(\.value) == [3])
        #expect(second.rejects.isEmpty)
    }

    @Test(
        "the rest of a rotated file is read before the new one",
        arguments: ["log.1", "log.1.gz", "log.2"])
    func rotation(name: String) async throws {
        let text = Array(measurements.csv.utf8)
        let path = try folder.write(text, to: "log")
        let whole = try await MeasurementReading.of([path], configuration(2000))
        let stop = whole.positions[3]
        let old = folder.path(name == "log.2" ? name : "log.1")
        try FileManager.default.moveItem(atPath: path, toPath: old)
        if name == "log.1.gz" {
            _ = try pack(old, with: "gzip")
            try FileManager.default.removeItem(atPath: old)
        }
        let header = "time,client,rtt,origin_as,prefix,city\n"
        var expected = [Float]()
        if name == "log.2" {
            _ = try folder.write(Array((header + "1700100000,a,7,1,p,Ulm\n").utf8), to: "log.1")
            expected.append(7)
        }
        _ = try folder.write(Array((header + "1700200000,a,8,1,p,Ulm\n").utf8), to: "log")
        expected.append(8)
        let rest = try await MeasurementReading.of(
            [.file(path: path)], configuration(2000), from: stop.position, names: stop.names)
        #expect(rest.warnings == [.fileRotated(stop.position, to: folder.path(name))])
        #expect(Array(rest.rows.dropLast(expected.count)) == Array(whole.rows[stop.rows...]))
        #expect(rest.rows.suffix(expected.count).map(\.value) == expected)
        // A stop in the midst of the old file is resumed there as well.
        let again = try await MeasurementReading.of(
            [.file(path: path)], configuration(2000), from: rest.positions[1].position,
            names: rest.positions[1].names)
        #expect(again.rows == Array(rest.rows[rest.positions[1].rows...]))
        #expect(again.names == rest.names)
    }

    @Test("a file that is another one is read from its beginning, and that is told")
    func replaced() async throws {
        let path = try folder.write(Array(measurements.csv.utf8), to: "log")
        let whole = try await MeasurementReading.of([path], configuration(2000))
        let other = GeneratedMeasurements(count: 30, seed: 99)
        _ = try folder.write(Array(other.json.utf8), to: "log")
        let stop = whole.positions[3].position
        let rest = try await MeasurementReading.of(
            [.file(path: path)], from: stop, names: whole.names)
        #expect(other.isRead(as: rest.rows))
        #expect(rest.warnings == [.fileReplaced(stop)])
    }

    @Test("a file that is shorter than it was, or no longer among the inputs, is told of")
    func shorter() async throws {
        let path = try folder.write(Array(measurements.csv.utf8), to: "log")
        let whole = try await MeasurementReading.of([path], configuration(2000))
        _ = try folder.write(Array(measurements.csv.utf8.prefix(1100)), to: "log")
        let stop = whole.positions[3].position
        let cut = try await MeasurementReading.of(
            [.file(path: path)], from: stop, names: whole.names)
        #expect(cut.rows.isEmpty)
        #expect(cut.warnings == [.fileCut(stop)])
        let other = try folder.write(Array(measurements.csv.utf8), to: "other")
        let gone = try await MeasurementReading.of(
            [.file(path: other)], from: stop, names: whole.names)
        #expect(measurements.isRead(as: gone.rows))
        #expect(gone.warnings == [.inputGone(stop)])
    }

    @Test("a pipe that brings the same again is read on, and another one from its beginning")
    func pipes() async throws {
        let path = try folder.write(Array(measurements.csv.utf8), to: "log")
        let pipe = folder.path("pipe")
        try #require(mkfifo(pipe, 0o600) == 0)
        func piped(_ file: String, from position: ReadingPosition?, _ names: [[String]])
            async throws -> MeasurementReading
        {
            let writer = Process()
            writer.executableURL = URL(filePath: "/bin/sh")
            writer.arguments = ["-c", "cat \"$0\" > \"$1\"", file, pipe]
            try writer.run()
            let reading = try await MeasurementReading.of(
                [.file(path: pipe)], configuration(2000), from: position, names: names)
            writer.waitUntilExit()
            return reading
        }
        let whole = try await piped(path, from: nil, [])
        #expect(measurements.isRead(as: whole.rows))
        let stop = whole.positions[2]
        let rest = try await piped(path, from: stop.position, stop.names)
        #expect(rest.rows == Array(whole.rows[stop.rows...]))
        #expect(rest.warnings.isEmpty)
        let other = GeneratedMeasurements(count: 30, seed: 5)
        let file = try folder.write(Array(other.csv.utf8), to: "other")
        let new = try await piped(file, from: stop.position, stop.names)
        #expect(other.isRead(as: new.rows))
        #expect(new.warnings == [.otherStream(stop.position)])
    }
}
