/// A candidate explanation: the status of one or more components (CAPRI thesis, A.2.2).
public struct ExplanationStatement: Hashable, Sendable, Codable {
    /// A component with the status that it is supposed to have.
    public struct Assignment: Hashable, Sendable, Codable {
        /// The `id` of a component of the message.
        public var component: String
        /// The status: `FAIL` or `OK`, or another value of the explained property.
        public var status: String

        /// Makes an assignment of its parts.
        public init(component: String, status: String) {
            self.component = component
            self.status = status
        }
    }

    /// What holds together when this is the explanation; at least one.
    public var assignments: [Assignment]
    /// How probable it is; nil in a request.
    public var probability: Double?

    /// Makes an explanation of its parts.
    public init(assignments: [Assignment], probability: Double? = nil) {
        self.assignments = assignments
        self.probability = probability
    }
}
