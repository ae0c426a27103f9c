import Foundation
import GRDB
import Testing

@testable import Storage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite("The state of a program that reads a stream")
struct StateStoreTests {
    private static func content(_ number: Int, size: Int) -> [UInt8] {
        (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ number) }
    }

    private static func save(_ number: Int, size: Int = 1_000, in store: StateStore) throws {
        try store.save(KeptState(form: "test 1", position: "\(number)")) { sink in
            let all = content(number, size: size)
            try sink(Array(all.prefix(10)))
            try sink(Array(all.dropFirst(10)))
        }
    }

    private static func load(_ store: StateStore) throws -> [UInt8] {
        try store.load { next in
            var all: [UInt8] = []
            while let piece = try next() { all += piece }
            return all
        }
    }

    @Test("nothing is loaded where nothing was saved")
    func empty() throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        let store = try StateStore(path: folder.file)
        #expect(try store.state() == nil)
        #expect(try Self.load(store) == [])
    }

    @Test("the last state is loaded, whole, after the file was closed", arguments: [0, 1, 100_000])
    func last(size: Int) throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        let first = try StateStore(path: folder.file)
        try Self.save(1, size: size + 70, in: first)
        try Self.save(2, size: size, in: first)
        #expect(try Self.load(first) == Self.content(2, size: size))
        try first.close()
        let second = try StateStore(path: folder.file)
        #expect(try second.state() == KeptState(form: "test 1", position: "2"))
        #expect(try Self.load(second) == Self.content(2, size: size))
        try second.close()
    }

    @Test("a state that cannot be written to its end leaves the one before")
    func interrupted() throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        let store = try StateStore(path: folder.file)
        try Self.save(1, in: store)
        #expect(throws: CancellationError.self) {
            try store.save(KeptState(form: "test 1", position: "2")) { sink in
                try sink([1, 2, 3])
                throw CancellationError()
            }
        }
        #expect(try store.state()?.position == "1")
        #expect(try Self.load(store) == Self.content(1, size: 1_000))
    }

    @Test("a piece that is too large for SQLite is cut, and comes back whole")
    func pieces() throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        let store = try StateStore(path: folder.file)
        var large = [UInt8](repeating: 7, count: (64 << 20) + 5)
        large[64 << 20] = 9
        try store.save(KeptState(form: "test 1", position: "")) { try $0(large) }
        #expect(try Self.load(store) == large)
    }

    @Test("a second program is refused while the first has the file")
    func busy() throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        let store = try StateStore(path: folder.file)
        #expect {
            try StateStore(path: folder.file)
        } throws: {
            guard case .busy = $0 as? StorageError else { return false }
            return true
        }
        try store.close()
        try StateStore(path: folder.file).close()
    }

    @Test("a database of something else is refused and left as it is")
    func other() async throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        try AgentStore(path: folder.file).close()
        #expect(throws: StorageError.self) { try StateStore(path: folder.file) }
        let store = try AgentStore(path: folder.file)
        #expect(try await store.problems() == [])
    }

    @Test("a file that is no database, and a folder that is not there, are named")
    func noDatabase() throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        try Data(repeating: 65, count: 8_192).write(to: URL(fileURLWithPath: folder.file))
        #expect {
            try StateStore(path: folder.file)
        } throws: {
            guard case .corrupt(folder.file, _, _) = $0 as? StorageError else { return false }
            return true
        }
        #expect(throws: StorageError.self) { try StateStore(path: folder.path + "/no/state") }
    }

    @Test("a missing piece is found out")
    func damaged() throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        let store = try StateStore(path: folder.file)
        try Self.save(1, in: store)
        try store.close()
        let queue = try DatabaseQueue(path: folder.file)
        try queue.write { try $0.execute(sql: "DELETE FROM piece WHERE number = 1") }
        try queue.close()
        let again = try StateStore(path: folder.file)
        #expect(throws: StorageError.self) { try Self.load(again) }
    }

    @Test("after kill -9 in the middle of saving, one of the states is there, whole")
    func killed() async throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        let path = folder.file
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let store = try StateStore(path: path)
            try StateStoreTests.save(1, size: 500_000, in: store)
            Thread.detachNewThread {
                usleep(150_000)
                kill(getpid(), SIGKILL)
            }
            var number = 2
            while true {
                try StateStoreTests.save(number, size: 500_000, in: store)
                number += 1
            }
        }
        let store = try StateStore(path: path)
        let found = try #require(try store.state())
        let number = try #require(Int(found.position))
        #expect(try Self.load(store) == Self.content(number, size: 500_000))
    }
}
