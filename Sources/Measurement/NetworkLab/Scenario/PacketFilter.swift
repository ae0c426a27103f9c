import InternetProtocols

/// Which packets a filter meets, where, and what it does to them.
public struct PacketFilter: Sendable, Equatable {
    /// The node whose kernel filters.
    public var node: String
    /// Where in the node: what it sends itself, what it receives, what it forwards.
    public var hook: Hook
    /// Only packets to these blocks; empty for all.
    public var destinations: [IPPrefix]
    /// Only packets that come in by this interface.
    public var inputInterface: String?
    /// Only packets that go out by this interface.
    public var outputInterface: String?
    /// Only packets of this protocol.
    public var transport: Transport?
    /// Only packets to these ports; needs a transport.
    public var ports: [Int]
    /// Only packets of this family.
    public var family: IPAddress.Family?
    /// What is done to a packet that matches.
    public var action: Action

    /// A filter from its parts.
    public init(
        node: String, hook: Hook = .forward, destinations: [IPPrefix] = [],
        inputInterface: String? = nil, outputInterface: String? = nil,
        transport: Transport? = nil, ports: [Int] = [], family: IPAddress.Family? = nil,
        action: Action
    ) {
        self.node = node
        self.hook = hook
        self.destinations = destinations
        self.inputInterface = inputInterface
        self.outputInterface = outputInterface
        self.transport = transport
        self.ports = ports
        self.family = family
        self.action = action
    }

    /// Where a filter sits.
    public enum Hook: String, Sendable, CaseIterable {
        /// What the node itself sends.
        case output
        /// What is addressed to the node.
        case input
        /// What the node passes on.
        case forward
    }

    /// The transport protocols that filters know.
    public enum Transport: String, Sendable, CaseIterable {
        /// TCP.
        case tcp
        /// UDP.
        case udp
        /// Either.
        case any
    }

    /// What happens to a packet.
    public enum Action: String, Sendable, CaseIterable {
        /// It vanishes.
        case drop
        /// The sender is told: port unreachable.
        case rejectPortUnreachable = "port-unreachable"
        /// The sender is told: administratively prohibited.
        case rejectProhibited = "prohibited"
        /// The sender is told by a TCP reset.
        case reset
    }
}
