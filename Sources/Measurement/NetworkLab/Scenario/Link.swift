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

/// What a link does to the packets that cross it, in each direction.
public struct LinkQuality: Sendable, Equatable {
    /// How much later a packet arrives, one way, in milliseconds.
    public var delay: Double
    /// The standard deviation around `delay`, in milliseconds.
    public var jitter: Double
    /// The share of packets that overtake the ones before, 0 to 1.
    public var reordering: Double
    /// The share of packets that are lost, 0 to 1.
    public var loss: Double
    /// Bits a second, nil for no limit.
    public var rate: Double?
    /// The largest packet in bytes, nil for 1500.
    public var maximumTransmissionUnit: Int?

    /// A quality from its parts.
    public init(
        delay: Double = 0, jitter: Double = 0, reordering: Double = 0, loss: Double = 0,
        rate: Double? = nil, maximumTransmissionUnit: Int? = nil
    ) {
        self.delay = delay
        self.jitter = jitter
        self.reordering = reordering
        self.loss = loss
        self.rate = rate
        self.maximumTransmissionUnit = maximumTransmissionUnit
    }

    /// A cable that does nothing to packets.
    public static let perfect = LinkQuality()

    /// Whether packets must be held back, for which Linux alone is not enough without netem.
    public var holdsBack: Bool { delay > 0 || jitter > 0 || reordering > 0 }
}
