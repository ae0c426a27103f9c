/// The URL of a page: `http` or `https`, a host, a port, a path with its query.
///
/// Fragments are dropped, for they never reach a server; credentials are refused.
public struct TargetURL: Hashable, Sendable {
    /// The two schemes.
    public enum Scheme: String, Codable, Sendable, CaseIterable {
        /// Clear text.
        case http
        /// Over TLS.
        case https

        /// The port when the URL names none: 80 or 443.
        public var defaultPort: UInt16 { self == .http ? 80 : 443 }
    }

    /// A name to look up, or an address as it stands.
    public enum Host: Hashable, Sendable, CustomStringConvertible {
        /// A domain name.
        case name(DomainName)
        /// An address literal.
        case address(IPAddress)

        /// The name or the bare address, without brackets.
        public var description: String {
            switch self {
            case .name(let name): name.text
            case .address(let address): address.description
            }
        }
    }

    /// The scheme.
    public let scheme: Scheme
    /// The host.
    public let host: Host
    /// The port, the scheme's own where the text named none.
    public let port: UInt16
    /// The path and, behind `?`, the query; begins with `/`; plain ASCII.
    public let pathAndQuery: String

    /// The URL of these parts; a path that does not begin with `/` gets one.
    public init(
        scheme: Scheme, host: Host, port: UInt16? = nil, pathAndQuery: String = "/"
    ) throws(InternetProtocolsError) {
        self.scheme = scheme
        self.host = host
        if port == 0 { throw .portOutOfRange("0") }
        self.port = port ?? scheme.defaultPort
        let path = try TargetURLText.escaped(pathAndQuery)
        self.pathAndQuery = path.hasPrefix("/") ? path : "/" + path
    }

    /// The host as it stands in a URL: an IPv6 address in brackets and without its zone.
    public var hostText: String {
        switch host {
        case .address(let address) where address.family == .ipv6: "[\(address.withoutZone)]"
        default: host.description
        }
    }

    /// The value of the `Host` header: the port only where it is not the scheme's own.
    public var authority: String {
        port == scheme.defaultPort ? hostText : "\(hostText):\(port)"
    }

    /// Scheme, host and port, as `https://example.com`.
    public var origin: String { "\(scheme.rawValue)://\(authority)" }
}

extension TargetURL: CustomStringConvertible {
    /// The URL in full.
    public var description: String { origin + pathAndQuery }
}

extension TargetURL: Codable {
    /// Reads the text form.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            self = try TargetURL(try container.decode(String.self))
        } catch let error as InternetProtocolsError {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: error.description)
        }
    }

    /// Writes the text form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
