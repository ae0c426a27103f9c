import Foundation
import GRDB
import Ontology
import Testing

@testable import Storage

@Suite("Files of older and newer versions")
struct SchemaTests {
    @Test("a file of version 1 is read, with everything in it")
    func versionOne() async throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        // Written by SQLite alone from the text below, as version 1 left it.
        do {
            let plain = try DatabaseQueue(path: folder.file)
            try await plain.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
                try db.execute(sql: VersionOneFile.sql)
            }
            try plain.close()
        }
        let store = try AgentStore(path: folder.file)
        #expect(try await store.problems() == [])
        let notifications = try await store.notifications()
        #expect(notifications.map(\.notificationID) == ["n1", "n2"])
        #expect(notifications.first?.document == Data("<capriMessage/>".utf8))
        #expect(try await store.notificationCount() == 2)
        let statements = try await store.statements(
            of: "https://o.example/#Server", identity: "192.0.2.1", at: 1_000)
        #expect(statements.map(\.payload) == [#"{"FAIL":0.9,"OK":0.1}"#])
        #expect(statements.first?.kind == .likelihood)
        #expect(
            try await store.currentKnowledge().map(\.parents) == [["b.status", "a.status"]])
        #expect(try await store.services(at: 1_000).map(\.service) == ["lookup"])
        #expect(try await store.services(at: 1_000, retracted: true).count == 2)
        #expect(try await store.setting("hashKey") == Data([1, 2, 3]))
        let diagnosis = try await store.diagnoses(in: 0..<1_000).first
        #expect(diagnosis?.label?.cause == "web server failure")
        #expect(diagnosis?.label?.origin == .person)
        // And it goes on from there.
        #expect(try await store.record(.sample("n1")) == false)
        #expect(try await store.record(.sample("n3")))
        #expect(try await store.notifications(after: 2).map(\.notificationID) == ["n3"])
    }

    @Test("version 1 is still what it was when it was released")
    func versionOneUnchanged() throws {
        let released = try DatabaseQueue()
        try released.writeWithoutTransaction { db in try db.execute(sql: VersionOneFile.sql) }
        let migrated = try DatabaseQueue()
        try StoreSchema.migrator.migrate(migrated, upTo: "version 1")
        #expect(try Self.schema(migrated) == Self.schema(released))
    }

    @Test("a file of a version to come is refused and left alone")
    func newer() async throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        do {
            let store = try AgentStore(path: folder.file)
            try await store.record(.sample("n"))
            try await store.database.write { db in
                try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('version 999')")
            }
            try store.close()
        }
        #expect(throws: StorageError.newerSchema(path: folder.file)) {
            try AgentStore(path: folder.file)
        }
        let count = try await DatabaseQueue(path: folder.file).read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM notification")
        }
        #expect(count == 1)
    }

    @Test(
        "acknowledged means flushed: write-ahead mode with synchronous = FULL, file for its owner only"
    )
    func flushed() async throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        let store = try AgentStore(path: folder.file)
        let (journal, synchronous, keys) = try await store.database.write { db in
            (
                try String.fetchOne(db, sql: "PRAGMA journal_mode"),
                try Int.fetchOne(db, sql: "PRAGMA synchronous"),
                try Int.fetchOne(db, sql: "PRAGMA foreign_keys")
            )
        }
        #expect(journal == "wal")
        #expect(synchronous == 2)
        #expect(keys == 1)
        for path in [folder.file, folder.file + "-wal"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        }
    }

    private static func schema(_ database: DatabaseQueue) throws -> Set<String> {
        try database.read { db in
            try String.fetchSet(
                db,
                sql: """
                    SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '')
                    FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                        AND name <> 'grdb_migrations'
                    """)
        }
    }
}
