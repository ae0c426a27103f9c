import AgentRuntime

/// The network of agents that a user agent may ask.
public struct AgentNetwork: Sendable {
    /// The directories, in the order in which they are asked.
    public var directories: [String]
    /// What others may know of where the user was going.
    public var revelation: Revelation
    /// How it speaks with them.
    public var client: MessageClientConfiguration
    /// The autonomous system that this device is in; nil when not known.
    public var autonomousSystem: UInt32?

    /// Makes a network of its parts.
    public init(
        directories: [String], revelation: Revelation = .hash,
        client: MessageClientConfiguration = MessageClientConfiguration(),
        autonomousSystem: UInt32? = nil
    ) {
        self.directories = directories
        self.revelation = revelation
        self.client = client
        self.autonomousSystem = autonomousSystem
    }
}
