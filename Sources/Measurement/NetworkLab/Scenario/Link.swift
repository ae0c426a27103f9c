import InternetProtocols

/// A cable between two nodes, with what it does to packets in each direction.
public struct Link: Sendable, Equatable {
    /// The word by which faults name it.
    public var name: String
    /// One end; the order means nothing.
    public var left: LinkEnd
    /// The other end.
    public var right: LinkEnd
    /// What the link does to every packet from the beginning.
    public var quality: LinkQuality

    /// A link from its parts.
    public init(name: String, left: LinkEnd, right: LinkEnd, quality: LinkQuality = .perfect) {
        self.name = name
        self.left = left
        self.right = right
        self.quality = quality
    }

    /// The two ends.
    public var ends: [LinkEnd] { [left, right] }
}

/// Where a link ends: an interface of a node.
public struct LinkEnd: Sendable, Equatable {
    /// The node's name.
    public var node: String
    /// The interface's name in the node, at most 15 characters.
    public var interface: String
    /// The interface's addresses.
    public var addresses: [InterfaceAddress]

    /// An end from its parts.
    public init(node: String, interface: String, addresses: [InterfaceAddress]) {
        self.node = node
        self.interface = interface
        self.addresses = addresses
    }
}

/// An address and the block that is on the same link.
public struct InterfaceAddress: Sendable, Hashable, CustomStringConvertible {
    /// The address.
    public var address: IPAddress
    /// The block around it, whose hosts need no router.
    public var prefix: IPPrefix

    /// The address, as `10.0.0.2/24`; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPAddress(String(parts[0])),
            let prefix = IPPrefix(text)
        else { return nil }
        self.address = address
        self.prefix = prefix
    }

    /// `address/length`.
    public var description: String { "\(address)/\(prefix.length)" }
}
