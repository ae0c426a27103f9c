import InternetProtocols

/// An error that came back for a packet of ours, from the socket's error queue.
///
/// Linux only (IP_RECVERR); elsewhere outcomes carry none.
public struct ICMPError: Hashable, Codable, Sendable {
    /// Where the error was made.
    public enum Origin: String, Codable, Sendable {
        /// This machine's own stack, without a packet.
        case local
        /// An ICMP message (RFC 792).
        case icmp
        /// An ICMPv6 message (RFC 4443).
        case icmpv6
    }

    /// Where the error was made.
    public let origin: Origin
    /// The sender of the ICMP message: a router, the target, or an address of this machine.
    public let offender: IPAddress?
    /// The ICMP type.
    public let type: UInt8
    /// The ICMP code.
    public let code: UInt8
    /// The error number that the stack made of it.
    public let errorNumber: Int32
    /// Type dependent information: the next hop's MTU for "packet too big".
    public let information: UInt32

    /// An error as the stack reported it.
    public init(
        origin: Origin, offender: IPAddress?, type: UInt8, code: UInt8, errorNumber: Int32,
        information: UInt32 = 0
    ) {
        self.origin = origin
        self.offender = offender
        self.type = type
        self.code = code
        self.errorNumber = errorNumber
        self.information = information
    }

    /// Whether the time to live ended on the way (11/0, or 3/0 in ICMPv6).
    public var isTimeExceeded: Bool {
        switch origin {
        case .icmp: type == 11
        case .icmpv6: type == 3
        case .local: false
        }
    }

    /// Whether a filter says that it forbids the packet.
    public var isProhibited: Bool {
        switch origin {
        case .icmp: type == 3 && [9, 10, 13].contains(code)
        case .icmpv6: type == 1 && [1, 5, 6].contains(code)
        case .local: false
        }
    }

    /// Whether the port is said to be closed (3/3, or 1/4 in ICMPv6).
    public var isPortUnreachable: Bool {
        switch origin {
        case .icmp: type == 3 && code == 3
        case .icmpv6: type == 1 && code == 4
        case .local: false
        }
    }
}
