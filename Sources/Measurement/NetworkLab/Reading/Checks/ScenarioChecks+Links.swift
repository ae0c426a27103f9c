import InternetProtocols
import YAMLDocuments

extension ScenarioChecks {
    /// Links join two known nodes by interfaces of their own, whose addresses fit each other.
    func checkLinks() throws(YAMLDocumentError) {
        var interfaces = [String: String]()
        for entry in parts.links {
            let link = entry.value
            let ends = entry.source.at("ends")
            for (index, end) in link.ends.enumerated() {
                let source = ends.at(index)
                _ = try node(end.node, source.at("node"))
                guard end.interface != "lo" else {
                    throw source.at("interface").problem("lo is in every node already")
                }
                let key = "\(end.node)/\(end.interface)"
                if let other = interfaces.updateValue(link.name, forKey: key) {
                    throw source.at("interface").problem(
                        "\(end.node) has an interface \(end.interface) already, "
                            + "at the link \(other)")
                }
            }
            guard link.left.node != link.right.node else {
                throw ends.at(1).at("node").problem("a link joins two different nodes")
            }
            try checkPrefixes(of: link, ends)
            try checkPacketSize(link.quality, of: link, entry.source)
        }
    }

    /// Every address has somebody at the other end in the same block.
    private func checkPrefixes(of link: Link, _ ends: YAMLReader) throws(YAMLDocumentError) {
        guard link.ends.contains(where: { !$0.addresses.isEmpty }) else {
            throw ends.problem("a link needs addresses; neither end has one")
        }
        for (index, end) in link.ends.enumerated() {
            let other = link.ends[1 - index]
            for (place, own) in end.addresses.enumerated() {
                let source = ends.at(index).at("addresses").at(place)
                if own.address.family == .ipv4, own.prefix.length < 31 {
                    guard own.address != own.prefix.address, own.address != own.prefix.lastAddress
                    else {
                        throw source.problem(
                            "\(own.address) is the first or last of \(own.prefix), "
                                + "which no host can have")
                    }
                }
                guard !other.addresses.contains(where: { $0.prefix == own.prefix }) else {
                    continue
                }
                let family = other.addresses.filter { $0.address.family == own.address.family }
                let blocks = Set(family.map { "\($0.prefix)" }).sorted()
                throw source.problem(
                    "\(own.address) is in \(own.prefix), where \(other.node) at the other end "
                        + (blocks.isEmpty
                            ? "has no address"
                            : "is not; it is in \(blocks.joined(separator: ", "))"))
            }
        }
    }

    /// IPv6 wants packets of 1280 bytes on every link (RFC 8200, section 5); Linux turns it off below.
    func checkPacketSize(
        _ quality: LinkQuality, of link: Link, _ source: YAMLReader
    ) throws(YAMLDocumentError) {
        guard let size = quality.maximumTransmissionUnit, size < 1280 else { return }
        let hasIPv6 = link.ends.contains { end in
            end.addresses.contains { $0.address.family == .ipv6 }
        }
        guard !hasIPv6 else {
            throw source.at("mtu").problem(
                "the link \(link.name) has IPv6 addresses, and IPv6 needs 1280 bytes at least")
        }
    }

    /// No two interfaces have one address, no two links one block; only loopbacks may share (anycast).
    func checkAddresses() throws(YAMLDocumentError) {
        var owners = [IPAddress: String]()
        var blocks = [IPPrefix: String]()
        for entry in parts.links {
            let link = entry.value
            for (index, end) in link.ends.enumerated() {
                for (place, own) in end.addresses.enumerated() {
                    let source = entry.source.at("ends").at(index).at("addresses").at(place)
                    try checkKind(of: own.address, source)
                    if let other = owners.updateValue(end.node, forKey: own.address) {
                        throw source.problem("\(own.address) is an address of \(other) already")
                    }
                    if let other = blocks.updateValue(link.name, forKey: own.prefix),
                        other != link.name
                    {
                        throw source.problem("\(own.prefix) is the block of the link \(other)")
                    }
                }
            }
        }
        for entry in parts.nodes {
            var seen = Set<IPAddress>()
            for (place, address) in entry.value.addresses.enumerated() {
                let source = entry.source.at("addresses").at(place)
                try checkKind(of: address, source)
                if let other = owners[address] {
                    throw source.problem("\(address) is an address of a link of \(other) already")
                }
                guard seen.insert(address).inserted else {
                    throw source.problem("\(address) is in this list already")
                }
            }
        }
    }

    private func checkKind(
        of address: IPAddress, _ source: YAMLReader
    ) throws(YAMLDocumentError) {
        let unusable = [
            "0.0.0.0/8", "127.0.0.0/8", "224.0.0.0/3", "::/127", "fe80::/10", "ff00::/8",
        ]
        for block in unusable.compactMap({ IPPrefix($0) }) where block.contains(address) {
            throw source.problem("\(address) is in \(block), whose addresses no host can be given")
        }
    }
}

extension IPPrefix {
    /// The last address of an IPv4 block, that of its broadcasts; nil for IPv6.
    fileprivate var lastAddress: IPAddress? {
        guard address.family == .ipv4 else { return nil }
        let hosts = (UInt64(1) << UInt64(32 - length)) - 1
        return IPAddress(ipv4: UInt32(truncatingIfNeeded: address.value) | UInt32(hosts))
    }
}
