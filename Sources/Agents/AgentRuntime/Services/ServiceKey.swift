import DMEP

/// What names a service in the whole network: its agent and its name there (CAPRI thesis, 5.1.1).
public struct ServiceKey: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    /// The URI of the agent.
    public var agentURI: String
    /// The service's name within it.
    public var serviceID: String

    /// Makes a key of its parts.
    public init(agentURI: String, serviceID: String) {
        self.agentURI = agentURI
        self.serviceID = serviceID
    }

    /// Agent and service with a space between.
    public var description: String { "\(agentURI) \(serviceID)" }

    /// Orders by agent, then service.
    public static func < (left: Self, right: Self) -> Bool {
        (left.agentURI, left.serviceID) < (right.agentURI, right.serviceID)
    }
}

extension ServiceAdvertisement {
    /// What names the service in the whole network.
    public var key: ServiceKey { ServiceKey(agentURI: agentURI, serviceID: serviceID) }
}

extension ServiceRetraction {
    /// What names the service in the whole network.
    public var key: ServiceKey { ServiceKey(agentURI: agentURI, serviceID: serviceID) }
}
