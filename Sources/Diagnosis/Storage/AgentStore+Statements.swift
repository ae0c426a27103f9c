import GRDB
import Ontology

extension AgentStore {
    /// Keeps statements, all or none.
    ///
    /// Of an originator's statements about the same property, of the same kind and on the same evidence, the
    /// newest stays. What has expired at `now` is not kept. Beyond the limit of
    /// ``RetentionPolicy/statements`` those that expired longest ago go first, then the oldest.
    public func keep(_ statements: [StoredStatement], at now: Int64) async throws(StorageError) {
        let fresh = statements.filter { $0.expires.map { $0 > now } ?? true }
        if fresh.isEmpty { return }
        let limit = retention.statements
        let bytes = fresh.reduce(0) { $0 + $1.payload.utf8.count }
        try await write("keep information", bytes: bytes) { db in
            let insertion = try db.cachedStatement(
                sql: """
                    INSERT INTO statement
                        (class, identity, path, kind, originator, evidence, time, expires, payload)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (class, identity, path, kind, originator, evidence) DO UPDATE
                    SET time = excluded.time, expires = excluded.expires, payload = excluded.payload
                    WHERE excluded.time >= statement.time
                    """)
            for statement in fresh {
                try insertion.execute(arguments: [
                    statement.componentClass.text, statement.identity, statement.path.description,
                    statement.kind.rawValue, statement.originator, statement.evidence,
                    statement.time, statement.expires, statement.payload,
                ])
            }
            let surplus = try Self.count("statement", db) - limit
            if surplus > 0 { try Self.removeStatements(surplus, at: now, db) }
        }
    }

    /// What is known of a component and holds at `now`, the newest first.
    ///
    /// Of values of the same property only the newest, whoever saw it; beliefs of all originators.
    ///
    /// - Parameters:
    ///   - componentClass: the class of the component.
    ///   - identity: the text of its identifying values.
    ///   - limit: the most to return.
    public func statements(
        of componentClass: OntologyURI, identity: String, at now: Int64, limit: Int = 1000
    ) async throws(StorageError) -> [StoredStatement] {
        try await statements(
            where: "class = ?3 AND identity = ?4", [componentClass.text, identity], at: now,
            limit: limit)
    }

    /// What is known of all components and holds at `now`, the newest first.
    ///
    /// Reads the whole table: for the start of an agent.
    public func statements(
        at now: Int64, limit: Int = 100_000
    ) async throws(StorageError) -> [StoredStatement] {
        try await statements(where: "TRUE", [], at: now, limit: limit)
    }

    /// How many statements are kept, expired ones included; constant time.
    public func statementCount() async throws(StorageError) -> Int {
        try await read("count information") { db in try Self.count("statement", db) }
    }

    /// Removes up to `number` statements: those that expired longest ago, then the oldest; returns how many.
    @discardableResult
    static func removeStatements(_ number: Int, at now: Int64, _ db: Database) throws -> Int {
        let removed = try removeExpiredStatements(number, at: now, db)
        guard removed < number else { return removed }
        try db.execute(
            sql: """
                DELETE FROM statement
                WHERE number IN (SELECT number FROM statement ORDER BY time, number LIMIT ?)
                """, arguments: [number - removed])
        return removed + db.changesCount
    }

    /// Removes up to `number` statements that ceased to hold, the earliest first; returns how many.
    static func removeExpiredStatements(
        _ number: Int, at now: Int64, _ db: Database
    ) throws -> Int {
        try db.execute(
            sql: """
                DELETE FROM statement WHERE number IN
                    (SELECT number FROM statement WHERE expires <= ? ORDER BY expires LIMIT ?)
                """, arguments: [now, number])
        return db.changesCount
    }

    private func statements(
        where condition: String, _ arguments: [String], at now: Int64, limit: Int
    ) async throws(StorageError) -> [StoredStatement] {
        try await read("read information") { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT class, identity, path, kind, originator, evidence, time, expires, payload
                    FROM (
                        SELECT *, row_number() OVER (
                            PARTITION BY class, identity, path, kind,
                                CASE kind WHEN 'value' THEN '' ELSE originator END,
                                CASE kind WHEN 'value' THEN '' ELSE evidence END
                            ORDER BY time DESC, number DESC) AS place
                        FROM statement
                        WHERE (expires IS NULL OR expires > ?1) AND \(condition))
                    WHERE place = 1 ORDER BY time DESC, number DESC LIMIT ?2
                    """,
                arguments: StatementArguments(
                    [now, max(0, limit)] as [any DatabaseValueConvertible])
                    + StatementArguments(arguments)
            ).map(Self.statement)
        }
    }

    private static func statement(_ row: Row) throws -> StoredStatement {
        let kindText: String = row[3]
        guard let kind = StoredStatement.Kind(rawValue: kindText) else {
            throw StorageError.unreadable(
                operation: "read information", what: "the kind '\(kindText)'")
        }
        return StoredStatement(
            componentClass: OntologyURI(row[0]), identity: row[1], path: PropertyPath(row[2]),
            kind: kind, originator: row[4], evidence: row[5], time: row[6], expires: row[7],
            payload: row[8])
    }
}
