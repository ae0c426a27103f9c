/// What is run in the lab, and where.
public struct Trial: Sendable, Equatable {
    /// The node where it is run.
    public var node: String
    /// The page that cannot be reached.
    public var url: String
    /// More arguments for `culprit why`.
    public var arguments: [String]
    /// Variables added to its environment.
    public var environment: [String: String]
    /// Seconds after the start at which it is run; faults may begin before or after.
    public var begins: Double

    /// A trial from its parts.
    public init(
        node: String, url: String, arguments: [String] = [], environment: [String: String] = [:],
        begins: Double = 0
    ) {
        self.node = node
        self.url = url
        self.arguments = arguments
        self.environment = environment
        self.begins = begins
    }
}
