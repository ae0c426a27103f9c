import GRDB

extension AgentStore {
    /// Removes what the policy does not keep, in transactions of at most ``RetentionPolicy/step`` rows a kind.
    ///
    /// Other writes get in between the steps. To be called now and then, each hour say. Room in the file is
    /// given back to the file system as far as it lies at the end.
    ///
    /// - Parameter now: the time, in milliseconds since 1970.
    /// - Returns: the number of rows removed.
    /// - Throws: ``StorageError``; `cancelled` between two steps, with the steps before made.
    @discardableResult
    public func purge(at now: Int64) async throws(StorageError) -> Int {
        var total = 0
        while true {
            let removed = try await purgeStep(at: now)
            if removed == 0 { return total }
            total += removed
        }
    }

    /// Makes one step of ``purge(at:)``; returns 0 when there was nothing to remove.
    @discardableResult
    public func purgeStep(at now: Int64) async throws(StorageError) -> Int {
        var policy = retention
        policy.step = max(1, policy.step)
        return try await purgeStep(policy, at: now)
    }

    private func purgeStep(
        _ policy: RetentionPolicy, at now: Int64
    ) async throws(StorageError) -> Int {
        try await write("purge the store") { db in
            var removed = 0
            removed += try Self.removeOldest(
                "notification", time: "receivedAt", policy.notifications, at: now, policy.step, db)
            removed += try Self.removeOldest(
                "diagnosis", time: "time", policy.diagnoses, at: now, policy.step, db)
            removed += try Self.removeExpiredStatements(policy.step, at: now, db)
            let surplus = try Self.count("statement", db) - policy.statements
            if surplus > 0 {
                removed += try Self.removeStatements(min(surplus, policy.step), at: now, db)
            }
            removed += try Self.removeKnowledge(policy, at: now, db)
            removed += try Self.removeServices(policy, at: now, db)
            if removed > 0 { try db.execute(sql: "PRAGMA incremental_vacuum(\(policy.step))") }
            return removed
        }
    }

    private static func removeOldest(
        _ table: String, time: String, _ limit: RetentionPolicy.Limit, at now: Int64, _ step: Int,
        _ db: Database
    ) throws -> Int {
        var removed = 0
        if let days = limit.days {
            try db.execute(
                sql: """
                    DELETE FROM \(table) WHERE number IN
                        (SELECT number FROM \(table) WHERE \(time) < ? ORDER BY \(time) LIMIT ?)
                    """, arguments: [moment(days, before: now), step])
            removed = db.changesCount
        }
        let surplus = try count(table, db) - limit.rows
        if surplus > 0, removed < step {
            try db.execute(
                sql: """
                    DELETE FROM \(table) WHERE number IN
                        (SELECT number FROM \(table) ORDER BY \(time), number LIMIT ?)
                    """, arguments: [min(surplus, step - removed)])
            removed += db.changesCount
        }
        return removed
    }

    private static func removeKnowledge(
        _ policy: RetentionPolicy, at now: Int64, _ db: Database
    ) throws -> Int {
        try db.execute(
            sql: """
                DELETE FROM knowledge WHERE number IN (
                    SELECT number FROM (
                        SELECT number, publishedAt, row_number() OVER (
                            PARTITION BY subject, property, parentsKey
                            ORDER BY publishedAt DESC, version DESC, number DESC) AS place
                        FROM knowledge)
                    WHERE place > 1 AND (place > ?1 OR publishedAt < ?2)
                    LIMIT ?3)
                """,
            arguments: [
                policy.knowledge.rows,
                policy.knowledge.days.map { moment($0, before: now) } ?? Int64.min, policy.step,
            ])
        return db.changesCount
    }

    private static func removeServices(
        _ policy: RetentionPolicy, at now: Int64, _ db: Database
    ) throws -> Int {
        try db.execute(
            sql: """
                DELETE FROM service WHERE number IN (
                    SELECT number FROM service
                    WHERE leaseEnd <= ?1 OR advertisement IS NULL AND time < ?2 LIMIT ?3)
                """, arguments: [now, moment(policy.retractionDays, before: now), policy.step])
        return db.changesCount
    }

    /// The time that many days before `now`; the earliest there is for an absurd number of days.
    private static func moment(_ days: Double, before now: Int64) -> Int64 {
        Int64(exactly: (Double(now) - days * 86_400_000).rounded()) ?? Int64.min
    }
}
