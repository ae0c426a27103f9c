import Foundation
import Synchronization
import Testing

@testable import Records

@Suite("Following a log that grows")
struct LogFollowerTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path("log") }

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

    /// All that can be read now.
    private func drain(_ follower: LogFollower) throws -> String {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 7, alignment: 1)
        defer { buffer.deallocate() }
        var bytes = [UInt8]()
        while true {
            let count = try follower.read(into: buffer)
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer.prefix(count)
        }
    }

    @Test("what is added is read, from the end or from the start")
    func growth() throws {
        try append("old line\n")
        let fromStart = LogFollower(path: path, fromStart: true)
        let fromEnd = LogFollower(path: path, fromStart: false)
        #expect(try drain(fromStart) == "old line\n")
        #expect(try drain(fromEnd) == "")
        try append("half")
        #expect(try drain(fromStart) == "half")
        try append(" a line\n")
        #expect(try drain(fromStart) == " a line\n")
        #expect(try drain(fromEnd) == "half a line\n")
        #expect(fromEnd.bytesRead == 12)
    }

    @Test("a renamed log is read to its end before the new one, even if it is still written to")
    func rotation() throws {
        try append("1\n")
        let follower = LogFollower(path: path, fromStart: true)
        #expect(try drain(follower) == "1\n")
        try FileManager.default.moveItem(atPath: path, toPath: folder.path("log.1"))
        try append("2\n", to: "log.1")
        #expect(try drain(follower) == "2\n")
        try append("3", to: "log.1")
        try append("4\n")
        #expect(try drain(follower) == "3\n4\n")
        #expect(follower.turns == 1)
    }

    @Test("a truncated log is read from its beginning")
    func truncation() throws {
        try append("one\ntwo\n")
        let follower = LogFollower(path: path, fromStart: true)
        #expect(try drain(follower) == "one\ntwo\n")
        #expect(truncate(path, 0) == 0)
        #expect(try drain(follower) == "")
        try append("three\n")
        #expect(try drain(follower) == "three\n")
        #expect(follower.turns == 1)
    }

    @Test("a log that is not there yet is waited for, and then read whole")
    func absent() async throws {
        let follower = LogFollower(path: path, fromStart: false, interval: .milliseconds(5))
        #expect(try drain(follower) == "")
        async let written: Void = {
            try await Task.sleep(for: .milliseconds(20))
            try append("first\n")
        }()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 100, alignment: 1)
        defer { buffer.deallocate() }
        let count = try await follower.read(into: buffer, within: .seconds(60))
        try await written
        #expect(String(decoding: buffer.prefix(count), as: UTF8.self) == "first\n")
    }

    @Test("waiting ends at its deadline")
    func deadline() async throws {
        let follower = LogFollower(path: path, fromStart: true, interval: .seconds(60))
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 100, alignment: 1)
        defer { buffer.deallocate() }
        #expect(try await follower.read(into: buffer, within: .milliseconds(30)) == 0)
    }

    @Test("a followed log gives blocks as they fill, over rotation, until it is told to stop")
    func reading() async throws {
        let flag = StopFlag()
        var configuration = RecordConfiguration()
        configuration.blocking = .requests(2)
        configuration.shouldStop = { flag.isSet }
        let reader = try RecordReader(configuration)
        try append("0 a\n1 b\n0 a")
        var blocks = [ObservationBlock]()
        let summary = try await reader.read([.following(path: path, fromStart: true)]) { block in
            blocks.append(block)
            switch blocks.count {
            case 1:
                try FileManager.default.moveItem(atPath: path, toPath: folder.path("log.1"))
                try append("1 c\n0 a\n")
            case 2: flag.set()
            default: break
            }
        }
        #expect(blocks.map(\.requests) == [2, 2, 1])
        #expect(blocks.map(\.failures) == [1, 1, 0])
        #expect(summary.lines == 5)
    }

    @Test("an open window is closed when nothing comes for long enough")
    func idle() async throws {
        let flag = StopFlag()
        var configuration = RecordConfiguration()
        configuration.blocking = .every(.seconds(60), lateness: .zero)
        configuration.idleLimit = .milliseconds(1)
        configuration.shouldStop = { flag.isSet }
        let reader = try RecordReader(configuration)
        try append("time,status,server\n1700000000,500,a\n")
        let summary = try await reader.read([.following(path: path, fromStart: true)]) { block in
            #expect(block.failures == 1)
            flag.set()
        }
        #expect(summary.blocks == 1)
    }
}

/// Whether somebody wants to stop.
private final class StopFlag: Sendable {
    private let flag = Mutex(false)
    var isSet: Bool { flag.withLock { $0 } }
    func set() { flag.withLock { $0 = true } }
}
