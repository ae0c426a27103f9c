import Foundation
import Testing

@testable import Records

@Suite("Following measurements that are written", .serialized)
struct MeasurementFollowTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path("log") }
    private let header = "time,user,value,city\n"

    init() throws { folder = try TemporaryFolder() }

    private func append(_ text: String, to name: String = "log") throws {
        let path = folder.path(name)
        if !FileManager.default.fileExists(atPath: path) {
            try #require(FileManager.default.createFile(atPath: path, contents: nil))
        }
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
    }

    private func line(_ value: Int) -> String { "1700000000,u,\(value),Ulm\n" }

    /// Follows the log and does something at each event, until so many measurements came.
    private func follow(
        until count: Int, from position: ReadingPosition? = nil, names: [[String]] = [],
        _ act: (MeasurementEvent, Int) throws -> Void
    ) async throws -> MeasurementReading {
        let sign = StopSign()
        var configuration = MeasurementConfiguration()
        configuration.idleInterval = .milliseconds(1)
        configuration.shouldStop = { sign.isSet }
        var (rows, events) = (0, 0)
        return try await MeasurementReading.of(
            [.following(path: path, fromStart: true)], configuration, attributes: ["city"],
            from: position, names: names
        ) { event in
            if case .columns(let columns) = event { rows += columns.count }
            try act(event, rows)
            events += 1
            if rows >= count || events > 2000 { sign.set() }
        }
    }

    @Test("lines come as they are written, over rotation, and a header is no line")
    func rotation() async throws {
        try append(header + line(1) + "17000")
        var (isDone, wasIdle) = (false, false)
        let reading = try await follow(until: 4) { event, rows in
            if case .idle = event { wasIdle = true }
            guard wasIdle, !isDone else { return }
            isDone = true
            #expect(rows == 1)
            try append("00000,u,2,Ulm\n")
            try FileManager.default.moveItem(atPath: path, toPath: folder.path("log.1"))
            try append(line(3), to: "log.1")
            try append("value,city,time,user\n4,Bonn,1700000000,u\n")
        }
        #expect(reading.rows.map(\.value) == [1, 2, 3, 4])
        #expect(reading.names == [["Ulm", "Bonn"]])
        #expect(reading.rejects.isEmpty)
        #expect(reading.summary.position?.line == 2)
    }

    @Test("a log without header that takes the place of one with a header has its columns")
    func headerless() async throws {
        try append(header + line(1))
        var isDone = false
        let reading = try await follow(until: 3) { event, _ in
            guard case .idle = event, !isDone else { return }
            isDone = true
            try FileManager.default.moveItem(atPath: path, toPath: folder.path("log.1"))
            try append(line(2) + line(3))
        }
        #expect(reading.rows.map(\.value) == [1, 2, 3])
    }

    @Test(
        "a followed log is resumed where it was, rotated meanwhile or not",
        arguments: [false, true])
    func resuming(isRotated: Bool) async throws {
        try append(header + (0..<50).map { line($0) }.joined())
        let first = try await follow(until: 50) { _, _ in }
        try append(line(50))
        if isRotated {
            try FileManager.default.moveItem(atPath: path, toPath: folder.path("log.1"))
            try append(header)
        }
        try append(line(51))
        var isDone = false
        let second = try await follow(
            until: 3, from: first.summary.position, names: first.names
        ) { event, _ in
            guard case .idle = event, !isDone else { return }
            isDone = true
            try append(line(52))
        }
        #expect(second.rows.map(\.value) == [50, 51, 52])
        #expect(second.rejects.isEmpty)
        let third = try await follow(
            until: 1, from: second.summary.position, names: second.names
        ) { event, rows in
            if case .idle = event, rows == 0 { try append(line(53)) }
        }
        #expect(third.rows.first?.value == 53)
        #expect(third.warnings.isEmpty)
    }

    @Test("a log can be followed from its end on, with its header known", arguments: ["", "17000"])
    func fromEnd(half: String) async throws {
        try append(header + line(1) + half)
        let sign = StopSign()
        var configuration = MeasurementConfiguration()
        configuration.idleInterval = .milliseconds(1)
        configuration.shouldStop = { sign.isSet }
        var isDone = false
        let reading = try await MeasurementReading.of(
            [.following(path: path, fromStart: false)], configuration, attributes: ["city"]
        ) { event in
            if case .columns(let columns) = event, columns.count > 0 { sign.set() }
            guard case .idle = event, !isDone else { return }
            isDone = true
            try append((half.isEmpty ? "" : "00000,u,2,Ulm\n") + line(3))
        }
        #expect(reading.rows.map(\.value) == [3])
        #expect(reading.rejects.isEmpty)
        let rest = try await MeasurementReading.of(
            [.file(path: path)], attributes: ["city"], from: reading.summary.position,
            names: reading.names)
        #expect(rest.rows.isEmpty)
        #expect(rest.warnings.isEmpty)
    }

    @Test("following is cancelled at once")
    func cancelling() async throws {
        try append(header + line(1))
        let path = path
        let task = Task {
            _ = try await MeasurementReading.of(
                [.following(path: path, fromStart: true)], attributes: ["city"])
        }
        try await Task.sleep(for: .milliseconds(20))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
