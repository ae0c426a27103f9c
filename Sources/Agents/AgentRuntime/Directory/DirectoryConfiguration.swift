/// How a directory behaves.
public struct DirectoryConfiguration: Hashable, Sendable {
    /// The URIs of the other directories with which it shares what it knows.
    public var peers: [String] = []
    /// Whether, on a server that asks for no credentials, anybody may act as another directory: see every
    /// service and speak for every agent.
    ///
    /// For a single machine or a closed network.
    public var acceptsStrangersAsPeers = false
    /// How long services are believed in without news, in milliseconds, when an update does not say; 90 minutes.
    public var lease: Int64 = 90 * 60_000
    /// The longest lease, in milliseconds; a day.
    public var longestLease: Int64 = 86_400_000
    /// How long a retraction, or the end of a lease, is remembered, in milliseconds; two days.
    ///
    /// Longer than any lease plus the lead that a clock may have: whoever has missed it has forgotten the service by
    /// then, and cannot bring it back.
    public var memory: Int64 = 2 * 86_400_000
    /// The services of one agent.
    public var servicesPerAgent = 256
    /// The services and retractions in all, with those that have ended and are remembered.
    public var entries = 100_000
    /// The directories that one update may have come through.
    public var directoriesOnTheWay = 32
    /// What an advertisement may hold.
    public var advertisement = AdvertisementLimits()
    /// How often the whole map of each peer is fetched, in milliseconds; 5 minutes.
    public var exchangeInterval: Int64 = 300_000
    /// How long an answer of a peer is waited for, in milliseconds; 5 seconds.
    public var patience: Int64 = 5_000

    /// Makes the usual configuration, without peers.
    public init() {}
}
