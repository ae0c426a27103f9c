/// Who an agent is to others.
public struct AgentProfile: Hashable, Sendable {
    /// Where it takes messages: its name everywhere.
    public var uri: String
    /// What it is: `user`, `regional`, `specialist`, `learning`.
    public var type: String
    /// The autonomous system in which it stands; nil when not known.
    public var autonomousSystem: UInt32?

    /// Makes a profile of its parts.
    public init(uri: String, type: String, autonomousSystem: UInt32? = nil) {
        self.uri = uri
        self.type = type
        self.autonomousSystem = autonomousSystem
    }
}

/// What the server knows of whoever sent a message; never taken from the message itself.
public struct Requester: Hashable, Sendable {
    /// The URI for which it has authenticated itself; nil for a stranger.
    public var authenticatedURI: String?
    /// The types that it may act as: those of its credentials; nil when the server does not ask for any.
    public var permittedTypes: Set<String>?
    /// The autonomous system of the address it speaks from; nil when not known.
    public var autonomousSystem: UInt32?

    /// Makes a requester of its parts.
    public init(
        authenticatedURI: String? = nil, permittedTypes: Set<String>? = nil,
        autonomousSystem: UInt32? = nil
    ) {
        self.authenticatedURI = authenticatedURI
        self.permittedTypes = permittedTypes
        self.autonomousSystem = autonomousSystem
    }

    /// The agent itself.
    public static let itself = Requester(permittedTypes: ["local"])
}
