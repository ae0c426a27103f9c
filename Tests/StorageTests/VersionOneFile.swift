/// A file of version 1 as SQL: frozen, whatever becomes of the migrations.
enum VersionOneFile {
    static let sql = #"""
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

        INSERT INTO tally (name, rows) VALUES ('notification', 0);
        CREATE TRIGGER notificationAdded AFTER INSERT ON notification BEGIN
            UPDATE tally SET rows = rows + 1 WHERE name = 'notification';
        END;
        CREATE TRIGGER notificationRemoved AFTER DELETE ON notification BEGIN
            UPDATE tally SET rows = rows - 1 WHERE name = 'notification';
        END;

        INSERT INTO tally (name, rows) VALUES ('statement', 0);
        CREATE TRIGGER statementAdded AFTER INSERT ON statement BEGIN
            UPDATE tally SET rows = rows + 1 WHERE name = 'statement';
        END;
        CREATE TRIGGER statementRemoved AFTER DELETE ON statement BEGIN
            UPDATE tally SET rows = rows - 1 WHERE name = 'statement';
        END;

        INSERT INTO tally (name, rows) VALUES ('knowledge', 0);
        CREATE TRIGGER knowledgeAdded AFTER INSERT ON knowledge BEGIN
            UPDATE tally SET rows = rows + 1 WHERE name = 'knowledge';
        END;
        CREATE TRIGGER knowledgeRemoved AFTER DELETE ON knowledge BEGIN
            UPDATE tally SET rows = rows - 1 WHERE name = 'knowledge';
        END;

        INSERT INTO tally (name, rows) VALUES ('service', 0);
        CREATE TRIGGER serviceAdded AFTER INSERT ON service BEGIN
            UPDATE tally SET rows = rows + 1 WHERE name = 'service';
        END;
        CREATE TRIGGER serviceRemoved AFTER DELETE ON service BEGIN
            UPDATE tally SET rows = rows - 1 WHERE name = 'service';
        END;

        INSERT INTO tally (name, rows) VALUES ('diagnosis', 0);
        CREATE TRIGGER diagnosisAdded AFTER INSERT ON diagnosis BEGIN
            UPDATE tally SET rows = rows + 1 WHERE name = 'diagnosis';
        END;
        CREATE TRIGGER diagnosisRemoved AFTER DELETE ON diagnosis BEGIN
            UPDATE tally SET rows = rows - 1 WHERE name = 'diagnosis';
        END;

        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
        INSERT INTO grdb_migrations VALUES ('version 1');

        INSERT INTO notification (sender, notificationID, service, receivedAt, document) VALUES
            ('https://user.example/', 'n1', 'failures', 10, CAST('<capriMessage/>' AS BLOB)),
            ('https://user.example/', 'n2', 'failures', 20, x'00');
        INSERT INTO statement
            (class, identity, path, kind, originator, evidence, time, expires, payload) VALUES
            ('https://o.example/#Server', '192.0.2.1', 'status', 'likelihood', 'https://a.example/',
             'error.code', 10, 2000, '{"FAIL":0.9,"OK":0.1}'),
            ('https://o.example/#Server', '192.0.2.1', 'status', 'value', 'https://a.example/', '', 10, 20,
             '"FAIL"');
        INSERT INTO knowledge
            (subject, property, parentsKey, parents, version, source, publishedAt, payload) VALUES
            ('https://o.example/#Server', 'status', 'a.status' || char(10) || 'b.status',
             'b.status' || char(10) || 'a.status', 4, 'learned', 10, '[]');
        INSERT INTO service (agent, service, time, leaseEnd, advertisement) VALUES
            ('https://dns.example/', 'lookup', 10, 2000, x'01'),
            ('https://dns.example/', 'withdrawn', 10, NULL, NULL);
        INSERT INTO setting VALUES ('hashKey', x'010203');
        INSERT INTO diagnosis (time, service, requester, subject, payload,
            label, labelOrigin, labelledBy, labelledAt) VALUES
            (10, 'diagnose', 'https://user.example/', 'www.example.com', '{}',
             'web server failure', 'person', 'operator', 30);
        """#
}
