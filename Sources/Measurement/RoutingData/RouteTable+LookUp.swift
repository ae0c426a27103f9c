import InternetProtocols

extension RouteTable {
    /// The number of the route with the longest prefix around an address; 0 for none.
    ///
    /// An IPv4-mapped IPv6 address counts as the IPv4 address.
    ///
    /// - Complexity: at most 5 dependent reads of memory for IPv4; for IPv6 one more each 6 bits on which many
    ///   prefixes differ.
    public func number(of address: IPAddress) -> UInt32 {
        if let ipv4 = AddressBits.ipv4(address) { return four.value(ipv4: ipv4) }
        return six.value(ipv6: address.value)
    }

    /// The number of the route of an IPv4 address in host byte order; 0 for none.
    public func number(ipv4 address: UInt32) -> UInt32 { four.value(ipv4: address) }

    /// The number of the route of an IPv6 address in host byte order; 0 for none.
    ///
    /// IPv4-mapped addresses are IPv6 addresses here.
    public func number(ipv6 address: UInt128) -> UInt32 { six.value(ipv6: address) }

    /// The numbers of the routes of many IPv4 addresses.
    ///
    /// Several times as quick as one by one: look-ups that wait for memory do not wait for each other.
    ///
    /// - Parameters:
    ///   - addresses: in host byte order.
    ///   - numbers: made as long as `addresses`; 0 where there is no route.
    public func look(up addresses: [UInt32], into numbers: inout [UInt32]) {
        four.look(up: addresses, into: &numbers)
    }

    /// The numbers of the routes of many IPv6 addresses.
    ///
    /// IPv4-mapped addresses are IPv6 addresses here.
    ///
    /// - Parameters:
    ///   - addresses: in host byte order.
    ///   - numbers: made as long as `addresses`; 0 where there is no route.
    public func look(up addresses: [UInt128], into numbers: inout [UInt32]) {
        six.look(up: addresses, into: &numbers)
    }

    /// The route with the longest prefix around an address.
    public func route(of address: IPAddress) -> Route? { route(number(of: address)) }

    /// The systems that lead to an address, nearest first; nil if no prefix holds it.
    public func path(to address: IPAddress) -> ASPath? {
        route(of: address).map { path($0.pathNumber) }
    }
}
