import InternetProtocols

extension RIBReader {
    /// Reads a record of TABLE_DUMP, which is one route (RFC 6396, section 4.2).
    func readTableDump(
        _ bytes: inout ByteCursor, family: IPAddress.Family, into route: inout RIBRoute
    ) throws(MalformedMRT) {
        // View and sequence number.
        _ = try bytes.part(4, .record)
        let address = try Self.address(&bytes, family)
        let length = Int(try bytes.byte(.record))
        // The status, which is always 1.
        _ = try bytes.byte(.record)
        route.received = try bytes.number32(.record)
        route.peer = RIBRoute.Peer(
            address: try Self.address(&bytes, family), system: UInt32(try bytes.number16(.record)))
        route.peerIndex = 0
        route.pathIdentifier = nil
        guard let prefix = IPPrefix(address, length: length) else { throw .prefix }
        route.prefix = prefix
        let count = Int(try bytes.number16(.record))
        var attributes = try bytes.part(count, .attributes)
        try route.attributes.decode(&attributes, encoding(isWide: false))
    }

    static func address(
        _ bytes: inout ByteCursor, _ family: IPAddress.Family
    ) throws(MalformedMRT) -> IPAddress {
        family == .ipv4
            ? IPAddress(ipv4: try bytes.number32(.record))
            : IPAddress(ipv6: try bytes.number128(.record))
    }
}
