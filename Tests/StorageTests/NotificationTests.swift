import Foundation
import Testing

@testable import Storage

@Suite("Keeping notifications")
struct NotificationTests {
    @Test("a notification sent twice is kept once, as it came first")
    func duplicate() async throws {
        let store = try AgentStore(inMemory: RetentionPolicy())
        #expect(try await store.record(.sample("n1", document: "first")))
        #expect(try await store.record(.sample("n1", document: "second")) == false)
        #expect(try await store.record(.sample("n1", from: "https://other.example/")))
        let kept = try await store.notifications()
        #expect(kept.map(\.sender) == ["https://user.example/", "https://other.example/"])
        #expect(kept.first?.document == Data("first".utf8))
        #expect(try await store.notificationCount() == 2)
    }

    @Test("the same notification from many callers at once is new to exactly one of them")
    func concurrentDuplicates() async throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        let store = try AgentStore(path: folder.file)
        let new = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<100 { group.addTask { try await store.record(.sample("same")) } }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(new == 1)
        #expect(try await store.notificationCount() == 1)
    }

    @Test("a reader that keeps its place sees every notification once and in order")
    func paging() async throws {
        let store = try AgentStore(inMemory: RetentionPolicy())
        for index in 1...25 { try await store.record(.sample("n\(index)")) }
        var seen: [String] = []
        var place: Int64 = 0
        while true {
            let page = try await store.notifications(after: place, limit: 10)
            guard let last = page.last else { break }
            seen += page.map(\.notificationID)
            place = last.number
        }
        #expect(seen == (1...25).map { "n\($0)" })
        #expect(try await store.notifications(service: "other").isEmpty)
        #expect(try await store.notifications(service: "failures", limit: 3).count == 3)
    }

    @Test("a place in the order is not given twice, even after everything was purged")
    func placesAreNotReused() async throws {
        let policy = RetentionPolicy(notifications: .init(rows: 10, days: 1))
        let store = try AgentStore(inMemory: policy)
        try await store.record(.sample("old", at: 0))
        let place = try #require(try await store.notifications().first?.number)
        try await store.purge(at: 10 * 86_400_000)
        #expect(try await store.notificationCount() == 0)
        try await store.record(.sample("new", at: 10 * 86_400_000))
        #expect(try await store.notifications(after: place).map(\.notificationID) == ["new"])
    }

    @Test("concurrent callers share transactions and each gets its own answer")
    func groupCommit() async throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        let store = try AgentStore(path: folder.file)
        let before = store.writeStatistics
        try await withThrowingTaskGroup(of: Void.self) { group in
            for caller in 0..<64 {
                group.addTask {
                    for index in 0..<20 {
                        let isNew = try await store.record(.sample("\(caller)/\(index)"))
                        #expect(isNew)
                    }
                }
            }
            try await group.waitForAll()
        }
        let after = store.writeStatistics
        #expect(after.writes - before.writes == 1280)
        #expect(after.transactions - before.transactions < 1280)
        #expect(after.largestBatch > 1)
        #expect(try await store.notificationCount() == 1280)
    }

    @Test("a write that is refused takes none of those beside it down")
    func refusedBesideOthers() async throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        let store = try AgentStore(path: folder.file)
        let kept = await withTaskGroup(of: Bool.self) { group in
            for index in 0..<200 {
                group.addTask {
                    if index.isMultiple(of: 10) {
                        // A label without who gave it is against a constraint of the table.
                        let refused: Void? = try? await store.write("be refused") { db in
                            try db.execute(
                                sql: """
                                    INSERT INTO diagnosis
                                        (time, service, requester, subject, payload, label)
                                    VALUES (0, '', '', '', '', 'x')
                                    """)
                        }
                        return refused != nil
                    }
                    return (try? await store.record(.sample("n\(index)"))) == true
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(kept == 180)
        #expect(try await store.notificationCount() == 180)
        #expect(try await store.diagnosisCount() == 0)
    }

    @Test("readers see whole transactions while others write")
    func readersWhileWriting() async throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        let store = try AgentStore(path: folder.file)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for index in 0..<300 {
                    // Two rows a transaction: an odd number of them is half of one.
                    try await store.write("write a pair") { db in
                        for half in ["a", "b"] {
                            try db.execute(
                                sql: """
                                    INSERT INTO notification
                                        (sender, notificationID, service, receivedAt, document)
                                    VALUES ('s', ?, 'x', 0, x'00')
                                    """, arguments: ["\(index)\(half)"])
                        }
                    }
                }
            }
            for _ in 0..<3 {
                group.addTask {
                    var last = 0
                    for _ in 0..<200 {
                        let count = try await store.notifications(limit: 10_000).count
                        #expect(count.isMultiple(of: 2))
                        #expect(count >= last)
                        last = count
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await store.notificationCount() == 600)
    }

    @Test("a caller that is cancelled before it asks changes nothing and is told so")
    func cancelled() async throws {
        let store = try AgentStore(inMemory: RetentionPolicy())
        let task = Task { () -> StorageError? in
            while !Task.isCancelled { await Task.yield() }
            do throws(StorageError) {
                try await store.record(.sample("late"))
                return nil
            } catch {
                return error
            }
        }
        task.cancel()
        #expect(await task.value == .cancelled(operation: "keep a notification"))
        #expect(try await store.notificationCount() == 0)
    }

    @Test(
        "notifications a second of 64 callers, for people to read",
        .enabled(
            if: ProcessInfo.processInfo.environment["CULPRIT_SLOW_TESTS"] == "1",
            "measures; set CULPRIT_SLOW_TESTS=1"))
    func throughput() async throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        let document = String(repeating: "d", count: 2_000)
        for (callers, each) in [(1, 500), (8, 500), (64, 500), (512, 100)] {
            let store = try AgentStore(path: folder.path + "/\(callers).sqlite")
            let duration = try await ContinuousClock().measure {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for caller in 0..<callers {
                        group.addTask {
                            for index in 0..<each {
                                try await store.record(
                                    .sample("\(caller)/\(index)", document: document))
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            let statistics = store.writeStatistics
            #expect(try await store.notificationCount() == callers * each)
            let seconds = duration / .seconds(1)
            print(
                "\(callers) callers: \(Int(Double(callers * each) / seconds)) notifications/s,",
                "\(Int(Double(statistics.transactions) / seconds)) transactions/s,",
                "\(statistics.writes / max(1, statistics.transactions)) a transaction,",
                "at most \(statistics.largestBatch)")
        }
    }
}
