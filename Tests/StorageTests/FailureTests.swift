import Foundation
import GRDB
import Testing

@testable import Storage

@Suite("When the store cannot be used")
struct FailureTests {
    @Test("a full disk is said to be full, what was kept stays, and all goes on when there is room")
    func diskFull() async throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        let store = try AgentStore(path: folder.file)
        try await store.database.writeWithoutTransaction { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 20)")
        }
        let (kept, refusals) = await Self.fill(store, notifications: 200)
        #expect(!kept.isEmpty)
        #expect(
            Set(refusals) == [.diskFull(path: folder.file, operation: "keep a notification")])
        #expect(kept.count + refusals.count == 200)
        #expect(Set(try await store.notifications().map(\.notificationID)) == kept)
        #expect(try await store.problems() == [])

        try await store.database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA max_page_count = 100000")
        }
        #expect(try await store.record(.sample("later")))
    }

    /// To be run where a small file system is mounted:
    /// `unshare -rm sh -c 'mount -t tmpfs -o size=1m small FOLDER; CULPRIT_SMALL_DISK=FOLDER swift test ...'`.
    @Test(
        "on a small disk what was acknowledged stays when the disk is full",
        .enabled(
            if: ProcessInfo.processInfo.environment["CULPRIT_SMALL_DISK"] != nil,
            "needs a small file system: set CULPRIT_SMALL_DISK to a folder on one"))
    func smallDisk() async throws {
        let disk = try #require(ProcessInfo.processInfo.environment["CULPRIT_SMALL_DISK"])
        let folder = try StoreFolder(in: disk)
        defer { folder.remove() }
        let filler = folder.path + "/filler"
        try Data(count: 200_000).write(to: URL(fileURLWithPath: filler))
        let kept: Set<String>
        do {
            let store = try AgentStore(path: folder.file)
            let refusals: [StorageError]
            (kept, refusals) = await Self.fill(store, notifications: 2_000)
            #expect(
                Set(refusals) == [.diskFull(path: folder.file, operation: "keep a notification")])
            #expect(!kept.isEmpty)
            try store.close()
        }
        // SQLite may need a little room to open the file.
        try FileManager.default.removeItem(atPath: filler)
        let again = try AgentStore(path: folder.file)
        #expect(
            Set(try await again.notifications(limit: 10_000).map(\.notificationID)) == kept)
        #expect(try await again.problems() == [])
    }

    @Test("a file that is no database is refused with what to do, and left as it is")
    func noDatabase() throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        let content = Data(String(repeating: "this is a letter. ", count: 500).utf8)
        try content.write(to: URL(fileURLWithPath: folder.file))
        let error = #expect(throws: StorageError.self) { try AgentStore(path: folder.file) }
        guard case .corrupt(folder.file, _, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.description.contains("sqlite3 FILE .recover") == true)
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file)) == content)
    }

    @Test("a damaged page is found by a check and refused when read, and the file stays")
    func damagedPage() async throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        let store = try AgentStore(path: folder.file)
        let document = String(repeating: "x", count: 3_000)
        for index in 0..<50 { try await store.record(.sample("n\(index)", document: document)) }
        try store.close()

        var content = try Data(contentsOf: URL(fileURLWithPath: folder.file))
        // All but the first pages, which hold the schema: the tables are found and cannot be read.
        for index in content.count / 2..<content.count { content[index] = 0xA5 }
        try content.write(to: URL(fileURLWithPath: folder.file))

        let damaged = try AgentStore(path: folder.file)
        #expect(try await !damaged.problems().isEmpty)
        await #expect { try await damaged.notifications() } throws: { error in
            guard case .corrupt? = error as? StorageError else { return false }
            return true
        }
        #expect(FileManager.default.fileExists(atPath: folder.file))
    }

    @Test("a store that cannot be written to says so and still reads")
    func readOnly() async throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        let store = try AgentStore(path: folder.file)
        try await store.record(.sample("before"))
        try await store.database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA query_only = ON")
        }
        await #expect(
            throws: StorageError.readOnly(path: folder.file, operation: "keep a notification")
        ) { try await store.record(.sample("after")) }
        #expect(try await store.notificationCount() == 1)
    }

    @Test("a folder that is not there is named")
    func missingFolder() throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        let path = folder.path + "/missing/agent.sqlite"
        let error = #expect(throws: StorageError.self) { try AgentStore(path: path) }
        guard case .cannotOpen(path, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("a store that is closed refuses instead of forgetting")
    func closed() async throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        let store = try AgentStore(path: folder.file)
        try store.close()
        await #expect(throws: StorageError.self) { try await store.record(.sample("n")) }
        await #expect(throws: StorageError.self) { try await store.notifications() }
    }

    @Test(
        "more than the queue holds is refused while the disk is busy, not hoarded",
        arguments: [(4, 1 << 20), (65_536, 400)])
    func overloaded(mostWaiting: Int, mostBytes: Int) async throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        let store = try AgentStore(path: folder.file)
        let queue = WriteQueue(
            database: store.database, mostWaiting: mostWaiting, mostBytesWaiting: mostBytes)
        // Another writer keeps the file, so that nothing leaves the queue meanwhile.
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: folder.file, configuration: configuration)
        try await other.writeWithoutTransaction { db in try db.execute(sql: "BEGIN IMMEDIATE") }
        let outcomes = try await withThrowingTaskGroup(of: StorageError?.self) { group in
            for index in 0..<30 {
                group.addTask {
                    do {
                        try await queue.write("write", bytes: 100) { db in
                            try db.execute(
                                sql: "INSERT INTO setting VALUES (?, x'00')",
                                arguments: ["\(index)"])
                        }
                        return nil
                    } catch {
                        return error as? StorageError
                    }
                }
            }
            // At most four are with the disk and four wait, so that most are refused at once; the first
            // refusal lets the disk go on.
            var outcomes: [StorageError?] = []
            while let outcome = try await group.next() {
                if outcomes.isEmpty {
                    #expect(outcome != nil)
                    try await other.writeWithoutTransaction { db in try db.execute(sql: "COMMIT") }
                }
                outcomes.append(outcome)
            }
            return outcomes
        }
        let refusals = outcomes.compactMap { $0 }
        #expect(!refusals.isEmpty)
        for refusal in refusals {
            guard case .overloaded("write", let waiting) = refusal, waiting == 4 else {
                Issue.record("\(refusal)")
                continue
            }
        }
        let kept = try await store.read("count") { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM setting")
        }
        #expect(kept == 30 - refusals.count)
    }

    /// Records from many callers until all were answered: what was acknowledged, and the refusals.
    private static func fill(
        _ store: AgentStore, notifications: Int
    ) async -> (kept: Set<String>, refusals: [StorageError]) {
        await withTaskGroup(of: Result<String, StorageError>.self) { group in
            for index in 0..<notifications {
                group.addTask {
                    do throws(StorageError) {
                        let document = String(repeating: "x", count: 2_000)
                        try await store.record(.sample("n\(index)", document: document))
                        return .success("n\(index)")
                    } catch {
                        return .failure(error)
                    }
                }
            }
            var kept: Set<String> = []
            var refusals: [StorageError] = []
            for await outcome in group {
                switch outcome {
                case .success(let id): kept.insert(id)
                case .failure(let error): refusals.append(error)
                }
            }
            return (kept, refusals)
        }
    }
}
