import Foundation

/// A service that an agent offers, or that it no longer offers.
public struct StoredService: Hashable, Sendable {
    /// The URI of the agent.
    public var agent: String
    /// The service.
    public var service: String
    /// When it was last changed or withdrawn, as its agent says, in milliseconds since 1970.
    public var time: Int64
    /// When it is forgotten unless heard of again, in milliseconds since 1970; nil when never.
    public var leaseEnd: Int64?
    /// The encoded advertisement; nil when the service was withdrawn.
    public var advertisement: Data?

    /// Makes a service of its parts.
    public init(
        agent: String, service: String, time: Int64, leaseEnd: Int64? = nil, advertisement: Data?
    ) {
        self.agent = agent
        self.service = service
        self.time = time
        self.leaseEnd = leaseEnd
        self.advertisement = advertisement
    }

    /// Whether the service was withdrawn.
    public var isRetracted: Bool { advertisement == nil }
}
