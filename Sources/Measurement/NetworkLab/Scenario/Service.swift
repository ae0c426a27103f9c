import InternetProtocols

/// A program that runs on a node as long as the lab is up.
public struct Service: Sendable, Equatable {
    /// The word by which faults name it.
    public var name: String
    /// The name of the node that it runs on.
    public var node: String
    /// The addresses that it listens on; empty for all of the node's.
    public var addresses: [IPAddress]
    /// What it does.
    public var role: Role

    /// A service from its parts.
    public init(name: String, node: String, addresses: [IPAddress] = [], role: Role) {
        self.name = name
        self.node = node
        self.addresses = addresses
        self.role = role
    }

    /// What services there are.
    public enum Role: Sendable, Equatable {
        /// Answers for its zones (unbound).
        case authoritative([Zone])
        /// Looks names up for others (unbound or dnsmasq).
        case recursive(RecursiveResolver)
        /// Serves pages (nginx).
        case web([WebServer])
        /// Fetches pages for others (squid).
        case proxy(ForwardProxy)
        /// Any other program: an agent, a landmark.
        case program(Program)
    }
}
