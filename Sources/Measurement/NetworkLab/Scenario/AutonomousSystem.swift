import InternetProtocols

/// An autonomous system: a network under one administration (RFC 4271).
public struct AutonomousSystem: Sendable, Equatable {
    /// Its number.
    public var number: UInt32
    /// The word by which nodes name it.
    public var name: String
    /// The blocks of addresses that it originates.
    public var prefixes: [IPPrefix]

    /// A system from its parts.
    public init(number: UInt32, name: String, prefixes: [IPPrefix] = []) {
        self.number = number
        self.name = name
        self.prefixes = prefixes
    }
}
