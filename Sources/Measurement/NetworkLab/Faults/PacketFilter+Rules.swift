import InternetProtocols

extension PacketFilter {
    /// The filter as an nftables table; every rule counts.
    func rules(table: String) -> String {
        var matches = [""]
        if let inputInterface { matches = matches.map { $0 + "iifname \"\(inputInterface)\" " } }
        if let outputInterface { matches = matches.map { $0 + "oifname \"\(outputInterface)\" " } }
        if let family { matches = matches.map { $0 + "meta nfproto \(family.rawValue) " } }
        if !destinations.isEmpty {
            matches = matches.flatMap { match in
                destinations.map { prefix in
                    let word = prefix.address.family == .ipv4 ? "ip" : "ip6"
                    return match + "\(word) daddr \(prefix) "
                }
            }
        }
        matches = matches.map { $0 + transportMatch }
        let lines = matches.map { $0 + "counter " + action.statement }
        return """
            table inet \(table) {
            chain \(hook.rawValue) {
            type filter hook \(hook.rawValue) priority 0;
            \(lines.joined(separator: "\n"))
            }
            }

            """
    }

    private var transportMatch: String {
        let ports = self.ports.map(String.init).joined(separator: ", ")
        let protocols = transport == .any ? "{ tcp, udp }" : transport?.rawValue
        // Only TCP can be answered with a reset.
        let needed = protocols ?? (action == .reset ? "tcp" : nil)
        guard let needed else { return "" }
        return "meta l4proto \(needed) " + (ports.isEmpty ? "" : "th dport { \(ports) } ")
    }
}

extension PacketFilter.Action {
    /// The end of an nftables rule.
    fileprivate var statement: String {
        switch self {
        case .drop: "drop"
        case .rejectPortUnreachable: "reject with icmpx type port-unreachable"
        case .rejectProhibited: "reject with icmpx type admin-prohibited"
        case .reset: "reject with tcp reset"
        }
    }
}
