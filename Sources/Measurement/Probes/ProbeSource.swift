import InternetProtocols

/// Through which interface, or from which address, a probe goes out.
public struct ProbeSource: Hashable, Sendable {
    /// The interface to leave by, as `eth0`; nil lets the route table choose.
    public var interface: String?
    /// The local address to use; nil lets the route table choose.
    public var address: IPAddress?

    /// A source with an interface, an address, both or neither.
    public init(interface: String? = nil, address: IPAddress? = nil) {
        self.interface = interface
        self.address = address
    }

    /// Whatever the route table chooses.
    public static let automatic = ProbeSource()
}
