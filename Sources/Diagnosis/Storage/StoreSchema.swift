import GRDB

/// The tables, and the steps that bring older files to them.
///
/// A migration that was released is never changed; what changes is a new one behind it.
enum StoreSchema {
    /// The migrations in their order.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("version 1") { db in try db.execute(sql: versionOne) }
        return migrator
    }

    /// The tables whose rows are counted by triggers, so that limits cost no scan.
    static let counted = ["notification", "statement", "knowledge", "service", "diagnosis"]

    private static let versionOne =
        """
        CREATE TABLE tally (
            name TEXT NOT NULL PRIMARY KEY,
            rows INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- AUTOINCREMENT: readers keep their place by number, so no number may return after a purge.
        CREATE TABLE notification (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            sender TEXT NOT NULL,
            notificationID TEXT NOT NULL,
            service TEXT NOT NULL,
            receivedAt INTEGER NOT NULL,
            document BLOB NOT NULL,
            UNIQUE (sender, notificationID)
        ) STRICT;
        CREATE INDEX notificationByTime ON notification (receivedAt);

        CREATE TABLE statement (
            number INTEGER PRIMARY KEY,
            class TEXT NOT NULL,
            identity TEXT NOT NULL,
            path TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('value', 'distribution', 'likelihood')),
            originator TEXT NOT NULL,
            evidence TEXT NOT NULL,
            time INTEGER NOT NULL,
            expires INTEGER,
            payload TEXT NOT NULL,
            UNIQUE (class, identity, path, kind, originator, evidence)
        ) STRICT;
        CREATE INDEX statementByExpiry ON statement (expires) WHERE expires IS NOT NULL;
        CREATE INDEX statementByTime ON statement (time);

        CREATE TABLE knowledge (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            subject TEXT NOT NULL,
            property TEXT NOT NULL,
            parentsKey TEXT NOT NULL,
            parents TEXT NOT NULL,
            version INTEGER NOT NULL,
            source TEXT NOT NULL,
            publishedAt INTEGER NOT NULL,
            payload TEXT NOT NULL,
            UNIQUE (subject, property, parentsKey, source, version, publishedAt)
        ) STRICT;

        CREATE TABLE service (
            number INTEGER PRIMARY KEY,
            agent TEXT NOT NULL,
            service TEXT NOT NULL,
            time INTEGER NOT NULL,
            leaseEnd INTEGER,
            advertisement BLOB,
            UNIQUE (agent, service)
        ) STRICT;

        CREATE TABLE setting (
            name TEXT NOT NULL PRIMARY KEY,
            value BLOB NOT NULL
        ) STRICT;

        CREATE TABLE diagnosis (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            time INTEGER NOT NULL,
            service TEXT NOT NULL,
            requester TEXT NOT NULL,
            subject TEXT NOT NULL,
            payload TEXT NOT NULL,
            label TEXT,
            labelOrigin TEXT CHECK (labelOrigin IN ('rule', 'person')),
            labelledBy TEXT,
            labelledAt INTEGER,
            CHECK ((label IS NULL) = (labelOrigin IS NULL)
                AND (label IS NULL) = (labelledBy IS NULL)
                AND (label IS NULL) = (labelledAt IS NULL))
        ) STRICT;
        CREATE INDEX diagnosisByTime ON diagnosis (time);
        CREATE INDEX diagnosisUnlabelled ON diagnosis (time) WHERE label IS NULL;

        """
        + counted.map { table in
            """
            INSERT INTO tally (name, rows) VALUES ('\(table)', 0);
            CREATE TRIGGER \(table)Added AFTER INSERT ON \(table) BEGIN
                UPDATE tally SET rows = rows + 1 WHERE name = '\(table)';
            END;
            CREATE TRIGGER \(table)Removed AFTER DELETE ON \(table) BEGIN
                UPDATE tally SET rows = rows - 1 WHERE name = '\(table)';
            END;

            """
        }.joined()
}
