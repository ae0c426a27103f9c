/// Services that an agent offers or no longer offers, told to a directory (CAPRI thesis, A.3.1, A.3.4).
public struct DirectoryUpdate: Hashable, Sendable, Codable {
    /// The services offered.
    public var advertisements: [ServiceAdvertisement]
    /// The services no longer offered.
    public var retractions: [ServiceRetraction]
    /// How long the directory is to believe in the advertisements without hearing of them again, in
    /// milliseconds; nil for its own default.
    ///
    /// Not in the thesis.
    public var lease: Int64?
    /// The directories that the update came through; a directory passes on to those that are not
    /// among them.
    ///
    /// Not in the thesis.
    public var via: [String]

    /// Makes an update of its parts.
    public init(
        advertisements: [ServiceAdvertisement] = [], retractions: [ServiceRetraction] = [],
        lease: Int64? = nil, via: [String] = []
    ) {
        self.advertisements = advertisements
        self.retractions = retractions
        self.lease = lease
        self.via = via
    }
}

/// A service that is no longer offered.
public struct ServiceRetraction: Hashable, Sendable, Codable {
    /// The service.
    public var serviceID: String
    /// The agent that offered it.
    public var agentURI: String
    /// When it was withdrawn, in milliseconds since 1970.
    public var time: Int64

    /// Makes a retraction of its parts.
    public init(serviceID: String, agentURI: String, time: Int64) {
        self.serviceID = serviceID
        self.agentURI = agentURI
        self.time = time
    }
}

/// Whether a directory took an update.
public struct DirectoryUpdateResponse: Hashable, Sendable, Codable {
    /// Whether it did.
    public var isSuccess: Bool
    /// Why not, in words; not in the thesis.
    public var reason: String?

    /// Makes a response of its parts.
    public init(isSuccess: Bool = true, reason: String? = nil) {
        self.isSuccess = isSuccess
        self.reason = reason
    }
}

/// Asks a directory for the services that the requester may use (CAPRI thesis, A.3.2).
public struct ServiceMapRequest: Hashable, Sendable, Codable {
    /// The version of the directory protocol.
    public var version: String
    /// The version of the requester's implementation.
    public var clientVersion: String
    /// The type of the requester: `user`, `regional`, `specialist`, `learning`, `directory`.
    public var agentType: String
    /// The URI of the requester; nil for agents that offer nothing.
    ///
    /// Not in the thesis.
    public var agentURI: String?
    /// The autonomous system of the requester; nil when not known.
    ///
    /// Not in the thesis.
    public var autonomousSystem: UInt32?

    /// Makes a request of its parts.
    public init(
        version: String = MessageBatch.currentVersion, clientVersion: String = "1",
        agentType: String, agentURI: String? = nil, autonomousSystem: UInt32? = nil
    ) {
        self.version = version
        self.clientVersion = clientVersion
        self.agentType = agentType
        self.agentURI = agentURI
        self.autonomousSystem = autonomousSystem
    }
}

/// The services that a requester may use; of two of the same utility the first is to be used (CAPRI thesis, A.3.3).
public struct ServiceMap: Hashable, Sendable, Codable {
    /// The services, in the order of preference.
    public var advertisements: [ServiceAdvertisement]
    /// What was withdrawn lately; for other directories only.
    ///
    /// Not in the thesis.
    public var retractions: [ServiceRetraction]
    /// The key, in base64, under which names are hashed in this network; nil when it has none.
    ///
    /// Not in the thesis.
    public var hashKey: String?

    /// Makes a map of its parts.
    public init(
        advertisements: [ServiceAdvertisement], retractions: [ServiceRetraction] = [],
        hashKey: String? = nil
    ) {
        self.advertisements = advertisements
        self.retractions = retractions
        self.hashKey = hashKey
    }
}
