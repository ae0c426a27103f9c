import InternetProtocols

extension RIBReader {
    /// Reads PEER_INDEX_TABLE (RFC 6396, section 4.3.1).
    static func readPeers(
        _ bytes: inout ByteCursor
    ) throws(MalformedMRT) -> [RIBRoute.Peer] {
        // The identifier of the collector, then the name of its view.
        _ = try bytes.part(4, .record)
        _ = try bytes.part(Int(try bytes.number16(.record)), .record)
        var peers = [RIBRoute.Peer]()
        for _ in 0..<(try bytes.number16(.record)) {
            let type = try bytes.byte(.record)
            _ = try bytes.part(4, .record)
            let address = try address(&bytes, type & 1 == 0 ? .ipv4 : .ipv6)
            let system =
                type & 2 == 0
                ? UInt32(try bytes.number16(.record)) : try bytes.number32(.record)
            peers.append(RIBRoute.Peer(address: address, system: system))
        }
        return peers
    }

    /// Reads what all routes of a record share (RFC 6396, section 4.3.2; RFC 8050, section 4).
    static func readPrefix(
        _ cursor: ByteCursor, subtype: UInt16, time: UInt32
    ) throws(MalformedMRT) -> Entries {
        var bytes = cursor
        _ = try bytes.part(4, .record)
        let family: IPAddress.Family = subtype == 2 || subtype == 8 ? .ipv4 : .ipv6
        let length = Int(try bytes.byte(.record))
        guard length <= family.bitWidth else { throw .prefix }
        let first = try bytes.prefix(length: length, reason: .record)
        return Entries(
            time: time, prefix: AddressBits.prefix(first, length: length, family: family),
            hasPathIdentifiers: subtype >= 8,
            left: Int(try bytes.number16(.record)), bytes: bytes)
    }

    /// Reads the next route of the record under way (RFC 6396, section 4.3.4).
    ///
    /// - Returns: false when there is none, and the record is over.
    /// - Throws: what is wrong; if the next route cannot be found, the record is over.
    mutating func readEntry(into route: inout RIBRoute) throws(MalformedMRT) -> Bool {
        guard var current = entries, current.left > 0 else {
            entries = nil
            return false
        }
        // Until the end of this route is known, nothing comes after it; and the cursor is nobody else's.
        entries = nil
        let index = Int(try current.bytes.number16(.record))
        route.received = try current.bytes.number32(.record)
        route.pathIdentifier =
            current.hasPathIdentifiers ? try current.bytes.number32(.record) : nil
        let count = Int(try current.bytes.number16(.record))
        var attributes = try current.bytes.part(count, .record)
        current.left -= 1
        route.time = current.time
        route.prefix = current.prefix
        entries = current
        guard let peers, index < peers.count else { throw .peer }
        route.peer = peers[index]
        route.peerIndex = index
        try route.attributes.decode(&attributes, encoding(isWide: true))
        return true
    }
}
