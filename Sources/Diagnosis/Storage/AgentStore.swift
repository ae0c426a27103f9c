import Foundation
import GRDB

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What an agent keeps over restarts: notifications, statements, knowledge, services, diagnoses, settings.
///
/// A SQLite file in write-ahead mode; a write that returned is flushed to the disk (`synchronous = FULL`), so
/// that neither `kill -9` nor a power failure takes back what was acknowledged. Reads see the last commit and
/// do not wait for writes. Writes of concurrent callers share transactions (see ``writeStatistics``). Two
/// processes may share a file: one waits for the other up to five seconds a transaction.
public final class AgentStore: Sendable {
    /// The file, or `memory` for a store that ends with the process.
    public let path: String
    /// How much is kept, and for how long.
    public let retention: RetentionPolicy

    let database: any DatabaseWriter
    private let queue: WriteQueue

    /// Opens the store in the file `path`, makes it when there is none, brings an older one up to date.
    ///
    /// A new file is for its owner only, since it holds keys. A file that is damaged or no database is left
    /// as it is. Blocks for the time of the migration.
    ///
    /// - Throws: ``StorageError``: `cannotOpen`, `corrupt`, `newerSchema`, `readOnly`, `diskFull`, `busy`.
    public convenience init(
        path: String, retention: RetentionPolicy = RetentionPolicy()
    ) throws(StorageError) {
        do {
            Self.makePrivateFile(at: path)
            let pool = try DatabasePool(path: path, configuration: Self.configuration)
            // GRDB sets NORMAL with write-ahead mode, which flushes at checkpoints only.
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
            }
            try self.init(database: pool, path: path, retention: retention)
        } catch {
            throw StorageError(error, operation: "open the store", path: path)
        }
    }

    /// Makes an empty store that ends with the process, for tests and simulations.
    ///
    /// - Throws: ``StorageError`` when SQLite cannot make it.
    public convenience init(
        inMemory retention: RetentionPolicy = RetentionPolicy()
    ) throws(StorageError) {
        do {
            try self.init(
                database: try DatabaseQueue(configuration: Self.configuration), path: "memory",
                retention: retention)
        } catch {
            throw StorageError(error, operation: "open the store", path: "memory")
        }
    }

    private init(database: any DatabaseWriter, path: String, retention: RetentionPolicy) throws {
        let migrator = StoreSchema.migrator
        if try database.read(migrator.hasBeenSuperseded) {
            throw StorageError.newerSchema(path: path)
        }
        try migrator.migrate(database)
        self.database = database
        self.path = path
        self.retention = retention
        queue = WriteQueue(database: database)
    }

    /// How many writes shared how many transactions.
    public var writeStatistics: WriteStatistics { queue.statistics }

    /// Closes the file, which then holds everything; what is asked of the store afterwards is refused.
    ///
    /// - Throws: ``StorageError`` when something still uses it.
    public func close() throws(StorageError) {
        do {
            // GRDB closes the writer before the readers, so that SQLite does not do this by itself; without
            // it the file is whole only together with its write-ahead log.
            _ = try? database.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
            try database.close()
        } catch {
            throw StorageError(error, operation: "close the store", path: path)
        }
    }

    /// Reads the whole file and says what is wrong with it; nothing for a sound one.
    ///
    /// Takes time in proportion to the size of the file.
    ///
    /// - Throws: ``StorageError``: `corrupt` when not even this can be read.
    public func problems() async throws(StorageError) -> [String] {
        try await read("check the store") { db in
            try String.fetchAll(db, sql: "PRAGMA quick_check(20)").filter { $0 != "ok" }
        }
    }

    /// Runs `body` on the last committed state.
    func read<Result: Sendable>(
        _ operation: String, _ body: @escaping @Sendable (Database) throws -> Result
    ) async throws(StorageError) -> Result {
        do {
            return try await database.read(body)
        } catch {
            throw StorageError(error, operation: operation, path: path)
        }
    }

    /// Runs `job` in a transaction that others may share; returns after it is on disk.
    func write<Result: Sendable>(
        _ operation: String, bytes: Int = 0,
        _ job: @escaping @Sendable (Database) throws -> Result
    ) async throws(StorageError) -> Result {
        do {
            return try await queue.write(operation, bytes: bytes, job)
        } catch {
            throw StorageError(error, operation: operation, path: path)
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 4
        configuration.label = "store"
        configuration.prepareDatabase { db in
            guard !db.configuration.readonly else { return }
            try db.execute(
                sql: """
                    PRAGMA auto_vacuum = INCREMENTAL;
                    PRAGMA journal_size_limit = 16777216;
                    """)
        }
        return configuration
    }

    static func makePrivateFile(at path: String) {
        // Exclusive: closing a second descriptor of an open database would drop this process' locks on it.
        // Failing is left to SQLite, whose message says why.
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        if descriptor >= 0 { _ = unistdClose(descriptor) }
    }
}

/// `close`, which a method of the store hides.
private func unistdClose(_ descriptor: Int32) -> Int32 { close(descriptor) }
