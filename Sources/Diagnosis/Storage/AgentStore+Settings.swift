import Foundation
import GRDB

extension AgentStore {
    /// The value of a setting; nil when it has none.
    public func setting(_ name: String) async throws(StorageError) -> Data? {
        try await read("read the setting \(name)") { db in try Self.setting(name, db) }
    }

    /// Gives a setting a value, or none.
    public func setSetting(_ name: String, to value: Data?) async throws(StorageError) {
        try await write("keep the setting \(name)", bytes: value?.count ?? 0) { db in
            guard let value else {
                try db.execute(sql: "DELETE FROM setting WHERE name = ?", arguments: [name])
                return
            }
            try db.execute(
                sql: """
                    INSERT INTO setting (name, value) VALUES (?, ?)
                    ON CONFLICT (name) DO UPDATE SET value = excluded.value
                    """, arguments: [name, value])
        }
    }

    /// The value of a setting, which becomes `value` if it has none: for keys that are made once.
    ///
    /// Of several that ask at once, in this process or another, all get the same.
    public func setting(
        _ name: String, orInsert value: Data
    ) async throws(StorageError) -> Data {
        try await write("keep the setting \(name)", bytes: value.count) { db in
            try db.execute(
                sql:
                    "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
                arguments: [name, value])
            return try Self.setting(name, db) ?? value
        }
    }

    private static func setting(_ name: String, _ db: Database) throws -> Data? {
        try Data.fetchOne(db, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name])
    }
}
