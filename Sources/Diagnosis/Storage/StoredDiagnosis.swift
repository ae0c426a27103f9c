/// A diagnosis that was made, with what its cause turned out to be.
public struct StoredDiagnosis: Hashable, Sendable {
    /// What the cause turned out to be, and who says so.
    public struct Label: Hashable, Sendable {
        /// What kind of judge gave a label.
        public enum Origin: String, Hashable, Sendable {
            /// A rule that looks at what became known later.
            case rule
            /// A person; a rule does not overrule one.
            case person
        }

        /// The cause.
        public var cause: String
        /// A rule or a person.
        public var origin: Origin
        /// The name of the rule or the person.
        public var judge: String
        /// When it was given, in milliseconds since 1970.
        public var time: Int64

        /// Makes a label of its parts.
        public init(cause: String, origin: Origin, judge: String, time: Int64) {
            self.cause = cause
            self.origin = origin
            self.judge = judge
            self.time = time
        }
    }

    /// Its number in this store; 0 before it is stored, never used twice.
    public var number: Int64
    /// When it ended, in milliseconds since 1970.
    public var time: Int64
    /// The service that was asked.
    public var service: String
    /// Who asked.
    public var requester: String
    /// What it was about: the identifying values of the component.
    public var subject: String
    /// Explanations, evidence and whatever else is to be learned from, in JSON.
    public var payload: String
    /// What the cause turned out to be; nil when nobody has said yet.
    public var label: Label?

    /// Makes a diagnosis of its parts.
    public init(
        number: Int64 = 0, time: Int64, service: String, requester: String, subject: String,
        payload: String, label: Label? = nil
    ) {
        self.number = number
        self.time = time
        self.service = service
        self.requester = requester
        self.subject = subject
        self.payload = payload
        self.label = label
    }
}
