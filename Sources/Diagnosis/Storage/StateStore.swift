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
                db,
                sql:
                    "SELECT count(*) FROM sqlite_master WHERE name NOT GLOB 'grdb_*' AND name NOT GLOB 'sqlite_*'"
            )
            guard others == 0 else {
                throw StorageError.cannotOpen(
                    path: path, reason: "it is a database of something else")
            }
            try db.execute(
                sql: """
                    CREATE TABLE state (
                        form TEXT NOT NULL, position TEXT NOT NULL, pieces INTEGER NOT NULL) STRICT;
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
    /// - Parameter content: writes the state, in pieces of any size.
    /// - Throws: ``StorageError``, and what `content` throws; the state before is still there then.
    public func save(
        _ state: KeptState, content: (_ sink: ([UInt8]) throws -> Void) throws -> Void
    ) throws {
        try translating("keep the state") {
            try database.write { db in
                try db.execute(sql: "DELETE FROM state; DELETE FROM piece;")
                let insert = try db.makeStatement(sql: "INSERT INTO piece VALUES (?, ?)")
                var number = 0
                try content { bytes in
                    for begin in stride(from: 0, to: bytes.count, by: Self.pieceSize) {
                        let piece = Data(bytes[begin...].prefix(Self.pieceSize))
                        try insert.execute(arguments: [number, piece])
                        number += 1
                    }
                }
                try db.execute(
                    sql: "INSERT INTO state VALUES (?, ?, ?)",
                    arguments: [state.form, state.position, number])
            }
        }
    }

    /// What was saved last; nil when there was nothing.
    ///
    /// - Throws: ``StorageError``.
    public func state() throws -> KeptState? {
        try translating("read the state") {
            try database.read { db in
                try Row.fetchOne(db, sql: "SELECT form, position FROM state").map {
                    KeptState(form: $0["form"], position: $0["position"])
                }
            }
        }
    }

    /// Reads the state that was saved last.
    ///
    /// - Parameter body: is given a function that gives one piece after the other, and nil at the end.
    /// - Throws: ``StorageError``: `unreadable` when a piece is gone; and what `body` throws.
    public func load<Result>(
        _ body: (_ next: () throws -> [UInt8]?) throws -> Result
    ) throws -> Result {
        try translating("load the state") {
            try database.read { db in
                let count = try Int.fetchOne(db, sql: "SELECT pieces FROM state") ?? 0
                let rows = try Row.fetchCursor(
                    db, sql: "SELECT number, content FROM piece ORDER BY number")
                var read = 0
                return try body {
                    guard let row = try rows.next() else {
                        guard read == count else {
                            throw StorageError.unreadable(
                                operation: "load the state", what: "\(read) of \(count) pieces")
                        }
                        return nil
                    }
                    guard row["number"] == read else {
                        throw StorageError.unreadable(
                            operation: "load the state", what: "no piece \(read) of \(count)")
                    }
                    read += 1
                    return [UInt8](row["content"] as Data)
                }
            }
        }
    }

    /// Gives what SQLite says a name; errors of others stay as they are.
    private func translating<Result>(
        _ operation: String, _ body: () throws -> Result
    ) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw StorageError(error, operation: operation, path: path)
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
