import Ontology
import Testing

@testable import Storage

@Suite("Keeping observations and beliefs")
struct StatementTests {
    private static let server: OntologyURI =
        "http://capri.csail.mit.edu/2006/capri/common#HttpServer"
    private static let status: PropertyPath = "http://capri.csail.mit.edu/2006/capri/core#status"

    private static func statement(
        _ payload: String, identity: String = "192.0.2.1", kind: StoredStatement.Kind = .value,
        from originator: String = "https://a.example/", evidence: String = "", time: Int64,
        expires: Int64? = nil
    ) -> StoredStatement {
        StoredStatement(
            componentClass: server, identity: identity, path: status, kind: kind,
            originator: originator, evidence: evidence, time: time, expires: expires,
            payload: payload)
    }

    @Test("what is kept is found again as it was")
    func roundTrip() async throws {
        let store = try AgentStore(inMemory: RetentionPolicy())
        let long = StoredStatement(
            componentClass: Self.server, identity: "a b|c'\"; DROP TABLE statement; --",
            path: "http://x.example/o#p|http://x.example/o#q", kind: .likelihood,
            originator: "https://ü.example/", evidence: "p|q\nr", time: .max, expires: nil,
            payload: #"{"OK":1}"#)
        try await store.keep([long], at: 0)
        #expect(
            try await store.statements(of: Self.server, identity: long.identity, at: 5) == [long])
        #expect(try await store.statements(at: 5) == [long])
    }

    @Test("of values of one property the newest is found, whoever saw it and in whatever order")
    func newestValueWins() async throws {
        let store = try AgentStore(inMemory: RetentionPolicy())
        let newest = Self.statement("FAIL", from: "https://b.example/", time: 30)
        try await store.keep([newest, Self.statement("OK", time: 20)], at: 0)
        try await store.keep([Self.statement("OK", from: "https://b.example/", time: 10)], at: 0)
        #expect(
            try await store.statements(of: Self.server, identity: "192.0.2.1", at: 40) == [newest])
        #expect(try await store.statements(of: Self.server, identity: "other", at: 40).isEmpty)
    }

    @Test("an older value is found again when the newer one has expired")
    func olderValueReturns() async throws {
        let store = try AgentStore(inMemory: RetentionPolicy())
        let lasting = Self.statement("OK", time: 10)
        let passing = Self.statement("FAIL", from: "https://b.example/", time: 20, expires: 50)
        try await store.keep([lasting, passing], at: 0)
        #expect(try await store.statements(at: 49) == [passing])
        #expect(try await store.statements(at: 50) == [lasting])
    }

    @Test("likelihoods of different evidence or originators stand beside each other")
    func likelihoodsAccumulate() async throws {
        let store = try AgentStore(inMemory: RetentionPolicy())
        let one = Self.statement("1", kind: .likelihood, evidence: "x", time: 10)
        let two = Self.statement("2", kind: .likelihood, evidence: "y", time: 11)
        let three = Self.statement(
            "3", kind: .likelihood, from: "https://b.example/", evidence: "x", time: 12)
        let newOne = Self.statement("4", kind: .likelihood, evidence: "x", time: 13)
        try await store.keep([one, two, three, newOne], at: 0)
        #expect(try await store.statements(at: 20) == [newOne, three, two])
    }

    @Test("what has expired on arrival is not kept")
    func expiredOnArrival() async throws {
        let store = try AgentStore(inMemory: RetentionPolicy())
        try await store.keep([Self.statement("OK", time: 0, expires: 100)], at: 100)
        #expect(try await store.statementCount() == 0)
    }

    @Test("beyond the limit expired statements go first, then the oldest")
    func bounded() async throws {
        let store = try AgentStore(inMemory: RetentionPolicy(statements: 10))
        let expiring = (0..<5).map {
            Self.statement("e", identity: "e\($0)", time: 1_000 + Int64($0), expires: 2_000)
        }
        let lasting = (0..<5).map {
            Self.statement("l", identity: "l\($0)", time: Int64($0))
        }
        try await store.keep(expiring + lasting, at: 0)
        #expect(try await store.statementCount() == 10)
        let new = (0..<7).map { Self.statement("n", identity: "n\($0)", time: 3_000 + Int64($0)) }
        try await store.keep(new, at: 3_000)
        #expect(try await store.statementCount() == 10)
        let identities = Set(try await store.statements(at: 3_000).map(\.identity))
        #expect(identities == Set((2..<5).map { "l\($0)" } + (0..<7).map { "n\($0)" }))
    }

    @Test("a purge removes exactly what has expired")
    func purge() async throws {
        let store = try AgentStore(inMemory: RetentionPolicy(step: 3))
        let statements = (0..<20).map {
            Self.statement("x", identity: "i\($0)", time: 0, expires: 100 + Int64($0))
        }
        try await store.keep(statements, at: 0)
        #expect(try await store.purge(at: 109) == 10)
        #expect(try await store.statementCount() == 10)
        #expect(try await store.statements(at: 109).count == 10)
        #expect(try await store.purge(at: 109) == 0)
    }
}
