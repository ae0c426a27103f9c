import InternetProtocols

/// Something that breaks, and when.
public struct Fault: Sendable, Equatable {
    /// Seconds after the start at which it begins.
    public var begins: Double
    /// Seconds after the start at which it is over; nil for never.
    public var ends: Double?
    /// What breaks.
    public var kind: Kind

    /// A fault from its parts.
    public init(_ kind: Kind, begins: Double = 0, ends: Double? = nil) {
        self.begins = begins
        self.ends = ends
        self.kind = kind
    }

    /// Everything that can break: the vocabulary of scenario files and of `lab hunt`.
    public enum Kind: Sendable, Equatable {
        /// An interface is switched off.
        case interfaceDown(node: String, interface: String)
        /// The cable is pulled at one end: the interface there stays up and has no carrier.
        case carrierLost(node: String, interface: String)
        /// The interface has lost its addresses and gave itself one (RFC 3927).
        case addressLost(node: String, interface: String)
        /// The interface's addresses are gone: nobody answers at them any more.
        case addressGone(node: String, interface: String)
        /// The node has no default route.
        case defaultRouteLost(node: String)
        /// The node has no route to this block, and says so (ICMP unreachable).
        case routeLost(node: String, prefixes: [IPPrefix])
        /// The node's system announces this block although it is another's (BGP; `routing: learned`).
        case prefixHijacked(node: String, prefixes: [IPPrefix])
        /// A filter in the node drops or rejects what matches.
        case filter(PacketFilter)
        /// Packets above this size vanish on the link, and no router says so.
        case blackHole(link: String, maximumTransmissionUnit: Int)
        /// The link becomes bad.
        case linkDegraded(link: String, quality: LinkQuality)
        /// A tunnel interface takes the traffic to these blocks and delivers nothing.
        case tunnelCaptures(node: String, interface: String, prefixes: [IPPrefix])
        /// The node's clock is wrong by so many seconds; positive is ahead.
        case clockWrong(node: String, seconds: Double)
        /// The node's hosts file has this line.
        case hostsLine(node: String, address: IPAddress, name: String)
        /// The node's resolv.conf names these servers instead.
        case resolversReplaced(node: String, resolvers: [IPAddress])
        /// The router answers port 80 itself with a sign-in page and lets nothing out but names.
        case captivePortal(node: String, interface: String, redirects: Bool)
        /// The service is not running.
        case serviceStopped(service: String)
        /// The resolver departs from the truth.
        case resolverRule(service: String, rule: ResolverRule)
        /// The resolver turns all clients away.
        case resolverRefuses(service: String)
        /// The resolver's own way to the world is dead: SERVFAIL for everything.
        case resolverCutOff(service: String)
        /// The owner's zone has these lines for a name instead of the right ones.
        case recordsReplaced(service: String, zone: String, name: String, records: [String])
        /// The owner's zone has signatures that do not fit it.
        case signaturesWrong(service: String, zone: String)
        /// A server shows another certificate at a port.
        case certificateReplaced(service: String, port: Int, certificate: Certificate)
        /// A port's TLS is not what clients expect.
        case encryptionChanged(service: String, port: Int, encryption: WebServer.Encryption)
        /// A port answers something else.
        case responseReplaced(service: String, port: Int, response: WebServer.Response)
        /// Nothing listens at this port of the service any more.
        case portClosed(service: String, port: Int)
        /// The proxy asks for a password.
        case proxyWantsPassword(service: String)
    }
}
