/// Tells which autonomous system an address belongs to.
public protocol AutonomousSystemLookup: Sendable {
    /// The autonomous system that originates the longest prefix of an IPv4 or IPv6 address; nil when not known.
    func originAS(of address: String) -> UInt32?
}

/// Knows of no autonomous system: for agents without a prefix table.
public struct NoAutonomousSystems: AutonomousSystemLookup {
    /// Makes it.
    public init() {}
    /// Nil for every address.
    public func originAS(of address: String) -> UInt32? { nil }
}
