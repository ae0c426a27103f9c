import Foundation
import GRDB
import Testing

@testable import Storage

@Suite("Retention")
struct RetentionTests {
    private static let day: Int64 = 86_400_000

    @Test("what is too old goes, and of the rest the oldest beyond the limit")
    func ageAndRows() async throws {
        let store = try AgentStore(
            inMemory: RetentionPolicy(notifications: .init(rows: 5, days: 10), step: 2))
        for index in 0..<20 {
            try await store.record(.sample("n\(index)", at: Int64(index) * Self.day))
        }
        // On day 19 those of day 9 and later are young enough; five of these stay.
        #expect(try await store.purge(at: 19 * Self.day) == 15)
        #expect(
            try await store.notifications().map(\.notificationID)
                == (15..<20).map { "n\($0)" })
        #expect(try await store.purge(at: 26 * Self.day) == 1)
    }

    @Test("a step removes no more than it may")
    func step() async throws {
        let store = try AgentStore(
            inMemory: RetentionPolicy(diagnoses: .init(rows: 0, days: 1), step: 7))
        for time in 0..<30 {
            try await store.record(
                StoredDiagnosis(
                    time: Int64(time), service: "", requester: "", subject: "", payload: ""))
        }
        #expect(try await store.purgeStep(at: 10 * Self.day) == 7)
        #expect(try await store.diagnosisCount() == 23)
        #expect(try await store.purge(at: 10 * Self.day) == 23)
        #expect(try await store.purgeStep(at: 10 * Self.day) == 0)
    }

    @Test("absurd policies end, too", arguments: [-5, 0])
    func absurd(number: Int) async throws {
        let store = try AgentStore(
            inMemory: RetentionPolicy(
                notifications: .init(rows: number, days: -1e300), statements: number,
                diagnoses: .init(rows: number, days: .infinity), step: number))
        try await store.record(.sample("n", at: 0))
        _ = try await store.purge(at: 1)
        #expect(try await store.notificationCount() == 0)
    }

    @Test("the file becomes smaller after a purge")
    func fileShrinks() async throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        let store = try AgentStore(
            path: folder.file, retention: RetentionPolicy(notifications: .init(rows: 10)))
        let document = String(repeating: "x", count: 4_000)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<1_000 {
                group.addTask { try await store.record(.sample("n\(index)", document: document)) }
            }
            try await group.waitForAll()
        }
        let before = try await Self.pages(store)
        try await store.purge(at: 0)
        let after = try await Self.pages(store)
        #expect(before > 1_000)
        #expect(after < before / 4)
        #expect(try await store.problems() == [])
    }

    private static func pages(_ store: AgentStore) async throws -> Int {
        try await store.read("count pages") { db in
            try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
        }
    }
}
