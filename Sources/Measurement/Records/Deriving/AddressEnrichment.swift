import InternetProtocols
import RoutingData

/// What is known of addresses beyond a log: look-ups that a caller has, and nil for those it has not.
///
/// Each is asked once for an address as long as the address is remembered, from several tasks at once.
public struct AddressEnrichment: Sendable {
    /// The longest BGP prefix around an address, as `192.0.2.0/24`.
    public var prefix: (@Sendable (IPAddress) -> String?)?
    /// The autonomous system that originates that prefix.
    public var originAS: (@Sendable (IPAddress) -> UInt32?)?
    /// The autonomous systems on the way to it, without its origin.
    public var transitASes: (@Sendable (IPAddress) -> [UInt32])?
    /// The city of an address.
    public var city: (@Sendable (IPAddress) -> String?)?
    /// The country of an address.
    public var country: (@Sendable (IPAddress) -> String?)?

    /// Nothing is known.
    public init() {}

    /// Origins by a table of prefixes.
    public init(origins: PrefixTable) {
        originAS = { origins.origin(of: $0) }
    }

    /// Whether faults can be derived in this way.
    func knows(_ derivation: FaultDerivation) -> Bool {
        switch derivation {
        case .prefix: prefix != nil
        case .originAS: originAS != nil
        case .transitAS: transitASes != nil
        case .city: city != nil
        case .country: country != nil
        case .value, .list, .host, .path, .urlFamily, .browser, .browserVersion, .network: true
        }
    }

    /// The names that an address gives, none or several.
    func names(of address: IPAddress, by derivation: FaultDerivation) -> [String] {
        switch derivation {
        case .network:
            let length = address.family == .ipv4 ? 24 : 48
            return IPPrefix(address, length: length).map { [$0.description] } ?? []
        case .prefix: return prefix?(address).map { [$0] } ?? []
        case .originAS: return originAS?(address).map { [String($0)] } ?? []
        case .transitAS: return transitASes?(address).map { String($0) } ?? []
        case .city: return city?(address).map { [$0] } ?? []
        case .country: return country?(address).map { [$0] } ?? []
        case .value, .list, .host, .path, .urlFamily, .browser, .browserVersion: return []
        }
    }
}
