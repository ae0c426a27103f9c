import Ontology
import Testing

@testable import Storage

@Suite("Keeping dependency knowledge")
struct KnowledgeTests {
    private static func knowledge(
        _ payload: String, property: String = "status", parents: [PropertyPath] = ["host.status"],
        version: Int64 = 1, at time: Int64
    ) -> StoredKnowledge {
        StoredKnowledge(
            subject: "https://o.example/#Server", property: property, parents: parents,
            version: version, source: "learned", publishedAt: time, payload: payload)
    }

    @Test("the newest of each property and set of parents is current, the others are history")
    func current() async throws {
        let store = try AgentStore(inMemory: RetentionPolicy())
        let old = Self.knowledge("old", at: 1)
        let new = Self.knowledge("new", version: 2, at: 2)
        let sameTime = Self.knowledge("newer", version: 3, at: 2)
        let otherParents = Self.knowledge("other", parents: ["a.b", "c.d"], at: 1)
        try await store.keep([sameTime, otherParents, old, new])
        try await store.keep([old])
        let current = try await store.currentKnowledge()
        #expect(Set(current) == [sameTime, otherParents])
        let history = try await store.knowledgeHistory(
            of: "https://o.example/#Server", property: "status")
        #expect(history.count == 4)
        #expect(history.first == sameTime)
    }

    @Test("the order of parents is kept, and does not make other knowledge of it")
    func parentOrder() async throws {
        let store = try AgentStore(inMemory: RetentionPolicy())
        let one = Self.knowledge("1", parents: ["b.x", "a.x"], at: 1)
        let two = Self.knowledge("2", parents: ["a.x", "b.x"], at: 2)
        let prior = Self.knowledge("3", property: "prior", parents: [], at: 1)
        try await store.keep([one])
        #expect(try await store.currentKnowledge() == [one])
        try await store.keep([two, prior])
        #expect(try await store.currentKnowledge() == [prior, two])
    }

    @Test("a purge keeps so many versions, and the current one whatever its age")
    func purge() async throws {
        let day: Int64 = 86_400_000
        let store = try AgentStore(
            inMemory: RetentionPolicy(knowledge: .init(rows: 3, days: 2), step: 1))
        try await store.keep(
            (1...6).map { Self.knowledge("\($0)", version: $0, at: $0 * day / 4) })
        try await store.purge(at: 2 * day)
        #expect(
            try await store.knowledgeHistory(of: "https://o.example/#Server", property: "status")
                .map(\.version) == [6, 5, 4])
        try await store.purge(at: 100 * day)
        #expect(try await store.currentKnowledge().map(\.version) == [6])
    }
}
