import DMEP
import Foundation
import Ontology
import Storage

/// Keeps what an agent wants kept in its store, and brings it back.
public struct AgentArchive: Sendable {
    /// The store.
    public let store: AgentStore
    /// The most notifications that are brought back; the roles keep windows of time.
    public static let mostNotificationsRestored = 200_000

    /// Makes an archive.
    public init(store: AgentStore) { self.store = store }

    /// Keeps information; returns when it is on disk.
    public func keep(_ information: [StoredInformation]) async throws {
        for piece in information {
            switch piece {
            case .notification(let notification, let received):
                // Senders that do not say who they are may use the same names for different things.
                let name =
                    notification.sender == nil
                    ? "\(notification.notificationID) \(UUID())" : notification.notificationID
                _ = try await store.record(
                    StoredNotification(
                        sender: notification.sender ?? "", notificationID: name,
                        service: notification.serviceID, receivedAt: received,
                        document: try Self.encoder.encode(notification)))
            case .findings(let findings):
                try await store.keep(
                    try findings.flatMap(Self.statements), at: findings.map(\.time).max() ?? 0)
            case .knowledge(let statements, let received):
                try await store.keep(
                    try statements.map { statement in
                        StoredKnowledge(
                            subject: statement.subject, property: statement.property,
                            parents: statement.table.parents, version: statement.metadata.time,
                            source: statement.metadata.originator ?? "",
                            publishedAt: max(statement.metadata.time, received),
                            payload: try Self.text(statement))
                    })
            case .services(let services, _):
                try await store.keep(
                    try services.filter { !$0.isLocalOnly }.map { service in
                        StoredService(
                            agent: service.agentURI, service: service.serviceID,
                            time: service.time, advertisement: try Self.encoder.encode(service))
                    })
            case .diagnosis(let record):
                _ = try await store.record(
                    StoredDiagnosis(
                        time: record.time, service: record.serviceID, requester: record.requester,
                        subject: record.subject, payload: try Self.text(record)))
            }
        }
    }

    /// Brings back what was kept.
    ///
    /// - Parameter now: the time, in milliseconds since 1970: what has expired stays behind.
    public func estate(at now: Int64) async throws -> AgentEstate {
        var estate = AgentEstate()
        let decoder = JSONDecoder()
        estate.knowledge = try await store.currentKnowledge().compactMap {
            try? decoder.decode(KnowledgeStatement.self, from: Data($0.payload.utf8))
        }
        estate.services = try await store.services(at: now).compactMap { service in
            service.advertisement.flatMap {
                try? decoder.decode(ServiceAdvertisement.self, from: $0)
            }
        }
        estate.findings = try await store.statements(at: now).compactMap {
            try? decoder.decode(RememberedFinding.self, from: Data($0.payload.utf8))
        }
        estate.notifications = try await notifications()
        return estate
    }

    /// The latest notifications that were kept, the earliest of them first.
    public func notifications() async throws -> [AgentEstate.Received] {
        let decoder = JSONDecoder()
        var received = [AgentEstate.Received]()
        var last: Int64 = 0
        while true {
            let page = try await store.notifications(after: last)
            guard let end = page.last?.number else { break }
            last = end
            if received.count > 2 * Self.mostNotificationsRestored {
                received.removeFirst(received.count - Self.mostNotificationsRestored)
            }
            received += page.compactMap { stored in
                (try? decoder.decode(DMEP.Notification.self, from: stored.document)).map {
                    AgentEstate.Received(notification: $0, receivedAt: stored.receivedAt)
                }
            }
        }
        return Array(received.suffix(Self.mostNotificationsRestored))
    }

    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }

    private static func text(_ value: some Encodable) throws -> String {
        String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private static func statements(of finding: RememberedFinding) throws -> [StoredStatement] {
        let payload = try text(finding)
        // One row is enough to bring it back: the finding names all identities.
        guard let identity = finding.identities.first else { return [] }
        let (path, kind): (PropertyPath, StoredStatement.Kind) =
            switch finding.content {
            case .value(let path, _): (path, .value)
            case .belief(let belief, let path):
                (path, belief.kind == .likelihood ? .likelihood : .distribution)
            }
        let circumstances = finding.circumstances.map { "\($0.key)=\($0.value)" }.sorted()
        return [
            StoredStatement(
                componentClass: identity.componentClass,
                identity: identity.values.joined(separator: "\u{1f}"), path: path, kind: kind,
                originator: finding.originator, evidence: circumstances.joined(separator: " "),
                time: finding.time, expires: finding.expires, payload: payload)
        ]
    }
}
