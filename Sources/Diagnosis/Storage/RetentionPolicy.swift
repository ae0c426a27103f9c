/// How much of each kind is kept, and for how long.
public struct RetentionPolicy: Hashable, Sendable {
    /// A limit on one kind.
    public struct Limit: Hashable, Sendable {
        /// The most rows.
        public var rows: Int
        /// The greatest age in days; nil for any.
        public var days: Double?

        /// Makes a limit.
        public init(rows: Int, days: Double? = nil) {
            self.rows = rows
            self.days = days
        }
    }

    /// Notifications, by when they were received.
    public var notifications: Limit
    /// The most observations, beliefs and likelihoods; expired ones go first, then the oldest.
    public var statements: Int
    /// Versions of knowledge for each subject, property and parents; the newest stays whatever its age.
    public var knowledge: Limit
    /// Diagnoses, by when they were made.
    public var diagnoses: Limit
    /// For how many days a retraction is remembered; at least as long as other directories may offer the service.
    public var retractionDays: Double
    /// The most rows of each kind that one transaction of a purge removes.
    public var step: Int

    /// Makes a policy.
    public init(
        notifications: Limit = Limit(rows: 1_000_000, days: 30), statements: Int = 1_000_000,
        knowledge: Limit = Limit(rows: 20), diagnoses: Limit = Limit(rows: 1_000_000, days: 365),
        retractionDays: Double = 30, step: Int = 500
    ) {
        self.notifications = notifications
        self.statements = statements
        self.knowledge = knowledge
        self.diagnoses = diagnoses
        self.retractionDays = retractionDays
        self.step = step
    }
}
