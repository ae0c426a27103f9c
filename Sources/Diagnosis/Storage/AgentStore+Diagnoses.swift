import GRDB

extension AgentStore {
    /// Keeps a diagnosis and returns its number.
    @discardableResult
    public func record(_ diagnosis: StoredDiagnosis) async throws(StorageError) -> Int64 {
        try await write("keep a diagnosis", bytes: diagnosis.payload.utf8.count) { db in
            try db.cachedStatement(
                sql: """
                    INSERT INTO diagnosis (time, service, requester, subject, payload,
                        label, labelOrigin, labelledBy, labelledAt)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [
                diagnosis.time, diagnosis.service, diagnosis.requester, diagnosis.subject,
                diagnosis.payload, diagnosis.label?.cause, diagnosis.label?.origin.rawValue,
                diagnosis.label?.judge, diagnosis.label?.time,
            ])
            return db.lastInsertedRowID
        }
    }

    /// Says what the cause of a diagnosis turned out to be; nil takes that back.
    ///
    /// A rule overrules rules, a person anybody.
    ///
    /// - Returns: whether the label holds; false where there is no such diagnosis, or a person has spoken and
    ///   a rule is not to overrule one.
    @discardableResult
    public func label(
        diagnosis number: Int64, as label: StoredDiagnosis.Label?
    ) async throws(StorageError) -> Bool {
        try await write("label a diagnosis") { db in
            try db.execute(
                sql: """
                    UPDATE diagnosis SET label = ?2, labelOrigin = ?3, labelledBy = ?4, labelledAt = ?5
                    WHERE number = ?1 AND (?3 IS NOT 'rule' OR labelOrigin IS NOT 'person')
                    """,
                arguments: [
                    number, label?.cause, label?.origin.rawValue, label?.judge, label?.time,
                ])
            return db.changesCount > 0
        }
    }

    /// The diagnoses of a range of time in the order of their numbers, which is that of their arrival.
    ///
    /// - Parameters:
    ///   - times: milliseconds since 1970.
    ///   - labelled: only those with a label, or without; nil for both.
    ///   - number: the last that the caller has seen; 0 for none. For reading many in steps.
    ///   - limit: the most to return.
    public func diagnoses(
        in times: Range<Int64>, labelled: Bool? = nil, after number: Int64 = 0, limit: Int = 1000
    ) async throws(StorageError) -> [StoredDiagnosis] {
        try await read("read diagnoses") { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT number, time, service, requester, subject, payload,
                        label, labelOrigin, labelledBy, labelledAt
                    FROM diagnosis WHERE \(Self.condition(labelled)) AND number > ?3
                    ORDER BY number LIMIT ?4
                    """,
                arguments: [times.lowerBound, times.upperBound, number, max(0, limit)]
            ).map(Self.diagnosis)
        }
    }

    /// How many diagnoses of a range of time there are; time in proportion to their number.
    public func diagnosisCount(
        in times: Range<Int64>, labelled: Bool? = nil
    ) async throws(StorageError) -> Int {
        try await read("count diagnoses") { db in
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM diagnosis WHERE \(Self.condition(labelled))",
                arguments: [times.lowerBound, times.upperBound]) ?? 0
        }
    }

    /// How many diagnoses are kept in all; constant time.
    public func diagnosisCount() async throws(StorageError) -> Int {
        try await read("count diagnoses") { db in try Self.count("diagnosis", db) }
    }

    private static func condition(_ labelled: Bool?) -> String {
        switch labelled {
        case nil: "time >= ?1 AND time < ?2"
        case true?: "time >= ?1 AND time < ?2 AND label IS NOT NULL"
        case false?: "time >= ?1 AND time < ?2 AND label IS NULL"
        }
    }

    private static func diagnosis(_ row: Row) throws -> StoredDiagnosis {
        var diagnosis = StoredDiagnosis(
            number: row[0], time: row[1], service: row[2], requester: row[3], subject: row[4],
            payload: row[5])
        if let cause = row[6] as String?, let originText = row[7] as String? {
            guard let origin = StoredDiagnosis.Label.Origin(rawValue: originText) else {
                throw StorageError.unreadable(
                    operation: "read diagnoses", what: "the judge '\(originText)'")
            }
            diagnosis.label = StoredDiagnosis.Label(
                cause: cause, origin: origin, judge: row[8], time: row[9])
        }
        return diagnosis
    }
}
