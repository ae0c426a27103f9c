import Ontology

/// What is known of the latest connections to one destination, in the order in which they were made.
struct ConnectionHistory: Sendable {
    /// One connection.
    struct Entry: Sendable, Equatable {
        /// When it was made, in milliseconds since 1970.
        let time: Int64
        /// A number for whoever made it; connections without a source are all of one user.
        let user: UInt64
        /// How long it took, in milliseconds; nil when not known.
        let elapsed: Int32?
        /// Whether it failed.
        let isFailure: Bool
    }

    /// How many connections are kept.
    static let limit = 64
    /// The connections, the oldest first.
    private(set) var entries = [Entry]()

    /// Takes a connection; when there are too many, the oldest is forgotten.
    mutating func insert(_ entry: Entry) {
        // Notifications come in batches, minutes after the event and out of order.
        var place = entries.lastIndex { $0.time <= entry.time }.map { $0 + 1 } ?? 0
        if entries.count == Self.limit {
            guard place > 0 else { return }
            // Before the other comes, so that the memory taken does not double.
            entries.removeFirst()
            place -= 1
        }
        entries.insert(entry, at: place)
    }

    /// Forgets what is older than `time`.
    mutating func forget(before time: Int64) { entries.removeAll { $0.time < time } }

    /// How many different users failed in a row up to and including the moment `time`.
    func consecutiveFailures(at time: Int64) -> Int {
        let before = entries.prefix { $0.time <= time }
        return Set(before.reversed().prefix(while: \.isFailure).map(\.user)).count
    }

    /// How many different users failed in the row of failures around the moment `time`, before and after it.
    func totalConsecutiveFailures(around time: Int64) -> Int {
        let split = entries.firstIndex { $0.time > time } ?? entries.count
        let before = entries[..<split].reversed().prefix(while: \.isFailure)
        let after = entries[split...].prefix(while: \.isFailure)
        return Set(before.map(\.user) + after.map(\.user)).count
    }
}

extension ConnectionHistory.Entry {
    /// Reads a notification of a connection (CAPRI thesis, tables 8.4 and 8.5).
    ///
    /// Whether it failed is its status or, without one, its error code, of which 0 is success. A time in the
    /// future counts as now: clocks of users are wrong.
    ///
    /// - Returns: nil when it tells neither.
    init?(inputs: [PropertyPath: String], at now: Int64) {
        switch (
            inputs[AgentNames.path("status")],
            inputs[AgentNames.path("ffoxErrorTest", "ffoxErrorCode")]
        ) {
        case ("OK", _), (nil, "0"): isFailure = false
        case ("FAIL", _), (nil, .some): isFailure = true
        default: return nil
        }
        time = min(now, inputs[AgentNames.path("connTime")].flatMap { Int64($0) } ?? now)
        user = Self.number(of: inputs[AgentNames.path("srcIP")] ?? "")
        elapsed = inputs[AgentNames.path("elapsedTime")].flatMap { Int32($0) }
            .flatMap { $0 >= 0 ? $0 : nil }
    }

    /// FNV-1a with 64 bits: the same number for the same text in every run.
    private static func number(of text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
    }
}
