import Foundation
import GRDB

/// The state of one program that reads a stream, kept over restarts.
///
/// A SQLite file in write-ahead mode, flushed at each commit (`synchronous = FULL`): after `kill -9` or a power failure it
/// holds the state that was saved last, whole, with the position that belongs to it. One program at a time: another one
/// that opens the file is refused as busy.
public final class StateStore: Sendable {
    /// The file.
    public let path: String

    private let database: DatabaseQueue

    /// SQLite takes at most a thousand million bytes at once.
    private static let pieceSize = 64 << 20

    /// Opens the file, makes it when there is none.
    ///
    /// A new file is for its owner only. One that is damaged, no database or of another program is left as it is.
    ///
    /// - Throws: ``StorageError``: `cannotOpen`, `corrupt`, `newerSchema`, `readOnly`, `diskFull`, `busy`.
    public init(path: String) throws(StorageError) {
        do {
            AgentStore.makePrivateFile(at: path)
            var configuration = Configuration()
            configuration.label = "state"
            database = try DatabaseQueue(path: path, configuration: configuration)
            try database.inDatabase { db in
                // Held from the first write to the end, so that two programs do not take turns with one state.
                try db.execute(
                    sql: """
                        PRAGMA locking_mode = EXCLUSIVE;
                        PRAGMA journal_mode = WAL;
                        PRAGMA synchronous = FULL;
                        """)
            }
            try Self.migrate(database, path: path)
            self.path = path
        } catch {
            throw StorageError(error, operation: "open the state", path: path)
        }
    }

    private static func migrate(_ database: DatabaseQueue, path: String) throws {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("state 1") { db in
            let others = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM sqlite_master WHERE name NOT LIKE 'grdb_%'")
            guard others == 0 else {
                throw StorageError.cannotOpen(
                    path: path, reason: "it is a database of something else")
            }
            try db.execute(
                sql: """
                    CREATE TABLE state (
                        form TEXT NOT NULL, position TEXT NOT NULL, size INTEGER NOT NULL) STRICT;
                    CREATE TABLE piece (
                        number INTEGER PRIMARY KEY, content BLOB NOT NULL) STRICT;
                    """)
        }
        if try database.read(migrator.hasBeenSuperseded) {
            throw StorageError.newerSchema(path: path)
        }
        try migrator.migrate(database)
        // The lock is taken by a write, and there may have been none.
        try database.write { db in
            try db.execute(sql: "DELETE FROM piece WHERE number < 0")
        }
    }

    /// Keeps a state in place of the one before; it is on disk when this returns.
    ///
    /// Blocks for as long as the disk takes.
    ///
    /// - Throws: ``StorageError``; the state before is still there then.
    public func save(_ state: KeptState) throws(StorageError) {
        do {
            try database.write { db in
                try db.execute(sql: "DELETE FROM state; DELETE FROM piece;")
                try db.execute(
                    sql: "INSERT INTO state VALUES (?, ?, ?)",
                    arguments: [state.form, state.position, state.content.count])
                let begins = stride(from: 0, to: state.content.count, by: Self.pieceSize)
                for (number, begin) in begins.enumerated() {
                    let piece = state.content[begin...].prefix(Self.pieceSize)
                    try db.execute(
                        sql: "INSERT INTO piece VALUES (?, ?)", arguments: [number, Data(piece)])
                }
            }
        } catch {
            throw StorageError(error, operation: "keep the state", path: path)
        }
    }

    /// The state that was saved last; nil when there was none.
    ///
    /// - Throws: ``StorageError``: `unreadable` when a part of it is gone.
    public func load() throws(StorageError) -> KeptState? {
        do {
            return try database.read { db in
                guard let row = try Row.fetchOne(db, sql: "SELECT * FROM state") else { return nil }
                var state = KeptState(form: row["form"], position: row["position"], content: [])
                let size: Int = row["size"]
                let pieces = try Row.fetchCursor(
                    db, sql: "SELECT content FROM piece ORDER BY number")
                while let piece = try pieces.next() {
                    state.content += piece["content"] as Data
                }
                guard state.content.count == size else {
                    throw StorageError.unreadable(
                        operation: "load the state",
                        what: "\(state.content.count) of \(size) bytes")
                }
                return state
            }
        } catch {
            throw StorageError(error, operation: "load the state", path: path)
        }
    }

    /// Closes the file, which then holds everything.
    ///
    /// - Throws: ``StorageError`` when something still uses it.
    public func close() throws(StorageError) {
        do {
            _ = try? database.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
            try database.close()
        } catch {
            throw StorageError(error, operation: "close the state", path: path)
        }
    }
}
