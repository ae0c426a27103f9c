import InternetProtocols

/// What whoever starts an agent says of its role.
public struct RoleOptions: Sendable {
    /// Something that a role can be told, by the name of its option.
    public enum Option: String, Hashable, Sendable, CaseIterable {
        /// The agent's share of the work, as `0/4`.
        case shard
        /// A file of prefixes with the autonomous systems that originate them.
        case prefixes
        /// The name servers to ask instead of this machine's.
        case resolver
        /// The name servers of the root to begin with instead of the Internet's.
        case root
        /// Private, loopback and link-local addresses may be tested.
        case allowPrivate = "allow-private"
        /// Requesters must authenticate themselves.
        case needsCredentials = "needs-credentials"
    }

    /// Who the agent is, and its share.
    public var settings: RoleSettings
    /// The path of the file of prefixes.
    public var prefixes: String?
    /// The name servers to ask; empty for those of this machine.
    public var resolvers: [IPEndpoint] = []
    /// The name servers of the root; empty for those of the Internet.
    public var roots: [IPEndpoint] = []
    /// Whether addresses may be tested that no public server can have.
    public var allowsPrivate = false
    /// Whether requesters of tests that could do harm must authenticate themselves.
    public var needsCredentials = false

    /// Makes options without any but the settings.
    public init(settings: RoleSettings) { self.settings = settings }
}

/// Why a role cannot be played.
public enum RoleError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no role of that name.
    case unknown(name: String, known: [String])
    /// An option that the role cannot do without is missing.
    case missing(option: RoleOptions.Option, role: String)
    /// A file that the role needs cannot be read.
    case unreadable(reason: String)

    /// What is wrong and what the reader can do.
    public var description: String {
        switch self {
        case .unknown(let name, let known):
            "there is no role '\(name)'; choose one of \(known.joined(separator: ", "))"
        case .missing(let option, let role): "the role \(role) needs --\(option.rawValue)"
        case .unreadable(let reason): reason
        }
    }
}
