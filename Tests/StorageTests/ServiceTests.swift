import Foundation
import Testing

@testable import Storage

@Suite("Keeping services")
struct ServiceTests {
    private static func offer(
        _ text: String, time: Int64, lease: Int64?
    ) -> StoredService {
        StoredService(
            agent: "https://dns.example/", service: "lookup", time: time, leaseEnd: lease,
            advertisement: Data(text.utf8))
    }

    private static func withdrawal(time: Int64) -> StoredService {
        StoredService(
            agent: "https://dns.example/", service: "lookup", time: time, advertisement: nil)
    }

    @Test("a service is listed while its lease holds, and is gone after a purge")
    func lease() async throws {
        let store = try AgentStore(inMemory: RetentionPolicy())
        try await store.keep([Self.offer("1", time: 1, lease: 100)])
        #expect(try await store.services(at: 99).count == 1)
        #expect(try await store.services(at: 100).isEmpty)
        #expect(try await store.purge(at: 99) == 0)
        #expect(try await store.purge(at: 100) == 1)
    }

    @Test("hearing of a service again prolongs its lease and never shortens it")
    func prolonged() async throws {
        let store = try AgentStore(inMemory: RetentionPolicy())
        try await store.keep([Self.offer("1", time: 1, lease: 100)])
        try await store.keep([Self.offer("1", time: 1, lease: 200)])
        try await store.keep([Self.offer("1", time: 1, lease: 150)])
        #expect(try await store.services(at: 0).map(\.leaseEnd) == [200])
        try await store.keep([Self.offer("2", time: 2, lease: 120)])
        #expect(try await store.services(at: 0) == [Self.offer("2", time: 2, lease: 120)])
    }

    /// Everything that two directories may have heard, in all orders: they must end alike.
    @Test("the order in which news arrive does not matter")
    func commutes() async throws {
        let news = [
            Self.offer("1", time: 1, lease: 50), Self.withdrawal(time: 2),
            Self.offer("2", time: 2, lease: 500), Self.offer("1", time: 1, lease: 90),
        ]
        for order in Self.permutations(news) {
            let store = try AgentStore(inMemory: RetentionPolicy())
            for piece in order { try await store.keep([piece]) }
            #expect(try await store.services(at: 0).isEmpty)
            #expect(try await store.services(at: 0, retracted: true) == [Self.withdrawal(time: 2)])
        }
        let returned = Self.offer("3", time: 3, lease: 500)
        for order in Self.permutations(news + [returned]) {
            let store = try AgentStore(inMemory: RetentionPolicy())
            for piece in order { try await store.keep([piece]) }
            #expect(try await store.services(at: 0, retracted: true) == [returned])
        }
    }

    @Test("a retraction is remembered for its days and then forgotten")
    func tombstone() async throws {
        let store = try AgentStore(inMemory: RetentionPolicy(retractionDays: 1))
        try await store.keep([Self.withdrawal(time: 0)])
        #expect(try await store.purge(at: 86_400_000) == 0)
        #expect(try await store.purge(at: 86_400_001) == 1)
    }

    @Test("of many that make a key at once all get the same")
    func keyMadeOnce() async throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        // Two stores over one file: as two processes would.
        let stores = [try AgentStore(path: folder.file), try AgentStore(path: folder.file)]
        let keys = try await withThrowingTaskGroup(of: Data.self) { group in
            for index in 0..<40 {
                group.addTask {
                    try await stores[index % 2].setting(
                        "hashKey", orInsert: Data([UInt8(index)]))
                }
            }
            return try await group.reduce(into: Set<Data>()) { $0.insert($1) }
        }
        #expect(keys.count == 1)
        #expect(try await stores[0].setting("hashKey") == keys.first)
        try await stores[1].setSetting("hashKey", to: Data([200]))
        #expect(try await stores[0].setting("hashKey") == Data([200]))
        try await stores[0].setSetting("hashKey", to: nil)
        #expect(try await stores[1].setting("hashKey") == nil)
    }

    private static func permutations<Element>(_ items: [Element]) -> [[Element]] {
        guard items.count > 1 else { return [items] }
        return items.indices.flatMap { index -> [[Element]] in
            var rest = items
            let first = rest.remove(at: index)
            return permutations(rest).map { [first] + $0 }
        }
    }
}
