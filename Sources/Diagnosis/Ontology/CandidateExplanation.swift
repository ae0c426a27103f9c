/// Something that may be to blame: a component in a state, under the name that people use for it.
public struct CandidateExplanation: Hashable, Sendable, Codable {
    /// The variable that says so.
    public let subject: ComponentProperty
    /// The value that it has when this is to blame.
    public let value: String
    /// The class of component, as machines name it: `local-network`.
    public let className: String
    /// The cause's stable code: `D1`.
    public let cause: String
    /// The cause's name: `resolver-dead`.
    public let name: String
    /// Which of several faults present at once is to blame: the one with the lowest precedence.
    public let precedence: Int
    /// Whether it makes things slow or shaky rather than fail: what works all the same is not blamed on it.
    public let degrades: Bool

    /// Makes an explanation of its parts.
    public init(
        subject: ComponentProperty, value: String, className: String, cause: String, name: String,
        precedence: Int, degrades: Bool = false
    ) {
        self.subject = subject
        self.value = value
        self.className = className
        self.cause = cause
        self.name = name
        self.precedence = precedence
        self.degrades = degrades
    }
}
