import Foundation
import GRDB

extension AgentStore {
    /// Keeps services offered and withdrawn, all or none.
    ///
    /// Of each agent and service the newest word counts; an advertisement of the same time as the one kept
    /// prolongs its lease, and of an advertisement and a retraction of the same time the retraction holds. So
    /// the order in which directories hear of them does not matter.
    public func keep(_ services: [StoredService]) async throws(StorageError) {
        if services.isEmpty { return }
        let bytes = services.reduce(0) { $0 + ($1.advertisement?.count ?? 0) }
        try await write("keep services", bytes: bytes) { db in
            let insertion = try db.cachedStatement(
                sql: """
                    INSERT INTO service (agent, service, time, leaseEnd, advertisement)
                    VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (agent, service) DO UPDATE SET
                        leaseEnd = CASE
                            WHEN excluded.advertisement IS NULL THEN NULL
                            WHEN excluded.time > service.time THEN excluded.leaseEnd
                            WHEN service.leaseEnd IS NULL OR excluded.leaseEnd IS NULL THEN NULL
                            ELSE max(service.leaseEnd, excluded.leaseEnd) END,
                        time = excluded.time,
                        advertisement = excluded.advertisement
                    WHERE excluded.time > service.time
                        OR excluded.time = service.time
                            AND (excluded.advertisement IS NULL OR service.advertisement IS NOT NULL)
                    """)
            for service in services {
                try insertion.execute(arguments: [
                    service.agent, service.service, service.time,
                    service.isRetracted ? nil : service.leaseEnd, service.advertisement,
                ])
            }
        }
    }

    /// The services whose lease holds at `now`, ordered by agent and service.
    ///
    /// - Parameter retracted: whether those that were withdrawn are among them, for other directories.
    public func services(
        at now: Int64, retracted: Bool = false
    ) async throws(StorageError) -> [StoredService] {
        try await read("read services") { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT agent, service, time, leaseEnd, advertisement FROM service
                    WHERE (leaseEnd IS NULL OR leaseEnd > ?1) AND (advertisement IS NOT NULL OR ?2)
                    ORDER BY agent, service
                    """, arguments: [now, retracted]
            ).map { row in
                StoredService(
                    agent: row[0], service: row[1], time: row[2], leaseEnd: row[3],
                    advertisement: row[4])
            }
        }
    }
}
