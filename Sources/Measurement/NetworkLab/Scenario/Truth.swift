/// The right answer to a scenario.
public struct Truth: Sendable, Equatable {
    /// The class of component to blame, as `culprit why --json` writes it; `none` when nothing is.
    public var className: String
    /// The identifier of the cause, `none` when nothing is wrong.
    public var cause: String
    /// The causes that one device cannot tell from it; empty when the cause is certain.
    public var alsoPossible: [String]
    /// What is broken, in the scenario's own words (a node, a link, a service), if anything.
    public var component: String?
    /// Whether the page comes in spite of it.
    public var isReachable: Bool

    /// A truth from its parts.
    public init(
        className: String, cause: String, alsoPossible: [String] = [], component: String? = nil,
        isReachable: Bool = false
    ) {
        self.className = className
        self.cause = cause
        self.alsoPossible = alsoPossible
        self.component = component
        self.isReachable = isReachable
    }

    /// Nothing is wrong.
    public static let healthy = Truth(className: "none", cause: "none", isReachable: true)
}
