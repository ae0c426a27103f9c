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
    private static func state(_ number: Int, size: Int = 1_000) -> KeptState {
        KeptState(
            form: "test 1", position: "\(number)",
            content: (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ number) })
    }

    @Test("nothing is loaded where nothing was saved")
    func empty() throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        let store = try StateStore(path: folder.file)
        #expect(try store.load() == nil)
    }

    @Test("the last state is loaded, whole, after the file was closed", arguments: [0, 1, 100_000])
    func last(size: Int) throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        let first = try StateStore(path: folder.file)
        try first.save(Self.state(1, size: size + 70))
        try first.save(Self.state(2, size: size))
        #expect(try first.load() == Self.state(2, size: size))
        try first.close()
        let second = try StateStore(path: folder.file)
        #expect(try second.load() == Self.state(2, size: size))
        try second.close()
    }

    @Test("a state of more than one piece comes back whole")
    func pieces() throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        let store = try StateStore(path: folder.file)
        var large = Self.state(1, size: 0)
        large.content = [UInt8](repeating: 7, count: (64 << 20) + 5)
        large.content[64 << 20] = 9
        try store.save(large)
        #expect(try store.load() == large)
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
        try store.save(Self.state(1))
        try store.close()
        let queue = try DatabaseQueue(path: folder.file)
        try queue.write { try $0.execute(sql: "DELETE FROM piece") }
        try queue.close()
        let again = try StateStore(path: folder.file)
        #expect(throws: StorageError.self) { try again.load() }
    }

    @Test("after kill -9 in the middle of saving, one of the states is there, whole")
    func killed() async throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        let path = folder.file
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let store = try StateStore(path: path)
            try store.save(StateStoreTests.state(1, size: 500_000))
            Thread.detachNewThread {
                usleep(150_000)
                kill(getpid(), SIGKILL)
            }
            var number = 2
            while true {
                try store.save(StateStoreTests.state(number, size: 500_000))
                number += 1
            }
        }
        let store = try StateStore(path: path)
        let found = try #require(try store.load())
        let number = try #require(Int(found.position))
        #expect(found == Self.state(number, size: 500_000))
    }
}
