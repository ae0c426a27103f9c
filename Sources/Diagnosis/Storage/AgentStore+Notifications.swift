import Foundation
import GRDB

extension AgentStore {
    /// Keeps a notification; when it returns, the notification is on disk and may be acknowledged.
    ///
    /// Many concurrent calls share one transaction. The same sender and notification ID are kept once, for as
    /// long as the first is retained.
    ///
    /// - Returns: whether it is new; false for one that is kept already.
    /// - Throws: ``StorageError``; the notification is then not kept by this call and must not be acknowledged.
    @discardableResult
    public func record(_ notification: StoredNotification) async throws(StorageError) -> Bool {
        try await write("keep a notification", bytes: notification.document.count) { db in
            try db.cachedStatement(
                sql: """
                    INSERT INTO notification (sender, notificationID, service, receivedAt, document)
                    VALUES (?, ?, ?, ?, ?) ON CONFLICT (sender, notificationID) DO NOTHING
                    """
            ).execute(arguments: [
                notification.sender, notification.notificationID, notification.service,
                notification.receivedAt, notification.document,
            ])
            return db.changesCount > 0
        }
    }

    /// The notifications behind a place in the order of arrival, the earliest first.
    ///
    /// - Parameters:
    ///   - number: the place of the last one that the caller has seen; 0 for none.
    ///   - service: the subscription; nil for all.
    ///   - limit: the most to return.
    public func notifications(
        after number: Int64 = 0, service: String? = nil, limit: Int = 1000
    ) async throws(StorageError) -> [StoredNotification] {
        try await read("read notifications") { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT number, sender, notificationID, service, receivedAt, document
                    FROM notification WHERE number > ?1 AND (?2 IS NULL OR service = ?2)
                    ORDER BY number LIMIT ?3
                    """, arguments: [number, service, max(0, limit)]
            ).map { row in
                StoredNotification(
                    number: row[0], sender: row[1], notificationID: row[2], service: row[3],
                    receivedAt: row[4], document: row[5])
            }
        }
    }

    /// How many notifications are kept; constant time.
    public func notificationCount() async throws(StorageError) -> Int {
        try await read("count notifications") { db in try Self.count("notification", db) }
    }

    /// The number of rows of a table, as its triggers count it.
    static func count(_ table: String, _ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT rows FROM tally WHERE name = ?", arguments: [table]) ?? 0
    }
}
