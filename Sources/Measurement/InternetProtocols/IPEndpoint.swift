/// An address and a port: where a connection or a datagram goes.
public struct IPEndpoint: Hashable, Sendable {
    /// The address.
    public let address: IPAddress
    /// The port; 0 only where none was chosen yet.
    public let port: UInt16

    /// The endpoint at this address and port.
    public init(_ address: IPAddress, port: UInt16) {
        self.address = address
        self.port = port
    }
}

extension IPEndpoint: LosslessStringConvertible {
    /// Reads `192.0.2.1:443` or `[2001:db8::1]:443`.
    public init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let portText = text[text.index(after: colon)...]
        guard !portText.isEmpty, portText.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let port = UInt16(portText)
        else { return nil }
        let host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            guard let address = IPAddress(String(host.dropFirst().dropLast())),
                address.family == .ipv6
            else { return nil }
            self.init(address, port: port)
        } else {
            guard let address = IPAddress(String(host)), address.family == .ipv4
            else { return nil }
            self.init(address, port: port)
        }
    }

    /// Reads an endpoint, and says in the error what was read instead.
    public init(parsing text: String) throws(InternetProtocolsError) {
        guard let endpoint = IPEndpoint(text) else { throw .invalidEndpoint(text) }
        self = endpoint
    }

    /// The text `address:port`, the address in brackets when it is IPv6.
    public var description: String {
        address.family == .ipv4 ? "\(address):\(port)" : "[\(address)]:\(port)"
    }
}

extension IPEndpoint: Comparable {
    /// By address, then by port.
    public static func < (left: IPEndpoint, right: IPEndpoint) -> Bool {
        (left.address, left.port) < (right.address, right.port)
    }
}

extension IPEndpoint: Codable {
    /// Reads the text form.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let endpoint = IPEndpoint(text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: InternetProtocolsError.invalidEndpoint(text).description)
        }
        self = endpoint
    }

    /// Writes the text form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
