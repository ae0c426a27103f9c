import InternetProtocols

/// Which addresses an agent may be made to send packets to.
///
/// Whoever asks an agent to test something chooses the address: without this it could be turned on the
/// agent's own machine and network.
public struct AddressPolicy: Hashable, Sendable {
    /// Whether addresses count that no public server can have; for laboratories.
    public var allowsPrivate: Bool
    /// The ports that may be connected to.
    public var ports: Set<UInt16>

    /// Makes a policy; by default public addresses and the ports of web servers.
    public init(allowsPrivate: Bool = false, ports: Set<UInt16> = [80, 443]) {
        self.allowsPrivate = allowsPrivate
        self.ports = ports
    }

    /// Why nothing may be sent to an address; nil when it may.
    public func refusal(of address: IPAddress) -> String? {
        if address.isMulticast || address.isUnspecified {
            return "\(address) is no address of a single host"
        }
        if allowsPrivate { return nil }
        // Addresses that carry an IPv4 address are judged by that: NAT64 (RFC 6052) and 6to4 (RFC 3056)
        // would lead to it.
        if let inner = Self.embedded(in: address), let refusal = refusal(of: inner) {
            return refusal
        }
        return address.isBogon ? "\(address) is not a public address" : nil
    }

    /// Why a port may not be connected to; nil when it may.
    public func refusal(ofPort port: UInt16) -> String? {
        ports.contains(port) ? nil : "port \(port) is not one that this agent connects to"
    }

    private static func embedded(in address: IPAddress) -> IPAddress? {
        guard address.family == .ipv6 else { return nil }
        if let mapped = address.mappedIPv4 { return mapped }
        let value = address.value
        if value >> 32 == 0x0064_ff9b << 64 {
            return IPAddress(ipv4: UInt32(truncatingIfNeeded: value))
        }
        if value >> 112 == 0x2002 {
            return IPAddress(ipv4: UInt32(truncatingIfNeeded: value >> 80))
        }
        return nil
    }
}
