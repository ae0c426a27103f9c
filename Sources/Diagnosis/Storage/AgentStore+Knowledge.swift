import GRDB
import Ontology

extension AgentStore {
    /// Keeps versions of knowledge, all or none; one that is kept already stays as it is.
    public func keep(_ knowledge: [StoredKnowledge]) async throws(StorageError) {
        if knowledge.isEmpty { return }
        let bytes = knowledge.reduce(0) { $0 + $1.payload.utf8.count }
        try await write("keep knowledge", bytes: bytes) { db in
            let insertion = try db.cachedStatement(
                sql: """
                    INSERT INTO knowledge
                        (subject, property, parentsKey, parents, version, source, publishedAt, payload)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (subject, property, parentsKey, source, version, publishedAt) DO NOTHING
                    """)
            for item in knowledge {
                try insertion.execute(arguments: [
                    item.subject.text, item.property, item.parentsKey,
                    item.parents.map(\.description).joined(separator: "\n"), item.version,
                    item.source, item.publishedAt, item.payload,
                ])
            }
        }
    }

    /// The newest knowledge for each subject, property and set of parents.
    ///
    /// Newest by time of publication, then version, then arrival. Ordered by subject, property and parents.
    public func currentKnowledge() async throws(StorageError) -> [StoredKnowledge] {
        try await read("read knowledge") { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT subject, property, parents, version, source, publishedAt, payload
                    FROM (
                        SELECT *, row_number() OVER (
                            PARTITION BY subject, property, parentsKey
                            ORDER BY publishedAt DESC, version DESC, number DESC) AS place
                        FROM knowledge)
                    WHERE place = 1 ORDER BY subject, property, parentsKey
                    """
            ).map(Self.knowledge)
        }
    }

    /// All versions of the knowledge of a property that are still kept, the newest first.
    public func knowledgeHistory(
        of subject: OntologyURI, property: String, limit: Int = 1000
    ) async throws(StorageError) -> [StoredKnowledge] {
        try await read("read knowledge") { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT subject, property, parents, version, source, publishedAt, payload
                    FROM knowledge WHERE subject = ? AND property = ?
                    ORDER BY publishedAt DESC, version DESC, number DESC LIMIT ?
                    """, arguments: [subject.text, property, max(0, limit)]
            ).map(Self.knowledge)
        }
    }

    private static func knowledge(_ row: Row) -> StoredKnowledge {
        let parents: String = row[2]
        return StoredKnowledge(
            subject: OntologyURI(row[0]), property: row[1],
            parents: parents.split(separator: "\n").map { PropertyPath(String($0)) },
            version: row[3], source: row[4], publishedAt: row[5], payload: row[6])
    }
}
